import { sql, type Kysely } from 'kysely';

/** Pictures of the first pages of files, one a content whoever refers to it; and letters that were sent by post. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table previews (
    sha256 text primary key references files on delete cascade,
    type text not null,
    state text not null check (state in ('wanted', 'made', 'refused')),
    reason text,
    image_sha256 text references files,
    image_size bigint,
    width integer,
    height integer,
    pages integer,
    tries integer not null default 0,
    next_try_at timestamptz,
    constraint wanted_is_due check (state <> 'wanted' or next_try_at is not null),
    constraint made_has_a_picture check (state <> 'made' or num_nulls(image_sha256, image_size, width, height) = 0)
  )`,
  `create index previews_wanted on previews (next_try_at) where state = 'wanted'`,
  `create index previews_by_image on previews (image_sha256) where image_sha256 is not null`,
  `insert into previews (sha256, type, state, next_try_at)
    select f.sha256, f.type, 'wanted', now() from files f
    where f.type in ('image/tiff', 'application/pdf') and exists (select from attachments a where a.sha256 = f.sha256)`,

  `create table letters (
    id uuid primary key,
    ticket_id uuid not null references tickets,
    agent_id uuid not null references agents,
    text text not null,
    to_text text,
    created_at timestamptz not null
  )`,
  `create index letters_of_ticket on letters (ticket_id)`,
];
