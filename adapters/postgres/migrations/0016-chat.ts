import { sql, type Kysely } from 'kysely';

/** The chat: visitors who have said something, and whether a page of theirs is open. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // One row a visitor who wrote or gave an address. Whoever only looks has none.
  `create table chat_visitors (
    id uuid primary key,
    name text,
    email text,
    locale text not null,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    gone_at timestamptz,
    ended_at timestamptz
  )`,
  `create index chat_visitors_here on chat_visitors (seen_at) where gone_at is null`,

  // Answers that no page has shown yet, and that nobody was told about.
  `create index deliveries_not_shown on deliveries (reply_id) where status = 'shelved' and error_code = 'not_shown'`,
];
