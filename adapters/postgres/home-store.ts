import { sql } from 'kysely';
import type { Signal } from '../../src/core/index.ts';
import type { EventName } from '../../src/desk/events/index.ts';
import type { HomeStore } from '../../src/desk/homes/index.ts';
import type { Connection } from './database.ts';

/** After which a request may stand differently at its customer's page. */
const changing: EventName[] = [
  'ticket.opened', 'ticket.routed', 'ticket.reopened', 'ticket.classified', 'ticket.escalated', 'ticket.transferred', 'ticket.assigned',
  'ticket.unassigned', 'ticket.waiting', 'ticket.resumed', 'ticket.resolved', 'ticket.closed', 'ticket.cancelled', 'ticket.merged',
  'ticket.split', 'offer.accepted', 'reply.written',
];
/** Seconds in which what happens is shown together. */
const settlesIn = 3;
/** Events that are looked through at once. */
const batch = 1_000;

const lastSeq = sql`(select coalesce(max(seq), 0) from events)`;

/** Each method is one statement: nothing else stands or falls with it. While nobody opened a page, nothing is followed. */
export function createHomeStore(db: Connection): HomeStore {
  return {
    noteOpened: async (person, at) => {
      await sql`with first as (update slack_home_feed set seen_seq = ${lastSeq} where not exists (select from slack_homes))
        insert into slack_homes (person, opened_at) values (${person}, ${at})
        on conflict (person) do update set opened_at = excluded.opened_at`.execute(db);
    },
    follow: async (at) => {
      await sql`
        with feed as materialized (
          select f.seen_seq, least(${lastSeq}, f.seen_seq + ${batch}::bigint) as up_to from slack_home_feed f
          where f.seen_seq < ${lastSeq} and exists (select from slack_homes) for update skip locked
        ), touched as materialized (
          select distinct e.ticket_id as id from feed join events e on e.seq > feed.seen_seq and e.seq <= feed.up_to where e.name = any(${changing})
        ), changed as (
          -- OFFSET 0: looked up ticket by ticket, however many the planner expects.
          select distinct whose.person from touched cross join lateral (
            select a.value as person from tickets t join addresses a on a.customer_id = t.customer_id and a.kind = 'slack'
            where t.id = touched.id offset 0
          ) whose
        ), due as (
          update slack_homes h set due_at = least(h.due_at, ${at}::timestamptz + make_interval(secs => ${settlesIn}::float8))
          from changed where h.person = changed.person
        )
        update slack_home_feed f set seen_seq = feed.up_to from feed`.execute(db);
    },
    claim: async (person, at, lease) => {
      const { rows } = await sql`update slack_homes set due_at = ${lease} where person = ${person} and due_at <= ${at} returning person`.execute(db);
      return rows.length > 0;
    },
    conclude: async (person, lease, again) => {
      await sql`update slack_homes set due_at = ${again} where person = ${person} and due_at = ${lease}`.execute(db);
    },
  };
}

/** The page that is due for longest: one at each look, which is as many as a workspace takes (docs.slack.dev/apis/web-api/rate-limits, tier 4). */
export async function dueHomes(connection: Connection, at: Date): Promise<Signal[]> {
  const { rows } = await sql<{ person: string }>`select person from slack_homes where due_at <= ${at} order by due_at limit 1`.execute(connection);
  return rows.map(({ person }) => ({ kind: 'show-home', person }));
}
