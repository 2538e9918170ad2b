/**
 * The words of a text without accents, capitals and apostrophes ("Can't" is "cant", "E-mail" is "email"),
 * clause by clause; looks at the first `limit` UTF-16 units only, so hostile texts cost no more than long ones.
 */
export function foldedClauses(text: string, limit: number): string[][] {
  return text
    .slice(0, limit)
    .toWellFormed()
    .normalize('NFKD')
    // Compatibility forms can unfold to eighteen times their length.
    .slice(0, limit * 2)
    .replace(/[\p{M}\p{Cf}\u0000-\u0008\ufffd'’‘`´]/gu, '')
    .toLowerCase()
    .replace(/\b(e|wi)-(?=\p{L})/gu, '$1')
    .split(/[.,;:!?¡¿()[\]{}"«»…\n\r]+/u)
    .map((clause) => clause.match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((words) => words.length > 0);
}
