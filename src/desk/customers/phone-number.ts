import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/max';

const longestWritten = 40;

/**
 * A telephone number as people write it, or null when it has no possible length or an extension. Those of `region` may be
 * written without a prefix.
 */
export function readPhoneNumber(written: string, region: CountryCode): PhoneNumber | null {
  if (written.length > longestWritten) return null;
  const parsed = parsePhoneNumberFromString(written, { defaultCountry: region, extract: false });
  return parsed?.isPossible() && !parsed.ext ? parsed : null;
}
