import { sql, type Kysely } from 'kysely';

/** What the telephone's second version keeps: where callers were moved, who calls too often, whom the desk does not want to hear. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Where the desk moved a caller: { to, room, record }.
  `alter table calls add column place jsonb`,
  // The call added words to a ticket that was open before; it is not that ticket's line.
  `alter table calls add column joined boolean not null default false`,
  // The caller's number in E.164; null when hidden.
  `alter table calls add column caller text`,
  `update calls set caller = from_text where from_text ~ '^[+][0-9]{3,15}$'`,
  `create index calls_of_caller on calls (caller, started_at) where caller is not null`,
  // Its last turn or report.
  `alter table calls add column heard_at timestamptz`,
  // Why the call got voicemail and no menu.
  `alter table calls add column screened text check (screened in ('blocked', 'too-many'))`,

  // A team's callers who wait, in our own order.
  `create index tickets_line on tickets (team, queue_key, number) where live and status in ('queued', 'offered')`,

  `create table blocked_addresses (
    kind text not null check (kind in ('phone', 'email', 'slack', 'visitor')),
    value text not null,
    reason text not null,
    by uuid not null references agents,
    at timestamptz not null,
    primary key (kind, value)
  )`,
  `create index contacts_kept_away on contacts (received_at, id) where outcome in ('blocked', 'screened')`,
];
