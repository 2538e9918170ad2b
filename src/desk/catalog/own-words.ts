import { foldedClauses } from '../understanding/index.ts';

/** What begins the part of a mail that somebody else wrote before. */
const quoteHeads = /^\s*((el|on)\b.{5,200}\b(escribi[oó]|wrote):?|-{2,}\s*(original message|mensaje original)\b.*)\s*$/iu;
/** The delimiter of a signature (RFC 3676, section 4.3), also as it is left by who cuts spaces; and how many lines it has. */
const signatureMark = /^(--|__+)\s*$/;
const signatureLines = 6;
/** Lines of signatures and of mail programs that stand anywhere. */
const aside = /\||https?:|^\s*(tel|cel|c\.c\.|m[oó]vil|celular|phone|mobile|fax|direcci[oó]n)\b.*\d{4}|^\s*(enviado desde|sent from|get outlook)\b|\b(confidential|confidencial)\b/iu;
const greetings = new Set(('hola buenos buenas buen dia dias tardes noches cordial saludo saludos estimado estimada estimados senor senora senores equipo '
  + 'hi hello hey dear team all good morning afternoon evening sir madam or reciban un').split(' '));

/** UTF-16 units that are looked at: what somebody wants stands at the beginning. */
export const textLimit = 4_000;

/**
 * What the writer of a mail says, line by line: without what is quoted, signatures, greetings and what mail programs add.
 * Everything where nothing would be left; of whatever text at most its beginning.
 */
export function ownWords(text: string): string {
  const lines = text.slice(0, textLimit).split(/[\n\r]+/u);
  const kept: string[] = [];
  let left = 0;
  for (const line of lines) {
    if (quoteHeads.test(line)) continue;
    if (signatureMark.test(line)) left = signatureLines;
    else if (left > 0) left -= 1;
    else if (!line.trimStart().startsWith('>') && !aside.test(line) && !isGreeting(line)) kept.push(line);
  }
  return (kept.length > 0 ? kept : lines).join('\n');
}

function isGreeting(line: string): boolean {
  return line.length < 80 && foldedClauses(line, 80).flat().every((word) => greetings.has(word));
}
