import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { CountryCode } from 'libphonenumber-js';

/** The country whose numbers may be written without a prefix, as an ISO 3166 code. */
export type Region = CountryCode;

/**
 * What networks send instead of a hidden caller's number: ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN
 * and UNAVAILABLE, spelled on a telephone keypad.
 */
const hiddenNumbers = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253']);

const longestWritten = 40;

/**
 * The number in E.164, or null when there is none to know the caller by (hidden, short code, word, nonsense).
 * A number already written with `+` needs only a possible length: numbering plans grow faster than our tables.
 */
export function toPhoneNumber(written: string, region: Region): string | null {
  const text = written.trim();
  if (text.length > longestWritten || hiddenNumbers.has(text)) return null;
  const parsed = parsePhoneNumberFromString(text, { defaultCountry: region, extract: false });
  if (!parsed || parsed.ext || hiddenNumbers.has(parsed.number)) return null;
  const credible = text.startsWith('+') ? parsed.isPossible() : parsed.isValid();
  return credible ? parsed.number : null;
}
