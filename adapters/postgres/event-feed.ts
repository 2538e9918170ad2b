import { sql, type Kysely } from 'kysely';
import type { ConcernedEvent, EventName } from '../../src/desk/events/index.ts';
import { listenForever } from './event-feed-listener.ts';

export interface EventFeed {
  /**
   * Gives every committed event its `seq`; the caller's own are published when this resolves. Calls that come while a
   * run is under way share the one that follows it. Rejects when the database is out of reach; the next run makes up for it.
   */
  publish(): Promise<void>;
  /** Published events with a higher `seq`, in order, at most `limit`; without gaps, so a reader needs only the last one it saw. */
  eventsAfter(seq: number, limit: number): Promise<ConcernedEvent[]>;
  /** The last `seq` given; 0 before the first. */
  lastSeq(): Promise<number>;
  /**
   * Calls `onNews` after every publication, after every reconnect and once a second, when it also publishes what a
   * process that died may have left. Resolves after the first try to connect and goes on trying from there.
   */
  listen(onNews: () => void): Promise<{ stop(): Promise<void> }>;
}

const channel = 'ventanilla_events';
/** The advisory lock of the one who publishes: any number that nothing else in this database locks. */
export const publisherLock = 7_316_204_851;
const batchSize = 1_000;

/**
 * One batch, in one statement and so in one transaction, which holds the lock for no longer than its own work. Inside,
 * each step sees what was committed before it began: the last `seq` is read only once the lock is held.
 */
const publishBatch = sql.raw(`do $$
declare
  newest bigint;
begin
  perform pg_advisory_xact_lock(${publisherLock});
  with
    batch as (
      select id, row_number() over (order by id) as place
      from (select id from events where seq is null order by id limit ${batchSize}) as unpublished
    ),
    given as (
      update events set seq = (select coalesce(max(seq), 0) from events) + batch.place
      from batch where events.id = batch.id
      returning events.seq
    )
  select max(seq) into newest from given;
  if newest is not null then
    perform pg_notify('${channel}', newest::text);
  end if;
end $$`);

export function createEventFeed(parts: { db: Kysely<unknown>; url: string }): EventFeed {
  const { db, url } = parts;

  const publish = shareRuns(async () => {
    while (await hasUnpublished(db)) await publishBatch.execute(db);
  });

  return {
    publish,
    eventsAfter: (seq, limit) => readAfter(db, seq, limit),
    lastSeq: async () => {
      const { rows } = await sql<{ last: string }>`select coalesce(max(seq), 0) as last from events`.execute(db);
      return Number(rows[0]?.last ?? 0);
    },
    listen: (onNews) =>
      listenForever({
        url,
        channel,
        onNews: () => onNews(),
        // A fault here is told where the work itself fails: the reader's own reads.
        onPoll: () => void publish().then(onNews, onNews),
      }),
  };
}

/** One run at a time; whoever calls during a run waits for the one that follows it, together with all who did the same. */
export function shareRuns(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let following: Promise<void> | null = null;

  const begin = () => {
    following = null;
    const run = work().finally(() => {
      if (running === run) running = null;
    });
    running = run;
    return run;
  };

  return () => {
    if (following !== null) return following;
    if (running === null) return begin();
    following = running.then(begin, begin);
    return following;
  };
}

async function hasUnpublished(db: Kysely<unknown>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from events where seq is null) as found`.execute(db);
  return rows[0]?.found ?? false;
}

interface EventRow {
  seq: string;
  at: Date;
  name: EventName;
  ticket_id: string | null;
  agent_id: string | null;
  offer_id: string | null;
  reason: string | null;
  teams: string[];
  agent_ids: string[];
  availability: string | null;
  away_reason: string | null;
  wrap_up_until: Date | null;
  expires_at: string | null;
}

async function readAfter(db: Kysely<unknown>, seq: number, limit: number): Promise<ConcernedEvent[]> {
  const { rows } = await sql<EventRow>`
    select e.seq, e.at, e.name, e.ticket_id, e.agent_id, e.offer_id, e.reason,
      array_remove(array[t.team, e.before->>'team', e.after->>'team'], null) as teams,
      array_remove(array[e.agent_id::text, t.agent_id::text, e.before->>'agentId', e.after->>'agentId'], null)
        || array(select f.agent_id::text from ticket_followers f where f.ticket_id = e.ticket_id)
        || array(select distinct m.agent_id::text from mentions m where m.ticket_id = e.ticket_id) as agent_ids,
      coalesce(e.after->>'availability', a.availability) as availability,
      case when e.after ? 'availability' then e.reason else a.away_reason end as away_reason, a.wrap_up_until,
      case when e.name = 'offer.made' then e.after->>'expiresAt' end as expires_at
    from events e
    left join tickets t on t.id = e.ticket_id
    left join agents a on e.name = 'agent.changed' and a.id = e.agent_id
    where e.seq > ${seq} order by e.seq limit ${limit}`.execute(db);
  return rows.map((row) => ({
    seq: Number(row.seq),
    at: row.at,
    name: row.name,
    ticketId: row.ticket_id,
    agentId: row.agent_id,
    offerId: row.offer_id,
    reason: row.reason,
    teams: row.teams,
    agentIds: row.agent_ids,
    availability: row.availability,
    awayReason: row.availability === 'away' ? row.away_reason : null,
    wrapUpUntil: row.wrap_up_until,
    expiresAt: row.expires_at === null ? null : new Date(row.expires_at),
  }));
}
