import { sql, type Kysely } from 'kysely';

/** Files: contents by their hash, and who refers to them. What contacts had as JSON become rows, to be fetched if they still can be. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // One row a content on the disk.
  `create table files (
    sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    size bigint not null check (size > 0),
    type text not null,
    kept_at timestamptz not null
  )`,
  `create index files_kept on files (kept_at)`,

  `alter table recordings
    add column kind text not null default 'voicemail' check (kind in ('voicemail', 'conversation')),
    add column transcript text,
    add column transcribed_at timestamptz,
    add column deleted_at_provider_at timestamptz,
    add column delete_tries integer not null default 0,
    add column delete_next_try_at timestamptz`,

  // One row a file that came with a contact or a reply, or that a recording is.
  `create table attachments (
    id uuid primary key,
    contact_id uuid references contacts,
    reply_id uuid references replies,
    recording_id text references recordings,
    place integer not null default 0,
    name text,
    claimed_type text not null default '',
    type text,
    size bigint,
    sha256 text references files,
    source_url text,
    state text not null check (state in ('to-fetch', 'stored', 'refused', 'lost', 'expired')),
    reason text,
    tries integer not null default 0,
    next_try_at timestamptz,
    first_try_at timestamptz,
    stored_at timestamptz,
    constraint of_one_thing check (num_nonnulls(contact_id, reply_id, recording_id) = 1),
    constraint stored_has_content check (state <> 'stored' or (sha256 is not null and size is not null and type is not null)),
    constraint to_fetch_has_a_source check (state <> 'to-fetch' or (source_url is not null and next_try_at is not null))
  )`,
  `create index attachments_of_contact on attachments (contact_id) where contact_id is not null`,
  `create index attachments_of_reply on attachments (reply_id) where reply_id is not null`,
  `create unique index attachment_of_recording on attachments (recording_id) where recording_id is not null`,
  `create index attachments_by_content on attachments (sha256) where sha256 is not null`,
  `create index attachments_to_fetch on attachments (next_try_at) where state = 'to-fetch'`,
  `create index recordings_to_delete on recordings (delete_next_try_at)
    where delete_next_try_at is not null and deleted_at_provider_at is null`,
  `create index attachments_stored on attachments (stored_at) where state = 'stored'`,

  `insert into attachments (id, contact_id, place, name, claimed_type, source_url, state, next_try_at)
    select gen_random_uuid(), c.id, (a.place - 1)::int, a.item ->> 'name', coalesce(a.item ->> 'contentType', ''),
      a.item ->> 'url', 'to-fetch', now()
    from contacts c cross join lateral jsonb_array_elements(
      case jsonb_typeof(c.attachments) when 'array' then c.attachments else '[]' end) with ordinality as a(item, place)
    where a.item ->> 'url' is not null`,
  `insert into attachments (id, recording_id, claimed_type, source_url, state, next_try_at)
    select gen_random_uuid(), id, 'audio/mpeg', url, 'to-fetch', now() from recordings`,
];
