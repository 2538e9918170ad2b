import { sql } from 'kysely';
import type { AgentRole, Availability } from '../../src/desk/agents/index.ts';
import type { Priority, Tier } from '../../src/desk/definition/index.ts';
import type { DayNumbers, OfferInFlight, PersonAtWork, WaitingCaller, WaitingCell, WallReader } from '../../src/desk/wall/index.ts';
import type { Connection } from './database.ts';

/** More of them are not read on a wall. */
const mostRows = 200;

/** The wall in one round of reads; what waits is counted over the open tickets alone. */
export function createWallReader(db: Connection): WallReader {
  return {
    read: async ({ at, midnight, connectedSince }) => {
      const [waiting, people, offers, callers, today] = await Promise.all([
        readWaiting(db, at), readPeople(db, connectedSince), readOffers(db), readCallers(db), readToday(db, at, midnight),
      ]);
      return { waiting, people, offers, callers, today };
    },
  };
}

interface WaitingRow { team: string; tier: Tier | null; priority: Priority | null; count: number; late: number; oldest_at: Date }

async function readWaiting(db: Connection, at: Date): Promise<WaitingCell[]> {
  const { rows } = await sql<WaitingRow>`
    select team, tier, priority, count(*)::int as count, min(coalesce(waits_since, queued_at, opened_at)) as oldest_at,
      count(*) filter (where coalesce(case when responded_at is null then respond_by end, resolve_by) < ${at})::int as late
    from tickets where status = 'queued' group by team, tier, priority order by team, tier, priority`.execute(db);
  return rows.map(({ oldest_at: oldestAt, ...row }) => ({ ...row, oldestAt }));
}

interface PersonRow {
  id: string; name: string; role: AgentRole; teams: string[]; availability: Availability; away_reason: string | null; since: Date;
  wrap_up_until: Date | null; capacity: number; load: number; connected: boolean; assignments: number; offers: number;
  number: number | null; customer: string | null; started_at: Date | null; answered_at: Date | null;
}

async function readPeople(db: Connection, connectedSince: Date): Promise<PersonAtWork[]> {
  const { rows } = await sql<PersonRow>`
    select a.id, a.name, a.role, a.teams, a.availability, a.away_reason, coalesce(a.availability_since, a.created_at) as since,
      a.wrap_up_until, a.capacity, a.load, coalesce(p.seen_at >= ${connectedSince}, false) as connected,
      (select count(*)::int from assignments s where s.agent_id = a.id and s.ended_at is null) as assignments,
      (select count(*)::int from offers o where o.agent_id = a.id and o.ended_at is null) as offers,
      talk.number, talk.customer, talk.started_at, talk.answered_at
    from agents a
    left join agent_presence p on p.agent_id = a.id
    left join lateral (
      select t.number, coalesce(c.name, call.from_text) as customer, s.started_at, s.answered_at
      from assignments s join tickets t on t.id = s.ticket_id left join customers c on c.id = t.customer_id
      left join lateral (select from_text from calls where ticket_id = t.id and ended_at is null order by started_at desc limit 1) call on true
      where s.agent_id = a.id and s.ended_at is null and s.live order by s.started_at desc limit 1
    ) talk on true
    where a.active order by lower(a.name), a.id`.execute(db);
  return rows.map((row) => ({
    id: row.id, name: row.name, role: row.role, teams: row.teams, availability: row.availability, awayReason: row.away_reason,
    since: row.since, wrapUpUntil: row.wrap_up_until, capacity: row.capacity, load: row.load, isConnected: row.connected,
    assignments: row.assignments, offers: row.offers,
    call: row.number === null || row.started_at === null ? null : {
      ticket: row.number, customer: row.customer, since: row.answered_at ?? row.started_at, isAnswered: row.answered_at !== null,
    },
  }));
}

interface OfferRow {
  id: string; agent_id: string; agent_name: string; number: number; subject: string; priority: Priority | null; team: string | null;
  channel: string; live: boolean; offered_at: Date; expires_at: Date;
}

async function readOffers(db: Connection): Promise<OfferInFlight[]> {
  const { rows } = await sql<OfferRow>`
    select o.id, o.agent_id, a.name as agent_name, t.number, t.subject, t.priority, t.team, t.channel, o.live, o.offered_at, o.expires_at
    from offers o join agents a on a.id = o.agent_id join tickets t on t.id = o.ticket_id
    where o.ended_at is null order by o.expires_at, t.number limit ${mostRows}`.execute(db);
  return rows.map((row) => ({
    id: row.id, agent: { id: row.agent_id, name: row.agent_name }, ticket: row.number, subject: row.subject, priority: row.priority,
    team: row.team, channel: row.channel, live: row.live, offeredAt: row.offered_at, expiresAt: row.expires_at,
  }));
}

interface CallerRow {
  number: number; subject: string; priority: Priority | null; team: string | null; customer: string | null; since: Date; on_line: boolean;
  offered_to: string | null;
}

async function readCallers(db: Connection): Promise<WaitingCaller[]> {
  const { rows } = await sql<CallerRow>`
    select t.number, t.subject, t.priority, t.team, coalesce(c.name, call.from_text) as customer,
      coalesce(t.waits_since, t.queued_at, t.opened_at) as since, call.id is not null as on_line, taker.name as offered_to
    from tickets t left join customers c on c.id = t.customer_id
    left join lateral (select id, from_text from calls where ticket_id = t.id and ended_at is null order by started_at desc limit 1) call on true
    left join lateral (select a.name from offers o join agents a on a.id = o.agent_id where o.ticket_id = t.id and o.ended_at is null) taker on true
    where t.live and t.status in ('queued', 'offered') order by t.queue_key, t.number limit ${mostRows}`.execute(db);
  return rows.map(({ number, on_line: isOnLine, offered_to: offeredTo, ...row }) => ({ ...row, ticket: number, isOnLine, offeredTo }));
}

async function readToday(db: Connection, at: Date, midnight: Date): Promise<DayNumbers> {
  const { rows } = await sql<DayNumbers>`
    with opened as (
      select count(*)::int as opened,
        count(*) filter (where respond_by is not null and (responded_at is not null
          or (respond_by < ${at} and status not in ('resolved', 'closed', 'cancelled'))))::int as "answerDue",
        count(*) filter (where responded_at <= respond_by)::int as "answeredInTime"
      from tickets where opened_at >= ${midnight} and merged_into is null
    ), resolved as (
      select count(*)::int as resolved, count(*) filter (where resolve_by is not null)::int as "resolvedPromised",
        count(*) filter (where resolved_at <= resolve_by)::int as "resolvedInTime"
      from tickets where resolved_at >= ${midnight} and status in ('resolved', 'closed')
    ), called as (
      select count(*)::int as calls, count(*) filter (where n.outcome = 'answered')::int as "callsAnswered",
        count(*) filter (where n.outcome in ('abandoned', 'abandoned-in-menu'))::int as "callsAbandoned"
      from calls c join contacts n on n.id = c.contact_id where c.started_at >= ${midnight}
    )
    select * from opened, resolved, called`.execute(db);
  return rows[0] ?? nothing;
}

const nothing: DayNumbers = {
  opened: 0, resolved: 0, resolvedPromised: 0, resolvedInTime: 0, answerDue: 0, answeredInTime: 0, calls: 0, callsAnswered: 0, callsAbandoned: 0,
};
