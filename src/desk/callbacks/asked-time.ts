import { DateTime } from 'luxon';
import { calendarOf, type DeskDefinition, type Team } from '../definition/index.ts';
import { nextOpening } from '../calendars/index.ts';

/** A time of day as people say it, on the wall clock of the desk's zone. */
export interface TimeOfDay {
  hour: number;
  minute: number;
}

/**
 * The next moment at which the wall clock shows this time, moved on to the team's next opening when it is closed then;
 * null when the team never opens. A time that a clock change leaves out is the first moment after it.
 */
export function nextAskedTime(desk: DeskDefinition, team: Team, time: TimeOfDay, now: Date): Date | null {
  const { zone } = calendarOf(desk, team.calendar);
  const here = DateTime.fromJSDate(now, { zone });
  const at = { hour: time.hour, minute: time.minute, second: 0, millisecond: 0 };
  const today = here.set(at);
  const next = today > here ? today : here.plus({ days: 1 }).set(at);
  return nextOpening(desk, team, next.toJSDate());
}
