import { sql, type Kysely } from 'kysely';

/** Lists of what is closed or cancelled, which in the end is nearly all there is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index tickets_ended on tickets (queue_key, number) where status in ('closed', 'cancelled')`,
  `create index tickets_ended_of_team on tickets (team, number) where status in ('closed', 'cancelled')`,
];
