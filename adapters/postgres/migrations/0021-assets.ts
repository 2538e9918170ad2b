import { sql, type Kysely } from 'kysely';

/** What the desk looks after, which tickets are about it, and when a service was down. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table assets (
    id uuid primary key,
    name text not null,
    kind text not null,
    owner text,
    service text,
    notes text not null default '',
    source text not null check (source in ('person', 'alarm')),
    created_at timestamptz not null,
    changed_at timestamptz not null,
    retired_at timestamptz
  )`,
  `create unique index one_asset_per_name on assets (lower(name))`,
  `create index assets_in_order on assets ((folded(name)), id)`,
  `create index assets_by_name on assets using gin (folded(name) gin_trgm_ops)`,
  // Who is hit when it fails.
  `create table asset_customers (
    asset_id uuid not null references assets,
    customer_id uuid not null references customers,
    primary key (asset_id, customer_id)
  )`,
  `create index assets_of_customer on asset_customers (customer_id)`,
  `create table ticket_assets (
    ticket_id uuid not null references tickets,
    asset_id uuid not null references assets,
    linked_at timestamptz not null,
    primary key (ticket_id, asset_id)
  )`,
  `create index tickets_of_asset on ticket_assets (asset_id, linked_at desc)`,
  `create index events_of_asset on events ((after ->> 'assetId')) where ticket_id is null and after ? 'assetId'`,

  `create table downtimes (
    id uuid primary key,
    service text not null,
    asset_id uuid references assets,
    ticket_id uuid references tickets,
    began_at timestamptz not null,
    ended_at timestamptz,
    note text not null default '',
    recorded_by uuid references agents,
    changed_at timestamptz not null,
    removed_at timestamptz,
    removed_by uuid references agents,
    removed_reason text,
    constraint ends_after_it_began check (ended_at >= began_at),
    constraint removed_by_somebody_for_a_reason check ((removed_at is null) = (removed_by is null) and (removed_at is null) = (removed_reason is null))
  )`,
  // One that was removed counts too: an alarm that repeats does not bring back what a lead took away.
  `create unique index one_open_downtime_per_ticket on downtimes (ticket_id) where ended_at is null`,
  `create index downtimes_of_ticket on downtimes (ticket_id) where ticket_id is not null`,
  `create index downtimes_in_order on downtimes (began_at desc, id) where removed_at is null`,
];
