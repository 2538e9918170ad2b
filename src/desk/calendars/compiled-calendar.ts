import { IANAZone } from 'luxon';
import { weekdays } from '../definition/index.ts';
import type { BusinessCalendar, OpenHours } from '../definition/index.ts';

export const msPerMinute = 60_000;
export const minutesPerDay = 1440;

/**
 * A calendar ready for arithmetic. Days are counted from 1970-01-01 as the local wall calendar has them;
 * "wall" times are milliseconds since that day's midnight as if the zone were UTC.
 */
export interface CompiledCalendar {
  /** Wall time minus UTC at an instant, both in milliseconds. */
  offsetAt(instant: number): number;
  /** The spans that open on this day, in order; empty on holidays. */
  spansOf(day: number): readonly OpenHours[];
  /** Whether a holiday lies in these days, both ends included. */
  hasHoliday(firstDay: number, lastDay: number): boolean;
  weekMs: number;
}

const wholeDay: readonly OpenHours[] = [{ opens: 0, closes: minutesPerDay }];
const compiled = new WeakMap<BusinessCalendar, CompiledCalendar>();

/** The compiled form of a calendar, made once for each calendar object, which must not change afterwards. */
export function compileCalendar(calendar: BusinessCalendar): CompiledCalendar {
  const known = compiled.get(calendar);
  if (known) return known;
  const made = compile(calendar);
  compiled.set(calendar, made);
  return made;
}

function compile(calendar: BusinessCalendar): CompiledCalendar {
  const zone = IANAZone.create(calendar.zone);
  const { hours } = calendar;
  const week = weekdays.map((day) => (hours === 'always' ? wholeDay : hours[day].toSorted((a, b) => a.opens - b.opens)));
  const holidays = calendar.holidays.map((date) => Date.parse(`${date}T00:00:00Z`) / (minutesPerDay * msPerMinute));
  const closed = new Set(holidays);
  const openMinutes = week.flat().reduce((sum, span) => sum + span.closes - span.opens, 0);
  if (openMinutes === 0) throw new RangeError('A calendar needs open hours on at least one day.');
  return {
    offsetAt: (instant) => zone.offset(instant) * msPerMinute,
    spansOf: (day) => (closed.has(day) ? [] : week[weekdayOf(day)] ?? []),
    hasHoliday: (firstDay, lastDay) => holidays.some((day) => day >= firstDay && day <= lastDay),
    weekMs: openMinutes * msPerMinute,
  };
}

/** 0 for Monday; 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}
