import { sql, type RawBuilder } from 'kysely';
import type { Address } from '../../src/core/index.ts';
import type { BlockedAddress, BlockedStore } from '../../src/desk/screening/index.ts';
import type { Connection } from './database.ts';

interface BlockedRow extends Address {
  reason: string;
  by: string;
  by_name: string;
  at: Date;
}

export function blockedStore(connection: Connection): BlockedStore {
  const select = async (rest: RawBuilder<unknown>): Promise<BlockedAddress[]> => {
    const { rows } = await sql<BlockedRow>`
      select b.*, a.name as by_name from blocked_addresses b join agents a on a.id = b.by ${rest}`.execute(connection);
    return rows.map(({ by, by_name: name, kind, value, reason, at }) => ({ kind, value, reason, by: { id: by, name }, at }));
  };
  return {
    add: async ({ kind, value }, { reason, by, at }) => {
      await sql`insert into blocked_addresses (kind, value, reason, by, at) values (${kind}, ${value}, ${reason}, ${by}, ${at})
        on conflict (kind, value) do update set reason = excluded.reason, by = excluded.by, at = excluded.at`.execute(connection);
    },
    remove: async ({ kind, value }) => {
      const { numAffectedRows } = await sql`delete from blocked_addresses where kind = ${kind} and value = ${value}`.execute(connection);
      return numAffectedRows === 1n;
    },
    find: async ({ kind, value }) => (await select(sql`where b.kind = ${kind} and b.value = ${value}`))[0] ?? null,
    list: (most) => select(sql`order by b.at desc, b.kind, b.value limit ${most}`),
  };
}
