import { sql } from 'kysely';
import type { Signal } from '../../src/core/index.ts';
import type { Backlog, Cooldowns } from '../../src/desk/routing/index.ts';
import { lateLegs } from './backlog-legs.ts';
import type { Connection } from './database.ts';
import { isHeldUp } from './delivery-line.ts';
import { dueHomes } from './home-store.ts';
import { dueFiles } from './file-backlog.ts';
import { duePreviews } from './preview-store.ts';
import { dueHooks } from './hook-store.ts';
import { duePortalLinks } from './portal-store.ts';
import { dueToldOffers } from './told-offer-store.ts';
import { canHandle, hasLiveWork, isKeptFor, isReady, lanesOfTeams, refusedLately, waitsInLane } from './queue-lanes.ts';

/** A signal is taken for lost when its work is still due this long after, in seconds. */
const lostAfter = 2;
const sendingLostAfter = 65;

/** `tellsOffers`: agents who asked for it are told of offers outside of the console; `showsHomes`: people see their requests in a workspace. */
export function createBacklog(connection: Connection, cooldowns: Cooldowns, { tellsOffers = false, showsHomes = false }: { tellsOffers?: boolean; showsHomes?: boolean } = {}): Backlog {
  return {
    dueOffers: async (at, most) => {
      const { rows } = await sql<{ id: string }>`select id from offers where ended_at is null and expires_at <= ${at}
        order by expires_at limit ${most}`.execute(connection);
      return rows.map((row) => row.id);
    },
    dueToWake: async (at, most) => {
      const { rows } = await sql<{ id: string }>`select id from tickets where waiting_until <= ${at} and status = 'waiting'
        limit ${most}`.execute(connection);
      return rows.map((row) => row.id);
    },
    dueToStep: async (at, most) => {
      const { rows } = await sql<{ id: string }>`
        (select id from tickets where status = 'queued' and next_step_at <= ${at} order by next_step_at limit ${most})
        union
        (select t.id from tickets t join agents a on a.id = t.preferred_agent_id
          where t.status = 'queued' and t.preferred_until is not null
            and not (a.active and a.availability = 'available' and t.team = any(a.teams)) limit ${most})`.execute(connection);
      return rows.map((row) => row.id);
    },
    wrapUpsOver: async (at, most) => {
      const { rows } = await sql<{ id: string }>`select id from agents where wrap_up_until <= ${at} limit ${most}`.execute(connection);
      return rows.map((row) => row.id);
    },
    lateSignals: async (at, most) => {
      const found = await Promise.all([
        unrouted(connection, at, most), idleAgents(connection, at, cooldowns, most),
        dueDeliveries(connection, at, most), dueFiles(connection, at, lostAfter, most), duePreviews(connection, at, lostAfter, most), duePortalLinks(connection, at, lostAfter, most), dueHooks(connection, at, lostAfter), unbridged(connection, at, most), lateLegs(connection, at, lostAfter, most),
        tellsOffers ? dueToldOffers(connection, at, lostAfter, most) : [],
        showsHomes ? dueHomes(connection, at) : [],
      ]);
      return found.flat();
    },
  };
}

async function unrouted(connection: Connection, at: Date, most: number): Promise<Signal[]> {
  const { rows } = await sql<{ id: string; routing_version: number; priority: string | null }>`
    select id, routing_version, priority from tickets
    where routed_version < routing_version and opened_at < ${at}::timestamptz - make_interval(secs => ${lostAfter}::float8)
    order by opened_at limit ${most}`.execute(connection);
  return rows.map((row) => ({
    kind: 'route-ticket', ticketId: row.id, routingVersion: row.routing_version, priority: row.priority,
  }));
}

/** Agents with room for something that waits in their queues. */
async function idleAgents(connection: Connection, at: Date, cooldowns: Cooldowns, most: number): Promise<Signal[]> {
  const asked = { skills: sql`a.skills`, locales: sql`a.locales`, hasLive: hasLiveWork(sql`a.id`) };
  const allTeams = sql`array(select distinct unnest(teams) from agents)`;
  const { rows } = await sql<{ id: string }>`
    with recursive lane as (${lanesOfTeams(allTeams)})
    select a.id from agents a
    where ${isReady(at)} and a.load < a.capacity and (exists (
      select from lane cross join lateral (
        select from tickets t where ${waitsInLane} and not ${refusedLately(sql`a.id`, at, cooldowns)} limit 1
      ) first
      where lane.team = any(a.teams) and lane.cost <= a.capacity - a.load and ${canHandle(sql`lane`, asked)}
    ) or exists (
      select from tickets t where ${isKeptFor(sql`a.id`)} and t.team = any(a.teams) and t.cost <= a.capacity - a.load
        and ${canHandle(sql`t`, asked)} and not ${refusedLately(sql`a.id`, at, cooldowns)}
    ))
    limit ${most}`.execute(connection);
  return rows.map((row) => ({ kind: 'match-agent', agentId: row.id }));
}

async function dueDeliveries(connection: Connection, at: Date, most: number): Promise<Signal[]> {
  // A text goes out when those in front of it have; a held one once the customer has written on that pair.
  const isFree = sql`not ${isHeldUp(at)}`;
  const customerWrote = sql`exists (select from replies r join conversations v on v.id = r.conversation_id
    join conversations w on w.channel = v.channel and w.theirs_kind = v.theirs_kind and w.theirs = v.theirs and w.ours = v.ours
    join contacts c on c.conversation_id = w.id and c.channel = w.channel
    where r.id = d.reply_id and (d.held_after is null or c.received_at > d.held_after))`;
  const { rows } = await sql<{ id: string }>`
    (select d.id from deliveries d
      where d.status in ('queued', 'sending') and (
        (d.status = 'queued' and d.next_try_at <= ${at}::timestamptz and ${isFree}
          and d.updated_at < ${at}::timestamptz - make_interval(secs => ${lostAfter}::float8))
        or (d.status = 'sending' and d.updated_at < ${at}::timestamptz - make_interval(secs => ${sendingLostAfter}::float8)))
      order by d.next_try_at limit ${most})
    union all
    (select d.id from deliveries d where d.status = 'held' and ${isFree} and ${customerWrote}
      order by d.updated_at limit ${most})`.execute(connection);
  return rows.map((row) => ({ kind: 'deliver-reply', deliveryId: row.id }));
}

/** Accepted callers who are still in the waiting line, and accepted callbacks for which nobody was rung yet. */
async function unbridged(connection: Connection, at: Date, most: number): Promise<Signal[]> {
  const { rows } = await sql<{ id: string }>`
    select s.id from assignments s
    where s.ended_at is null and s.live and s.answered_at is null
      and s.started_at < ${at}::timestamptz - make_interval(secs => ${lostAfter}::float8)
      and (
        exists (select from calls c where c.ticket_id = s.ticket_id and c.ended_at is null and not c.joined
          and c.session ->> 'phase' in ('waiting', 'callback', 'callback-time', 'callback-number'))
        or exists (select from callbacks b where b.ticket_id = s.ticket_id and b.ended_at is null and b.state = 'waiting')
      )
    limit ${most}`.execute(connection);
  return rows.map((row) => ({ kind: 'bridge-call', assignmentId: row.id }));
}
