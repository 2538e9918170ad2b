import { sql, type Kysely } from 'kysely';

/** Channels that somebody closed. One that is open has no row. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`create table channel_switches (
    channel text primary key,
    off_since timestamptz not null,
    off_by uuid not null references agents,
    reason text
  )`).execute(db);
}
