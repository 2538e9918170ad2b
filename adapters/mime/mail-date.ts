const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Hours of the zones that RFC 5322, 4.3 names. */
const zones: Readonly<Record<string, number>> = { est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7, cet: 1, cest: 2, bst: 1 };
const written = /(\d{1,2})[ -]+([a-z]{3})[a-z]*[ ,-]+(\d{2,4})[ ,T]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([+-]\d{1,2}:?\d{2}|[a-z]{1,4})?/i;
const iso = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(z|[+-]\d{2}:?\d{2})?/i;

/** The moment that a Date header names (RFC 5322, 3.3 and its obsolete forms, or ISO 8601); null for what cannot be one. */
export function parseMailDate(value: string | null): Date | null {
  const text = (value ?? '').slice(0, 200).replaceAll(/\([^()]*\)/g, ' ').trim();
  const byName = written.exec(text);
  if (byName) {
    const [, day, month = '', year = '', hour, minute, second, zone] = byName;
    return moment(fullYear(year), months.indexOf(month.toLowerCase()), Number(day), [hour, minute, second], zone);
  }
  const byNumber = iso.exec(text);
  if (!byNumber) return null;
  const [, year, month, day, hour, minute, second, zone] = byNumber;
  return moment(Number(year), Number(month) - 1, Number(day), [hour, minute, second], zone);
}

/** Two and three digits as RFC 5322, 4.3 reads them. */
function fullYear(year: string): number {
  const number = Number(year);
  if (year.length > 3) return number;
  return number < 50 && year.length === 2 ? 2_000 + number : 1_900 + number;
}

function moment(year: number, month: number, day: number, time: (string | undefined)[], zone: string | undefined): Date | null {
  const [hour = 0, minute = 0, second = 0] = time.map((part) => Number(part ?? 0));
  const isPossible = month >= 0 && month < 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second <= 60;
  if (!isPossible || year < 1_971 || year > 2_200) return null;
  const date = new Date(Date.UTC(year, month, day, hour, minute, second) - minutesOf(zone ?? '') * 60_000);
  return new Date(Date.UTC(year, month, day)).getUTCMonth() === month ? date : null;
}

function minutesOf(zone: string): number {
  const match = /^([+-])(\d{1,2}):?(\d{2})$/.exec(zone);
  if (!match) return (zones[zone.toLowerCase()] ?? 0) * 60;
  const [, sign, hours, minutes] = match;
  const offset = Number(hours) * 60 + Number(minutes);
  return offset > 24 * 60 ? 0 : sign === '-' ? -offset : offset;
}
