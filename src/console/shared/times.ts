import type { Locale } from './words.tsx';

let ahead = 0;

/** Notes how far the server's clock is from this one, from a moment that it just told. A wrong clock here then shows no wrong times. */
export function learnServerTime(serverNow: Date): void {
  ahead = serverNow.getTime() - Date.now();
}

/** The moment by the server's clock, in milliseconds since 1970. */
export function serverNow(): number {
  return Date.now() + ahead;
}

/** `3:07`, or `1:03:07` from an hour on; negative time counts as none. */
export function clockText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${hours}:${parts.join(':')}` : `${Number(parts[0])}:${parts[1] ?? '00'}`;
}

const steps = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]] as const;

/** `in 3 hours`, `hace 2 minutos`: from one moment to another in the largest unit that fits. */
export function relativeTime(at: string | number | Date, now: number, locale: Locale): string {
  const seconds = (new Date(at).getTime() - now) / 1000;
  const [unit, length] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? (['second', 1] as const);
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }).format(Math.round(seconds / length), unit);
}

/** Today as a time, else with its day. */
export function momentText(at: string | Date, locale: Locale): string {
  const moment = new Date(at);
  const isToday = moment.toDateString() === new Date(serverNow()).toDateString();
  const day = isToday ? {} : ({ day: 'numeric', month: 'short', year: 'numeric' } as const);
  return new Intl.DateTimeFormat(locale, { ...day, hour: '2-digit', minute: '2-digit' }).format(moment);
}
