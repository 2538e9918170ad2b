import { sql, type Kysely } from 'kysely';
import type { ReconcileStore } from '../../src/intake/reconcile/store.ts';
import { unlessTaken } from './one-at-a-time.ts';

/** Minutes until a text without a receipt is asked after; doubled each time, so that the last time is within two days. */
const firstReadAfter = 10;
const mostReads = 8;

export function createReconcileStore(db: Kysely<unknown>): ReconcileStore {
  const missingIn = async (ids: string[], known: ReturnType<typeof sql>): Promise<Set<string>> => {
    if (ids.length === 0) return new Set();
    const { rows } = await sql<{ id: string }>`
      select given.id from unnest(${ids}::text[]) as given(id) where not exists (${known})`.execute(db);
    return new Set(rows.map(({ id }) => id));
  };
  return {
    alone: (work) => unlessTaken(db, 'reconcile-provider', work),
    checkpoint: async (name) => {
      const { rows } = await sql<{ begun_at: Date; covered_until: Date }>`
        select begun_at, covered_until from checkpoints where name = ${name}`.execute(db);
      return rows[0] ? { begunAt: rows[0].begun_at, coveredUntil: rows[0].covered_until } : null;
    },
    saveCheckpoint: async (name, coveredUntil) => {
      await sql`insert into checkpoints (name, begun_at, covered_until) values (${name}, ${coveredUntil}, ${coveredUntil})
        on conflict (name) do update set covered_until = excluded.covered_until`.execute(db);
    },
    unclaimed: (channel, providerIds) =>
      missingIn(providerIds, sql`select from contacts c where c.channel = ${channel} and c.provider_id = given.id`),
    unheard: (recordingIds) => missingIn(recordingIds, sql`select from recordings r where r.id = given.id and r.ready_at is not null`),
    wasReachedBy: async (addresses) => {
      const { rows } = await sql`select from contacts where to_text = any(${addresses}::text[]) limit 1`.execute(db);
      return rows.length > 0;
    },
    isKnownCall: async (callId) => {
      const { rows } = await sql`select from calls where id = ${callId}`.execute(db);
      return rows.length > 0;
    },
    openCalls: async (startedBefore, most) => {
      const { rows } = await sql<{ id: string; started_at: Date }>`
        select id, started_at from calls where ended_at is null and started_at < ${startedBefore}
        order by started_at limit ${most}`.execute(db);
      return rows.map((row) => ({ callId: row.id, startedAt: row.started_at }));
    },
    openLegs: async (placedBefore, most) => {
      const { rows } = await sql<{ id: string; provider_call_id: string; placed_at: Date }>`
        select id, provider_call_id, coalesce(placed_at, created_at) as placed_at from call_legs
        where state <> 'ended' and provider_call_id is not null and coalesce(placed_at, created_at) < ${placedBefore}
        order by created_at limit ${most}`.execute(db);
      return rows.map((row) => ({ legId: row.id, callId: row.provider_call_id, placedAt: row.placed_at }));
    },
    unconfirmed: async (at, most) => {
      const { rows } = await sql<{ id: string; provider_id: string }>`
        select id, provider_id from deliveries
        where status in ('sent', 'unknown') and provider_id is not null and reads < ${mostReads}::int
          and greatest(updated_at, read_at) < ${at}::timestamptz - make_interval(mins => ${firstReadAfter}::int * (1 << reads))
        order by updated_at limit ${most}`.execute(db);
      return rows.map((row) => ({ deliveryId: row.id, providerId: row.provider_id }));
    },
    noteRead: async (deliveryId, at) => {
      await sql`update deliveries set read_at = ${at}, reads = reads + 1 where id = ${deliveryId}`.execute(db);
    },
  };
}
