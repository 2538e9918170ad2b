import { sql, type RawBuilder } from 'kysely';
import type { Connection } from './database.ts';

/** The time that makes a conversation of this ticket the latest: now, or just after whatever is the latest. */
export function latestOf(ticketId: RawBuilder<unknown>, at: Date): RawBuilder<unknown> {
  return sql`greatest(${at}::timestamptz, (select max(o.last_contact_at) + interval '1 millisecond' from conversations o where o.ticket_id = ${ticketId}))`;
}

/** Answers to its ticket go to this conversation from now on. */
export async function makeLatest(connection: Connection, conversationId: string, at: Date): Promise<void> {
  await sql`update conversations v set last_contact_at = ${latestOf(sql.ref('v.ticket_id'), at)} where v.id = ${conversationId}::uuid`.execute(connection);
}
