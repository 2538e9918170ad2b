import { sql, type Kysely } from 'kysely';

/** Lists: tags, who follows what, saved views, and the columns that lists are sorted by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // `due_at`: the next unmet target, by the rule of `nextTarget` (src/desk/tickets/ticket.ts).
  `alter table tickets
    add column tags text[] not null default '{}',
    add column updated_at timestamptz not null default now(),
    add column due_at timestamptz generated always as (
      case when status in ('resolved', 'closed', 'cancelled') then null
        when responded_at is null then coalesce(respond_by, resolve_by) else resolve_by end) stored`,
  `update tickets t set updated_at = coalesce((select max(e.at) from events e where e.ticket_id = t.id), t.opened_at)`,
  `create index tickets_due on tickets (due_at, number) where status not in ('closed', 'cancelled')`,
  `create index tickets_updated on tickets (updated_at, number)`,
  `create index tickets_of_tag on tickets using gin (tags) where tags <> '{}'`,
  `create index tickets_tagged on tickets (number) where tags <> '{}'`,

  `create table ticket_followers (
    ticket_id uuid not null references tickets,
    agent_id uuid not null references agents,
    since timestamptz not null,
    primary key (ticket_id, agent_id)
  )`,
  `create index ticket_followers_of_agent on ticket_followers (agent_id)`,

  `create table views (
    id uuid primary key,
    owner_id uuid not null references agents,
    name text not null,
    query text not null,
    shared boolean not null,
    position integer not null,
    created_at timestamptz not null
  )`,
  `create index views_of_owner on views (owner_id)`,

  // Answers and notes written before they could be found.
  `update tickets t set words = coalesce(t.words, ''::tsvector) || to_tsvector('simple', unaccent(left(said.text, 20000)))
    from (
      select ticket_id, string_agg(left(text, 4000), ' ') as text
      from (
        select ticket_id, text from replies where kind = 'agent'
        union all
        select ticket_id, text from notes
      ) written group by ticket_id
    ) said
    where said.ticket_id = t.id and octet_length(coalesce(t.words, ''::tsvector)::text) < 500000`,
];
