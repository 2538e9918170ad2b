import { sql } from 'kysely';
import type { Signal } from '../../src/core/index.ts';
import type { HookEventName, HookSecrets, HookStore } from '../../src/desk/hooks/index.ts';
import type { Connection } from './database.ts';
import { hookColumns, hookOf, readHookEvents, type HookRow } from './hook-rows.ts';

/** The advisory lock of the one who hands events on: any number that nothing else in this database locks. */
const feedLock = 7_316_204_852;
/** Tries that are remembered of one delivery. */
const attemptsKept = 20;
/** Events before a moment that may have been published after it, for they were committed late. */
const committedLate = 1_000;

const lastSeq = sql`(select coalesce(max(seq), 0) from events)`;

export function hookStore(connection: Connection): HookStore {
  return { ...administration(connection), ...feed(connection), ...sending(connection) };
}

type Administration = Pick<HookStore, 'count' | 'lock' | 'add' | 'change' | 'turn' | 'setSecrets' | 'remove'>;

function administration(connection: Connection): Administration {
  return {
    count: async () => {
      const { rows } = await sql<{ count: number }>`select count(*)::integer as count from hooks`.execute(connection);
      return rows[0]?.count ?? 0;
    },
    lock: async (id) => {
      const { rows } = await sql<HookRow>`select ${hookColumns} from hooks h join agents a on a.id = h.created_by
        where h.id = ${id} for no key update of h`.execute(connection);
      return rows[0] ? hookOf(rows[0]) : null;
    },
    add: async ({ id, url, description, events, includesWords, secret, by, at }) => {
      await sql`insert into hooks (id, url, description, events, includes_words, secret, seen_seq, created_by, created_at, updated_at)
        values (${id}, ${url}, ${description}, ${events}, ${includesWords}, ${secret}, ${lastSeq}, ${by}, ${at}, ${at})`.execute(connection);
    },
    change: async (id, { url, description, events, includesWords }, at) => {
      await sql`update hooks set url = ${url}, description = ${description}, events = ${events}, includes_words = ${includesWords},
        updated_at = ${at} where id = ${id}`.execute(connection);
    },
    turn: async (id, { active, reason, at }) => {
      await sql`update hooks set active = ${active}, off_reason = ${reason}, off_at = ${active ? null : at}, updated_at = ${at},
        failing_since = case when ${active} then null else failing_since end,
        seen_seq = case when ${active} then ${lastSeq} else seen_seq end where id = ${id}`.execute(connection);
    },
    setSecrets: async (id, { current, previous }, at) => {
      await sql`update hooks set secret = ${current}, previous_secret = ${previous?.secret ?? null},
        previous_secret_until = ${previous?.until ?? null}, updated_at = ${at} where id = ${id}`.execute(connection);
    },
    remove: async (id) => {
      await sql`delete from hooks where id = ${id}`.execute(connection);
    },
  };
}

type Feed = Pick<HookStore, 'lockFeed' | 'behind' | 'eventsBetween' | 'addDeliveries' | 'setSeen' | 'seqNear' | 'lastSeq'>;

function feed(connection: Connection): Feed {
  const readLastSeq = async () => {
    const { rows } = await sql<{ last: string }>`select ${lastSeq} as last`.execute(connection);
    return Number(rows[0]?.last ?? 0);
  };
  return {
    lockFeed: async () => {
      const { rows } = await sql<{ held: boolean }>`select pg_try_advisory_xact_lock(${sql.raw(String(feedLock))}) as held`.execute(connection);
      return rows[0]?.held ?? false;
    },
    behind: async () => {
      const { rows } = await sql<{ id: string; events: HookEventName[]; includes_words: boolean; seen_seq: string; last: string }>`
        select h.id, h.events, h.includes_words, h.seen_seq, newest.last from hooks h, (select ${lastSeq} as last) newest
        where h.active and h.seen_seq < newest.last order by h.id`.execute(connection);
      return {
        lastSeq: Number(rows[0]?.last ?? 0),
        hooks: rows.map((row) => ({ id: row.id, events: row.events, includesWords: row.includes_words, seenSeq: Number(row.seen_seq) })),
      };
    },
    eventsBetween: (after, upTo, names, { since, most } = {}) =>
      readHookEvents(connection, sql`e.seq > ${after} and e.seq <= ${upTo} and e.name = any(${names})
        ${since ? sql`and e.at >= ${since}` : sql``} order by e.seq ${most === undefined ? sql`` : sql`limit ${most}`}`),
    addDeliveries: async (deliveries) => {
      if (deliveries.length === 0) return;
      const rows = deliveries.map(({ lease, ...delivery }) => ({ ...delivery, tries: lease ? 1 : 0, nextTryAt: lease ?? delivery.at }));
      await sql`insert into hook_deliveries (id, hook_id, seq, event, ticket_number, body, status, tries, next_try_at, created_at)
        select id, "hookId", seq, event, "ticketNumber", body, 'queued', tries, "nextTryAt", at
        from json_to_recordset(${JSON.stringify(rows)}::json) as given (
          id uuid, "hookId" uuid, seq bigint, event text, "ticketNumber" integer, body text, tries integer, "nextTryAt" timestamptz, at timestamptz)
        on conflict (hook_id, seq) do nothing`.execute(connection);
    },
    setSeen: async (hookIds, seq) => {
      await sql`update hooks set seen_seq = ${seq} where id = any(${hookIds}::uuid[]) and seen_seq < ${seq}`.execute(connection);
    },
    lastSeq: readLastSeq,
    seqNear: async (since) => {
      // The numbers are dense and grow with time but for what was committed late, so no index on time is needed.
      let low = 1;
      let high = (await readLastSeq()) + 1;
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        const { rows } = await sql<{ earlier: boolean }>`select at < ${since} as earlier from events where seq = ${middle}`.execute(connection);
        if (rows[0]?.earlier === true) low = middle + 1;
        else high = middle;
      }
      return Math.max(1, low - committedLate);
    },
  };
}

type Sending = Pick<HookStore, 'targetOf' | 'claim' | 'conclude' | 'noteFailure' | 'noteSuccess' | 'replay' | 'replaySeqs'>;

function sending(connection: Connection): Sending {
  const sendAgain = (at: Date) => sql`status = 'queued', tries = 0, replays = replays + 1, next_try_at = ${at}, concluded_at = null`;
  return {
    targetOf: async (id) => {
      const { rows } = await sql<{ url: string; secret: string; previous_secret: string | null; previous_secret_until: Date | null }>`
        select url, secret, previous_secret, previous_secret_until from hooks where id = ${id}`.execute(connection);
      const row = rows[0];
      if (!row) return null;
      const { previous_secret: secret, previous_secret_until: until } = row;
      const secrets: HookSecrets = { current: row.secret, previous: secret !== null && until !== null ? { secret, until } : null };
      return { url: row.url, secrets };
    },
    claim: async (hookId, { at, lease, most }) => {
      const { rows } = await sql<{ id: string; is_test: boolean; body: string; tries: number; replays: number }>`
        update hook_deliveries d set tries = d.tries + 1, next_try_at = ${lease}
        from (select c.id from hook_deliveries c join hooks h on h.id = c.hook_id
          where c.hook_id = ${hookId} and h.active and c.next_try_at <= ${at} order by c.next_try_at, c.seq limit ${most}
          for no key update of c skip locked) due
        where d.id = due.id
        returning d.id, d.seq is null as is_test, d.body, d.tries, d.replays`.execute(connection);
      return rows.map(({ is_test: isTest, ...row }) => ({ ...row, isTest }));
    },
    conclude: async ({ id, tries, replays }, { status, nextTryAt, attempt, answer, at }) => {
      const isOver = nextTryAt === null;
      const { rows } = await sql`
        update hook_deliveries set status = ${status}, next_try_at = ${nextTryAt}, answer = ${answer}, concluded_at = ${isOver ? at : null},
          attempts = case when jsonb_array_length(attempts) >= ${attemptsKept} then attempts - 0 else attempts end || ${JSON.stringify([attempt])}::jsonb
        where id = ${id} and tries = ${tries} and replays = ${replays} and next_try_at is not null returning id`.execute(connection);
      return rows.length > 0;
    },
    noteFailure: async (id, at) => {
      const { rows } = await sql<{ since: Date }>`update hooks set failing_since = coalesce(failing_since, ${at}) where id = ${id}
        returning failing_since as since`.execute(connection);
      return rows[0]?.since ?? at;
    },
    noteSuccess: async (id) => {
      await sql`update hooks set failing_since = null where id = ${id} and failing_since is not null`.execute(connection);
    },
    replay: async (hookId, deliveryId, at) => {
      const { rows } = await sql`update hook_deliveries set ${sendAgain(at)} where id = ${deliveryId} and hook_id = ${hookId} returning id`.execute(connection);
      return rows.length > 0;
    },
    replaySeqs: async (hookId, seqs, at) => {
      await sql`update hook_deliveries set ${sendAgain(at)} where hook_id = ${hookId} and seq = any(${seqs}::bigint[])`.execute(connection);
    },
  };
}

/** Active hooks of which something is due for longer than a signal takes, in seconds. */
export async function dueHooks(connection: Connection, at: Date, lostAfter: number): Promise<Signal[]> {
  const { rows } = await sql<{ id: string }>`select h.id from hooks h where h.active and exists (
    select from hook_deliveries d where d.hook_id = h.id and d.next_try_at < ${at}::timestamptz - make_interval(secs => ${lostAfter}::float8))`
    .execute(connection);
  return rows.map(({ id }) => ({ kind: 'deliver-hook', hookId: id }));
}
