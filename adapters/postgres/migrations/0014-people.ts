import { sql, type Kysely } from 'kysely';

/** What leads and admins look at: since when people are what they are, what happened today, how mailboxes are read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Null: as when they were added.
  `alter table agents add column availability_since timestamptz`,

  `create index tickets_opened on tickets (opened_at)`,
  `create index tickets_resolved on tickets (resolved_at) where resolved_at is not null`,
  `create index calls_started on calls (started_at)`,
  // Rows come in the order of these times, so a summary of each stretch of the table is enough.
  `create index contacts_by_time on contacts using brin (received_at)`,
  `create index deliveries_by_time on deliveries using brin (created_at)`,

  // What the process that reads a mailbox last told of it.
  `alter table mailbox_checkpoints
    add column state text,
    add column state_detail text,
    add column state_at timestamptz`,
];
