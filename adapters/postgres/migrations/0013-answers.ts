import { sql, type Kysely } from 'kysely';

/** What agents write with: answers kept for everybody, and colleagues named in notes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table canned_answers (
    id uuid primary key,
    locale text not null,
    title text not null,
    text text not null,
    team text,
    service text,
    changed_by uuid not null references agents,
    changed_at timestamptz not null
  )`,
  `create unique index one_canned_answer_per_title on canned_answers (locale, lower(title), coalesce(team, ''), coalesce(service, ''))`,

  `create table mentions (
    id uuid primary key,
    note_id uuid not null references notes,
    ticket_id uuid not null references tickets,
    agent_id uuid not null references agents,
    at timestamptz not null,
    read_at timestamptz,
    constraint one_mention_per_note unique (note_id, agent_id)
  )`,
  `create index mentions_of_agent on mentions (agent_id, at desc, id)`,
  `create index mentions_of_ticket on mentions (ticket_id)`,
];
