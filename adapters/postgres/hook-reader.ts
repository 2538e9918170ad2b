import { sql, type RawBuilder } from 'kysely';
import type { HookHealth, HookReader } from '../../src/desk/hooks/index.ts';
import type { Connection } from './database.ts';
import { deliveryColumns, hookColumns, hookDeliveryOf, hookOf, type DeliveryRow, type HookRow } from './hook-rows.ts';

/** Days for which what was handed over is kept. */
const keptDays = 30;
/** Rows that one run removes at most; the next goes on. */
const mostSwept = 20_000;

export function createHookReader(connection: Connection): HookReader {
  const read = async (rest: RawBuilder<unknown>) => {
    const { rows } = await sql<HookRow & { waiting: number; given_up: number; last_delivered_at: Date | null }>`
      select ${hookColumns}, health.* from hooks h join agents a on a.id = h.created_by cross join lateral (
        select count(*) filter (where d.next_try_at is not null)::integer as waiting,
          count(*) filter (where d.status = 'given-up' and d.seq is not null)::integer as given_up,
          max(d.concluded_at) filter (where d.status = 'delivered') as last_delivered_at
        from hook_deliveries d where d.hook_id = h.id) health ${rest}`.execute(connection);
    return rows.map((row) => {
      const health: HookHealth = { waiting: row.waiting, givenUp: row.given_up, lastDeliveredAt: row.last_delivered_at };
      return { ...hookOf(row), health };
    });
  };
  return {
    list: () => read(sql`order by h.created_at, h.id`),
    read: async (id) => (await read(sql`where h.id = ${id}`))[0] ?? null,
    deliveries: async (hookId, { statuses, event, before, most }) => {
      const { rows } = await sql<DeliveryRow>`
        select ${deliveryColumns} from hook_deliveries d where d.hook_id = ${hookId} and d.status = any(${statuses})
          ${event === null ? sql`` : sql`and d.event = ${event}`}
          ${before === null ? sql`` : sql`and (d.created_at, coalesce(d.seq, 0), d.id) < (${before.createdAt}, ${before.seq ?? 0}, ${before.id}::uuid)`}
        order by d.created_at desc, coalesce(d.seq, 0) desc, d.id desc limit ${most}`.execute(connection);
      return rows.map(hookDeliveryOf);
    },
    delivery: async (hookId, id) => {
      const { rows } = await sql<DeliveryRow & { body: string; answer: string | null }>`
        select ${deliveryColumns}, d.body, d.answer from hook_deliveries d where d.hook_id = ${hookId} and d.id = ${id}`.execute(connection);
      const row = rows[0];
      return row ? { ...hookDeliveryOf(row), body: row.body, answer: row.answer } : null;
    },
    isBehind: async () => {
      const { rows } = await sql<{ behind: boolean }>`select exists (
        select from hooks where active and seen_seq < (select coalesce(max(seq), 0) from events)) as behind`.execute(connection);
      return rows[0]?.behind ?? false;
    },
  };
}

/** Removes what was written 30 days ago, sent or not. */
export async function sweepHooks(connection: Connection, at: Date): Promise<void> {
  await sql`delete from hook_deliveries where id in (
    select id from hook_deliveries where created_at < ${at}::timestamptz - make_interval(days => ${keptDays}::int) limit ${mostSwept})`.execute(connection);
}
