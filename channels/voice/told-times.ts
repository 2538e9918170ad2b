import type { Locale } from '../../src/core/index.ts';

/** A moment as a calendar and a clock on the wall show it, in words of one language. */
export interface WallMoment {
  weekday: string;
  day: number;
  month: string;
  hour: number;
  minute: number;
}

const tags: Record<Locale, string> = { es: 'es-CO', en: 'en-US' };

/** The moment (ISO 8601) as people of this zone see it; null when there is none to tell. A zone that is not known counts as UTC. */
export function wallMoment(at: string | null | undefined, zone: string | null | undefined, locale: Locale): WallMoment | null {
  if (!at) return null;
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return null;
  const parts = new Map(formatOf(zone, locale).formatToParts(moment).map(({ type, value }) => [type, value]));
  return {
    weekday: parts.get('weekday') ?? '',
    day: Number(parts.get('day')),
    month: parts.get('month') ?? '',
    hour: Number(parts.get('hour')) % 24,
    minute: Number(parts.get('minute')),
  };
}

function formatOf(zone: string | null | undefined, locale: Locale): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = {
    weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: 'numeric', hourCycle: 'h23', calendar: 'gregory', numberingSystem: 'latn',
  };
  try {
    return new Intl.DateTimeFormat(tags[locale], { ...options, timeZone: zone ?? 'UTC' });
  } catch {
    return new Intl.DateTimeFormat(tags[locale], { ...options, timeZone: 'UTC' });
  }
}
