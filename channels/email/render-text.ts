/** An answer with what the desk puts around it. Texts have `\n` at the ends of their lines. */
export interface MailFrame {
  words: string;
  /** What is said below words that no person wrote. */
  note: string | null;
  signature: string[];
  quoted: { header: string; lines: string[] } | null;
}

/** The line above a signature (RFC 3676, 4.3). */
const signatureMark = '-- ';

/** The answer as plain text. */
export function plainTextOf({ words, note, signature, quoted }: MailFrame): string {
  const blocks = [
    words.trimEnd(),
    ...(note === null ? [] : [note]),
    ...(signature.length === 0 ? [] : [[signatureMark, ...signature].join('\n')]),
    ...(quoted === null ? [] : [[quoted.header, ...quoted.lines.map((line) => (line === '' ? '>' : `> ${line}`))].join('\n')]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

export function linesOf(text: string): string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/);
}

/** A text on one line, without what breaks a header (RFC 5322, 2.2) or turns the writing around; at most `most` characters. */
export function oneLine(text: string, most: number): string {
  const plain = text.slice(0, 10 * most).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '').toWellFormed();
  const letters = [...plain.replaceAll(/\s+/g, ' ').trim()];
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('').trimEnd()}…`;
}
