import { sql, type Kysely } from 'kysely';

/** What agents taught by confirming or correcting what a ticket is about, and the models that were trained with it. */
const statements = [
  // The last lesson of a ticket. What was said is not here: it is read from the ticket's contacts.
  // `seq` is given after the commit by one process at a time, so whoever reads on from a number misses none; null: none was given yet.
  `create sequence lesson_numbers`,
  `create table lessons (
    ticket_id uuid primary key references tickets,
    entry text not null,
    impact text not null,
    urgency text not null,
    levels_changed boolean not null,
    agent_id uuid not null,
    kind text not null check (kind in ('confirmed', 'corrected')),
    at timestamptz not null,
    seq bigint unique
  )`,
  `create index lessons_unnumbered on lessons (at, ticket_id) where seq is null`,

  // `catalog`: the hash of what of desk.yaml it was trained with; each such hash has one current model.
  // learned_seq: up to which lesson it has learned. trial: the same without the part that is held out, to compare later ones with.
  `create table models (
    version integer primary key generated always as identity,
    catalog text not null,
    made_at timestamptz not null,
    learned_seq bigint not null,
    state text not null check (state in ('current', 'superseded', 'refused')),
    reason text,
    figures jsonb not null,
    bytes bytea,
    trial bytea,
    constraint refused_with_a_reason check ((state = 'refused') = (reason is not null)),
    constraint current_can_be_read check (state <> 'current' or bytes is not null)
  )`,
  `create unique index one_current_model on models (catalog) where state = 'current'`,

  // That somebody asked for a model to be trained now; one row at most.
  `create table learning_wishes (
    only_one boolean primary key default true check (only_one),
    at timestamptz not null,
    agent_id uuid not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
