/** Letters that have no plain one inside them by Unicode's rules. */
const plainLetters: Record<string, string> = { ł: 'l', ø: 'o', æ: 'ae', œ: 'oe', đ: 'd', ß: 'ss', ı: 'i', '’': "'", '‘': "'", '：': ':', '–': '-', '—': '-' };

/** A line to compare: without case, accents, marks of direction and repeated white space. */
export function foldLine(line: string): string {
  if (isAscii(line)) return line.toLowerCase().replace(/[\t\v\f\r\n ]+/gu, ' ').trim();
  return line
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu, '')
    .normalize('NFC')
    .replace(/[łøæœđßı’‘：–—]/gu, (letter) => plainLetters[letter] ?? letter)
    .replace(/\s+/gu, ' ')
    .trim();
}

function isAscii(line: string): boolean {
  return !/[^\t-\r -~]/u.test(line);
}

/** The words of a folded line, without what stands around them. */
export function wordsOf(folded: string): string[] {
  return folded.split(/[^\p{L}\p{N}'()/]+/u).filter(Boolean);
}

/** A line as many as it says it was quoted, and what stands behind the marks. */
export function unquoted(line: string): string {
  return line.replace(/^(?:\s{0,3}>)+\s?/u, '');
}

/** It begins with the mark of a quotation (RFC 3676, 4.5). */
export function isQuoted(line: string): boolean {
  return /^\s{0,3}>/u.test(line);
}
