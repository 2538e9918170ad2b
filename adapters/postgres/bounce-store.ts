import { sql } from 'kysely';
import type { BounceStore } from '../../src/desk/mails/index.ts';
import type { Connection } from './database.ts';

export function bounceStore(connection: Connection): BounceStore {
  return {
    copiedOn: async (replyId) => {
      const { rows } = await sql<{ address: string }>`
        select lower(copied.person ->> 'address') as address
        from replies r cross join lateral jsonb_array_elements(case jsonb_typeof(r.cc) when 'array' then r.cc else '[]' end) copied(person)
        where r.id = ${replyId} and copied.person ->> 'address' is not null`.execute(connection);
      return rows.map((row) => row.address);
    },
    markUndeliverable: async ({ kind, value }, reason, at) => {
      const { rows } = await sql`update addresses set undeliverable_at = ${at}, undeliverable_reason = ${reason}
        where kind = ${kind} and value = ${value} and undeliverable_at is null returning 1`.execute(connection);
      return rows.length > 0;
    },
    clearUndeliverable: async ({ kind, value }) => {
      const { rows } = await sql`update addresses set undeliverable_at = null, undeliverable_reason = null
        where kind = ${kind} and value = ${value} and undeliverable_at is not null returning 1`.execute(connection);
      return rows.length > 0;
    },
  };
}
