import { sql, type Kysely } from 'kysely';

/** Calls that the desk makes to its customers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table callbacks (
    id uuid primary key,
    ticket_id uuid not null references tickets,
    asked_by text not null check (asked_by in ('customer', 'agent')),
    number text not null,
    from_number text,
    locale text not null,
    asked_for timestamptz,
    state text not null check (state in ('waiting', 'dialling', 'done', 'failed', 'cancelled')),
    tries integer not null default 0,
    created_at timestamptz not null,
    ended_at timestamptz,
    constraint ended_in_an_end_state check ((ended_at is null) = (state in ('waiting', 'dialling')))
  )`.execute(db);
  await sql`create unique index one_open_callback_per_ticket on callbacks (ticket_id) where ended_at is null`.execute(db);
  await sql`create index callbacks_of_ticket on callbacks (ticket_id)`.execute(db);
}
