import { sql, type Kysely } from 'kysely';

/** Customers: found by parts of names and addresses, noted about, and merged. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create extension if not exists pg_trgm`,
  // What people search by: without accents and in small letters. The dictionary is fixed, so the answer never changes.
  `create function folded(text) returns text language sql immutable parallel safe strict return lower(unaccent('unaccent', $1))`,
  `alter table customers
    add column merged_into uuid references customers check (merged_into <> id),
    add column merged_at timestamptz,
    add column notes text not null default ''`,
  `create index customers_merged on customers (merged_into) where merged_into is not null`,
  `create index customers_in_order on customers ((name is null), (coalesce(left(folded(name), 200), '')), id) where merged_into is null`,
  `create index customers_by_name on customers using gin (folded(name) gin_trgm_ops)`,
  `create index addresses_by_part on addresses using gin (value gin_trgm_ops)`,
  `create index contacts_of_customer on contacts (customer_id, received_at desc) where customer_id is not null`,
  `create index events_of_customer on events ((after ->> 'customerId')) where ticket_id is null and after ? 'customerId'`,
];
