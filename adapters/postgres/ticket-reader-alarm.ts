import { sql } from 'kysely';
import { ticketNumber } from '../../src/core/index.ts';
import type { AlarmView, HangingView, TicketStatus } from '../../src/desk/tickets/index.ts';

/** Tickets that are named of those that hang on one. */
const mostChildren = 100;

/** Of ticket `t`: the alarm that it is about, the ticket it hangs on, and those that hang on it, lasting ones first. */
export const alarmColumns = sql`
  (select json_build_object('source', a.source, 'sourceName', c.from_text, 'fingerprint', a.fingerprint, 'severity', a.severity, 'startedAt', a.started_at,
      'endedAt', a.ended_at, 'repeats', a.repeats, 'lastSeenAt', a.last_seen_at, 'url', a.url)
    from conversations v join contacts c on c.conversation_id = v.id join alarms a on a.contact_id = c.id
    where v.ticket_id = t.id order by a.ended_at is not null, a.raised_at desc limit 1) as alarm,
  (select p.number from ticket_links l join tickets p on p.id = l.to_id
    where l.from_id = t.id and l.kind = 'parent' order by p.number desc limit 1) as parent,
  coalesce((select json_agg(json_build_object('number', below.number, 'subject', below.subject, 'status', below.status)) from (
    select b.number, b.subject, b.status from ticket_links l join tickets b on b.id = l.from_id
    where l.to_id = t.id and l.kind = 'parent'
    order by b.status in ('resolved', 'closed', 'cancelled'), b.number limit ${mostChildren}
  ) below), '[]') as children`;

/** Times inside of JSON are as PostgreSQL writes them. */
export interface AlarmColumns {
  alarm: AlarmView | null;
  parent: number | null;
  children: { number: number; subject: string; status: TicketStatus }[];
}

export function toAlarmViews({ alarm, parent, children }: AlarmColumns): { alarm: AlarmView | null; parent: string | null; children: HangingView[] } {
  const iso = (at: string) => new Date(at).toISOString();
  return {
    alarm: alarm && { ...alarm, startedAt: iso(alarm.startedAt), endedAt: alarm.endedAt === null ? null : iso(alarm.endedAt), lastSeenAt: iso(alarm.lastSeenAt) },
    parent: parent === null ? null : ticketNumber(parent),
    children: children.map((child) => ({ ...child, number: ticketNumber(child.number) })),
  };
}
