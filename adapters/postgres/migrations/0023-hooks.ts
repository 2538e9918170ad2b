import { sql, type Kysely } from 'kysely';

/** Outbound webhooks: who is told of what, and each event that was or is to be handed over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // `seen_seq`: every published event up to it has been looked at for this hook.
  `create table hooks (
    id uuid primary key,
    url text not null,
    description text not null,
    events text[] not null check (events <> '{}'),
    includes_words boolean not null,
    active boolean not null default true,
    off_reason text check (off_reason in ('gone', 'failing')),
    off_at timestamptz,
    secret text not null,
    previous_secret text,
    previous_secret_until timestamptz,
    seen_seq bigint not null,
    failing_since timestamptz,
    created_by uuid not null references agents,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check ((previous_secret is null) = (previous_secret_until is null))
  )`,

  // One row for each event of a hook, however often it is tried or replayed. A test has no place in the order of events.
  // What is still to be sent has its next try, and nothing else has one.
  `create table hook_deliveries (
    id uuid primary key,
    hook_id uuid not null references hooks on delete cascade,
    seq bigint,
    event text not null,
    ticket_number integer,
    body text not null,
    status text not null check (status in ('queued', 'failed', 'delivered', 'given-up')),
    tries integer not null default 0,
    replays integer not null default 0,
    next_try_at timestamptz,
    attempts jsonb not null default '[]',
    answer text,
    created_at timestamptz not null,
    concluded_at timestamptz,
    unique (hook_id, seq),
    check ((status in ('queued', 'failed')) = (next_try_at is not null))
  )`,
  `create index hook_deliveries_due on hook_deliveries (hook_id, next_try_at) where next_try_at is not null`,
  `create index hook_deliveries_list on hook_deliveries (hook_id, created_at, (coalesce(seq, 0)), id)`,
  `create index hook_deliveries_old on hook_deliveries (created_at)`,
];
