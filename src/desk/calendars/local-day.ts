import { DateTime } from 'luxon';
import type { BusinessCalendar } from '../definition/index.ts';

/** The last midnight on the wall clock of the calendar's zone, or the first moment of a day whose midnight was skipped. */
export function startOfDay(calendar: Pick<BusinessCalendar, 'zone'>, at: Date): Date {
  return DateTime.fromJSDate(at, { zone: calendar.zone }).startOf('day').toJSDate();
}
