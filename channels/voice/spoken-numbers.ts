import { heardTokens } from './heard-words.ts';

const digitWords = new Map(Object.entries({
  cero: '0', uno: '1', una: '1', dos: '2', tres: '3', cuatro: '4', cinco: '5', seis: '6', siete: '7', ocho: '8', nueve: '9',
  zero: '0', oh: '0', o: '0', one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9',
}));

/** The telephone number that was said digit by digit or in groups of digits, 7 to 15 of them; null when it is none. */
export function spokenNumber(words: string): string | null {
  const digits = heardTokens(words).map((token) => (/^\d+$/.test(token) ? token : digitWords.get(token) ?? '')).join('');
  return digits.length >= 7 && digits.length <= 15 ? digits : null;
}
