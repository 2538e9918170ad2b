import { isOpen, nextOpenMoment } from '../desk/calendars/index.ts';
import { calendarOf, findTeam, type BusinessCalendar, type DeskDefinition } from '../desk/definition/index.ts';
import { calledNumber } from './call-menu.ts';

export type ServingHours = { isOpen: true } | { isOpen: false; /** Null: never. */ opensAt: Date | null };

/** Two calendars that never meet are given up after this many turns; sensible ones meet within a few. */
const mostTurns = 1_000;

/** Whether callers of this number are served by this team now: the team is open, and so is the number when it has hours of its own. */
export function servingHours(desk: DeskDefinition, called: string, teamKey: string, at: Date): ServingHours {
  const ofTeam = calendarOf(desk, findTeam(desk, teamKey)?.calendar ?? null);
  const own = calledNumber(desk, called)?.calendar ?? null;
  const calendars = own === null ? [ofTeam] : [calendarOf(desk, own), ofTeam];
  if (calendars.every((calendar) => isOpen(calendar, at))) return { isOpen: true };
  return { isOpen: false, opensAt: nextCommonOpening(calendars, at) };
}

/** The first moment from here on at which all are open. */
function nextCommonOpening(calendars: BusinessCalendar[], at: Date): Date | null {
  let moment = at;
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const closed = calendars.find((calendar) => !isOpen(calendar, moment));
    if (!closed) return moment;
    const next = nextOpenMoment(closed, moment);
    if (next === null) return null;
    moment = next;
  }
  return null;
}

/** The IANA zone in which callers are told times. */
export function deskZone(desk: DeskDefinition): string {
  return calendarOf(desk, null).zone;
}
