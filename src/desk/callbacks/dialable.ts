import type { CountryCode } from 'libphonenumber-js';
import { readPhoneNumber } from '../customers/index.ts';

/** Numbers that earn money for whoever is called, or that cost the desk more than a call should. */
const neverDialled = new Set(['PREMIUM_RATE', 'SHARED_COST', 'UAN', 'VOICEMAIL', 'PAGER', 'PERSONAL_NUMBER']);

export interface DialRules {
  /** The country whose numbers may be written without a prefix. */
  region: CountryCode;
  /** Countries that may be called; null: all. */
  countries: readonly CountryCode[] | null;
  /** Our own numbers, which would only ring ourselves. */
  own: ReadonlySet<string>;
}

/**
 * The number to dial in E.164, or null when the desk must not call it: no number, a premium or emergency number, one of
 * a network that belongs to no country (satellites), one of our own, or a country that the desk does not call (toll
 * fraud begins with a callback to an expensive number).
 */
export function dialableNumber(written: string, rules: DialRules): string | null {
  const parsed = readPhoneNumber(written, rules.region);
  if (!parsed || rules.own.has(parsed.number)) return null;
  if (neverDialled.has(parsed.getType() ?? '') || parsed.isNonGeographic()) return null;
  if (rules.countries === null) return parsed.number;
  const { country } = parsed;
  return country !== undefined && rules.countries.includes(country) ? parsed.number : null;
}
