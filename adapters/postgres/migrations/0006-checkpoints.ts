import { sql, type Kysely } from 'kysely';

/** How far the provider's lists have been gone through, and which of its texts were asked after. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table checkpoints (
    name text primary key,
    begun_at timestamptz not null,
    covered_until timestamptz not null
  )`,
  `alter table deliveries
    add column read_at timestamptz,
    add column reads integer not null default 0`,
  `create index deliveries_unconfirmed on deliveries (updated_at) where status in ('sent', 'unknown') and provider_id is not null`,
  `create index calls_open on calls (started_at) where ended_at is null`,
];
