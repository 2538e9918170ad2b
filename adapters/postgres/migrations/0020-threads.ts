import { sql, type Kysely } from 'kysely';

const statements = [
  // What became of a contact after it came: the latest of its changes is what it says now, its first words stay where they are.
  `create table amendments (
    id uuid primary key,
    contact_id uuid not null references contacts on delete cascade,
    channel text not null,
    provider_id text not null,
    how text not null check (how in ('edited', 'deleted')),
    text text not null,
    from_text text not null,
    received_at timestamptz not null,
    constraint one_claim_per_amendment unique (channel, provider_id)
  )`,
  `create index amendments_of_contact on amendments (contact_id, received_at desc, id desc)`,

  // Conversations that a thread names, whoever writes there.
  `create index conversations_by_thread on conversations (ours, channel) where theirs_kind = 'slack'`,
];

/** Threads of a workspace, and what becomes of a contact after it came. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
