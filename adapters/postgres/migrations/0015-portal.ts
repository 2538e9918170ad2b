import { sql, type Kysely } from 'kysely';

/** What the desk tells everybody, and the links and sessions by which customers see their own requests. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // `services` empty: it concerns all of them.
  `create table announcements (
    id uuid primary key,
    kind text not null check (kind in ('outage', 'maintenance', 'news')),
    words jsonb not null,
    services text[] not null,
    channels text[] not null,
    from_at timestamptz not null,
    until_at timestamptz check (until_at > from_at),
    created_by uuid not null references agents,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  `create index announcements_in_time on announcements (from_at desc)`,

  // A mail with a link that was asked for: `dropped` ones were never sent, because nobody wrote from the address or it asked too often.
  `create table portal_links (
    id uuid primary key,
    email text not null,
    locale text not null,
    status text not null check (status in ('queued', 'sending', 'sent', 'dropped', 'failed', 'unknown')),
    tries integer not null default 0,
    next_try_at timestamptz not null,
    reason text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  )`,
  `create index portal_links_due on portal_links (next_try_at) where status in ('queued', 'sending')`,
  `create index portal_links_of_email on portal_links (email, created_at)`,
  `create index portal_links_over on portal_links (expires_at)`,

  // Only the hash of a session's token is kept.
  `create table portal_sessions (
    token_hash text primary key,
    email text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
  )`,
  `create index portal_sessions_over on portal_sessions (expires_at)`,

  // By which address somebody wrote, on channels that answer there, and in forms.
  `create index conversations_by_theirs on conversations (theirs, theirs_kind)`,
  `create index contacts_by_form_address on contacts (lower(from_text)) where channel = 'web'`,
];
