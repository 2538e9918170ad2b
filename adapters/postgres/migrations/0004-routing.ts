import { sql, type Kysely } from 'kysely';

/** What a ticket meets while it waits: its customer's last agent, plans, steps by time; and the quiet after an agent's call. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table customers add column plan text`,
  `alter table agents add column wrap_up_until timestamptz`,

  // `waits_since` is null for tickets that began to wait before it was kept: `queued_at` stands for it.
  `alter table tickets
    add column plan text,
    add column waits_since timestamptz,
    add column overflow_step integer not null default 0,
    add column next_step_at timestamptz,
    add column preferred_agent_id uuid references agents,
    add column preferred_until timestamptz,
    add constraint kept_for_somebody check (preferred_until is null or preferred_agent_id is not null)`,
  // What waits already is looked at once, and then has the time of its own next step.
  `update tickets set next_step_at = now() where status = 'queued'`,
  `create index tickets_next_step on tickets (next_step_at) where status = 'queued' and next_step_at is not null`,

  // What is kept for one agent stands outside of the lanes, so that it hides nothing behind it.
  `drop index tickets_lanes`,
  `create index tickets_lanes on tickets (team, cost, live, coalesce(agent_locale, ''), skills, queue_key)
    where status = 'queued' and preferred_until is null`,
  `create index tickets_kept on tickets (preferred_agent_id, queue_key)
    where status = 'queued' and preferred_until is not null`,

  `drop index tickets_of_customer`,
  `create index tickets_of_customer on tickets (customer_id, opened_at desc)`,
  `create index assignments_of_ticket on assignments (ticket_id)`,
];
