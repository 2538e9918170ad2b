import { calendarOf } from '../definition/index.ts';
import type { DeskDefinition, Team } from '../definition/index.ts';
import { closesAt, isOpen, nextOpenMoment } from './open-time.ts';

/** Whether this team serves people on the line at this moment, by its own calendar or else the desk's. */
export function teamIsOpen(desk: DeskDefinition, team: Pick<Team, 'calendar'>, at: Date): boolean {
  return isOpen(calendarOf(desk, team.calendar), at);
}

/** When the team closes next: `at` itself when it is closed now, null when it stays open for a week or longer. */
export function teamClosesAt(desk: DeskDefinition, team: Pick<Team, 'calendar'>, at: Date): Date | null {
  return closesAt(calendarOf(desk, team.calendar), at);
}

/** The first moment from here on at which the team is open: `at` itself when it is open now, null when it never opens. */
export function nextOpening(desk: DeskDefinition, team: Pick<Team, 'calendar'>, at: Date): Date | null {
  return nextOpenMoment(calendarOf(desk, team.calendar), at);
}
