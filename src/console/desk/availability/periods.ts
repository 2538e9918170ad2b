import type { Locale } from '../../shared/words.tsx';

export interface Month {
  from: string;
  to: string;
  /** Such as `noviembre de 2026`. */
  name: string;
}

/** This month and the one before it, as they begin and end here; moments in ISO 8601. */
export function lastMonths(now: number, locale: Locale): { present: Month; past: Month } {
  const today = new Date(now);
  const start = (ago: number) => new Date(today.getFullYear(), today.getMonth() - ago, 1);
  const name = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' });
  const month = (ago: number): Month => ({ from: start(ago).toISOString(), to: start(ago - 1).toISOString(), name: name.format(start(ago)) });
  return { present: month(0), past: month(1) };
}

/** A length in days, hours and minutes; what is left of a minute is cut. */
export function partsOf(seconds: number): [days: number, hours: number, minutes: number] {
  return [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60];
}

/** A moment as `<input type="datetime-local">` has it, in local time to the minute; '' for none. */
export function localField(moment: string | null): string {
  if (moment === null) return '';
  const at = new Date(moment);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
