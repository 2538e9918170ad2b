/** What each word of a number is worth, in Spanish and English; folded. "Once" is no number in English, so it is none here. */
const worth = new Map<string, number>([
  ...['cero dos tres cuatro cinco seis siete ocho nueve', 'zero two three four five six seven eight nine'].flatMap((list) =>
    list.split(' ').map((word, at): [string, number] => [word, at === 0 ? 0 : at + 1])),
  ...['diez _ doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve',
    'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'].flatMap((list) =>
    list.split(' ').map((word, at): [string, number] => [word, at + 10])),
  ...['veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa', 'twenty thirty forty fifty sixty seventy eighty ninety'].flatMap((list) =>
    list.split(' ').map((word, at): [string, number] => [word, (at + 2) * 10])),
  ...'cien doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos'.split(' ').map((word, at): [string, number] => [word, (at + 1) * 100]),
  ['veintiun', 21], ['ciento', 100], ['hundred', 100], ['mil', 1_000], ['thousand', 1_000],
]);
/** Numbers only beside another word of a number: else they are articles and pronouns. */
const ones = new Set(['un', 'uno', 'una', 'one']);
const joining = new Set(['y', 'and']);

/**
 * The words with numbers as digits, however they are said: "treinta y cinco" is "35", "two hundred" is "200", and
 * digits that are said one by one are one number ("dos cero cuatro" and "2 0 4" are "204").
 */
export function withDigits(words: readonly string[]): string[] {
  const out: string[] = [];
  let number: number | null = null;
  const close = () => {
    if (number !== null) out.push(String(number));
    number = null;
  };
  words.forEach((word, at) => {
    const value = worthOf(words, at);
    if (value === null) {
      if (number !== null && joining.has(word) && sum(number, worthOf(words, at + 1)) !== null) return;
      close();
      out.push(word);
      return;
    }
    const summed = number === null ? null : sum(number, value);
    if (summed === null) close();
    number = summed ?? value;
  });
  close();
  return joinDigits(out);
}

function worthOf(words: readonly string[], at: number): number | null {
  const word = words[at] ?? '';
  if (!ones.has(word)) return worth.get(word) ?? null;
  return worth.has(words[at - 1] ?? '') || worth.has(words[at + 1] ?? '') || (joining.has(words[at - 1] ?? '') && worth.has(words[at - 2] ?? '')) ? 1 : null;
}

/** A number and what is said after it as one number; null where that begins another one. */
function sum(number: number, next: number | null): number | null {
  if (next === null) return null;
  if (next === 1_000) return number > 0 && number < 1_000 ? number * 1_000 : null;
  if (next === 100 && number > 0 && number < 10) return number * 100;
  const room = next >= 100 ? 1_000 : next >= 10 ? 100 : 10;
  // "Diez y seis" is 16, "ten two" two numbers.
  const fits = number > 0 && number % room === 0 && next > 0 && (room > 10 || number % 100 !== 10 || next > 5);
  return fits ? number + next : null;
}

function joinDigits(words: readonly string[]): string[] {
  const out: string[] = [];
  let wasDigit = false;
  for (const word of words) {
    const isDigit = /^\d$/.test(word);
    if (isDigit && wasDigit) out.push((out.pop() ?? '') + word);
    else out.push(word);
    wasDigit = isDigit;
  }
  return out;
}
