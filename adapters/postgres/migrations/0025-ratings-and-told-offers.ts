import { sql, type Kysely } from 'kysely';

/** How customers found what was done for them, and offers that an agent is told of outside of the console. */
const statements = [
  `create table ratings (
    ticket_id uuid primary key references tickets,
    score smallint not null check (score between 1 and 5),
    comment text,
    rated_at timestamptz not null,
    changed_at timestamptz not null
  )`,
  `create index ratings_by_time on ratings (rated_at)`,

  `alter table replies
    drop constraint replies_kind_check,
    add constraint replies_kind_check check
      (kind in ('agent', 'acknowledgement', 'invitation', 'opted-out', 'opted-in', 'help', 'resolution'))`,

  `alter table agents add column offers_in_slack boolean not null default false`,

  // One message an offer at most: its row is claimed before it is sent. `channel` and `ts` name it once it is there.
  `create table told_offers (
    offer_id uuid primary key references offers,
    status text not null default 'queued' check (status in ('queued', 'sending', 'told', 'untold')),
    tries smallint not null default 0,
    next_try_at timestamptz not null,
    updated_at timestamptz not null,
    channel text,
    ts text,
    reason text,
    told_at timestamptz,
    ended_told_at timestamptz
  )`,
  `create index told_offers_due on told_offers (next_try_at) where status in ('queued', 'sending')`,
  `create index told_offers_to_end on told_offers (next_try_at) where status = 'told' and ended_told_at is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
