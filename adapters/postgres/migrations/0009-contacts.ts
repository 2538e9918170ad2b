import { sql, type Kysely } from 'kysely';

/** Contacts that opened no ticket are read newest first; they are few beside the others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index contacts_without_ticket on contacts (received_at desc, id desc) where conversation_id is null`.execute(db);
}
