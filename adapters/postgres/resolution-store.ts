import { sql } from 'kysely';
import type { ResolutionStore, ToldResolution } from '../../src/desk/resolutions/index.ts';
import type { Connection } from './database.ts';

export function resolutionStore(connection: Connection): ResolutionStore {
  return {
    find: async (replyId) => {
      const { rows } = await sql<ToldResolution>`
        select id as "replyId", ticket_id as "ticketId", text, locale, created_at as "resolvedAt"
        from replies where id = ${replyId}::uuid and kind = 'resolution' and ticket_id is not null`.execute(connection);
      return rows[0] ?? null;
    },
    owns: async (ticketId, { kind, value }) => {
      const { rows } = await sql`select from tickets t join addresses a on a.customer_id = t.customer_id
        where t.id = ${ticketId}::uuid and a.kind = ${kind} and a.value = ${value}`.execute(connection);
      return rows.length > 0;
    },
  };
}
