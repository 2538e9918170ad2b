import { sql, type Kysely } from 'kysely';

/** Mail: what contacts and replies have beside their words, who takes part, what could not be taken in, how far mailboxes were read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // One row a contact that came as mail.
  `create table mails (
    contact_id uuid primary key references contacts,
    message_id text not null,
    sender text,
    fingerprint_date text,
    fingerprint_words text not null,
    mailbox text,
    recipients jsonb not null,
    full_text text,
    html text,
    landed text not null,
    automatic text,
    authentication jsonb not null,
    sent_at timestamptz,
    remote_images boolean generated always as (coalesce(octet_length(html) <= 1048576 and
      html ~* '((src|srcset|background)\\s*=\\s*["'']?|url\\(\\s*["'']?)\\s*(https?:)?//', false)) stored
  )`,
  `create index mails_by_message_id on mails (message_id)`,

  // Who takes part beside the conversation's own pair: people named in To and Cc, and those our answers went to.
  `create table participants (
    conversation_id uuid not null references conversations on delete cascade,
    address text not null,
    name text,
    role text not null check (role in ('sender', 'copied')),
    since timestamptz not null,
    primary key (conversation_id, address)
  )`,
  `create index participants_by_address on participants (address)`,

  // The subject as it was first written, and folded to compare.
  `alter table conversations add column subject text, add column topic text`,

  `alter table replies
    add column message_id text,
    add column html text,
    add column cc jsonb`,
  `create unique index replies_by_message_id on replies (message_id) where message_id is not null`,

  // What an answer hangs on.
  `create index replies_of_conversation on replies (conversation_id, created_at)`,

  // Whom automatic answers were written to, on channels where they are counted.
  `create index replies_automatic on replies (theirs, created_at) where agent_id is null and theirs is not null`,

  // \`parked\`: an answer of the desk's own that was not sent, so that no two machines talk to each other.
  `alter table deliveries
    drop constraint deliveries_status_check,
    add constraint deliveries_status_check check
      (status in ('queued', 'held', 'sending', 'sent', 'delivered', 'shelved', 'failed', 'unknown', 'parked'))`,
  `create index deliveries_parked on deliveries (updated_at desc, id) where status = 'parked'`,

  `alter table addresses add column undeliverable_at timestamptz, add column undeliverable_reason text`,
  `alter table attachments add column content_id text, add column inline boolean not null default false`,

  // What is quarantined may be empty.
  `alter table files drop constraint files_size_check, add constraint files_size_check check (size >= 0)`,

  // What could not be taken in, with its raw bytes, for people to look at and replay; until \`replaying_until\` somebody does.
  `create table quarantine (
    id uuid primary key,
    channel text not null,
    source text not null,
    reason text not null,
    detail text,
    from_text text not null,
    subject text,
    arrival jsonb not null,
    sha256 text not null,
    size bigint not null,
    state text not null default 'held' check (state in ('held', 'replayed', 'discarded')),
    held_at timestamptz not null,
    ended_at timestamptz,
    ended_by uuid references agents,
    ended_reason text,
    contact_id uuid references contacts,
    replaying_until timestamptz
  )`,
  `create index quarantine_held on quarantine (held_at desc, id) where state = 'held'`,
  `create index quarantine_by_time on quarantine (held_at desc, id)`,
  `create unique index quarantine_once on quarantine (channel, sha256) where state = 'held'`,
  `create index quarantine_by_content on quarantine (sha256)`,

  // How far a mailbox was read, nothing before its first time: everything up to \`uid\` is stored. One process at a time holds it.
  `create table mailbox_checkpoints (
    mailbox text primary key,
    place text,
    uid_validity text,
    uid bigint,
    begun_at timestamptz,
    read_at timestamptz,
    holder uuid,
    held_until timestamptz,
    check (num_nulls(place, uid_validity, uid, begun_at, read_at) in (0, 5))
  )`,
];
