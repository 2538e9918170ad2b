import { sql, type Kysely } from 'kysely';

/** What customers were asked about their matter. */
const statements = [
  // Keys of the catalog entries that a reply asks its customer to choose from, in the order in which they were told.
  `alter table replies add column asked text[]`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
