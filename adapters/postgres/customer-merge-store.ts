import { sql } from 'kysely';
import type { Address } from '../../src/core/index.ts';
import type { CustomerStore, MergeableCustomer } from '../../src/desk/customers/index.ts';
import { addressLock, lockNames } from './advisory-locks.ts';
import type { Connection } from './database.ts';

type Part = 'serialise' | 'addressesOf' | 'lockForMerge' | 'mergeInto' | 'addAddress' | 'removeAddress';

/** What changes whose an address is. */
export function customerMergeStore(connection: Connection): Pick<CustomerStore, Part> {
  return {
    serialise: (addresses) => lockNames(connection, addresses.map(addressLock)),
    addressesOf: async (customerIds) => {
      const { rows } = await sql<Address>`select kind, value from addresses where customer_id = any(${customerIds}::uuid[])`.execute(connection);
      return rows;
    },
    lockForMerge: async (fromId, intoId) => {
      await sql`select from tickets where customer_id = ${fromId} order by id for update`.execute(connection);
      // Whoever is storing something of theirs ends first: a new row's reference holds the key.
      const { rows } = await sql<MergeableCustomer>`select id, name, locale, plan, notes, merged_into as "mergedInto" from customers
        where id in (${fromId}, ${intoId}) order by id for update`.execute(connection);
      return rows;
    },
    mergeInto: async (fromId, intoId, at) => {
      const tickets = await sql<{ id: string }>`update tickets set customer_id = ${intoId}, version = version + 1, updated_at = greatest(updated_at, ${at})
        where customer_id = ${fromId} returning id`.execute(connection);
      const addresses = await sql<Address>`update addresses set customer_id = ${intoId} where customer_id = ${fromId} returning kind, value`.execute(connection);
      const contacts = await sql`update contacts set customer_id = ${intoId} where customer_id = ${fromId}`.execute(connection);
      await sql`insert into asset_customers (asset_id, customer_id) select asset_id, ${intoId}::uuid from asset_customers where customer_id = ${fromId}
        on conflict do nothing`.execute(connection);
      await sql`delete from asset_customers where customer_id = ${fromId}`.execute(connection);
      await sql`update customers set merged_into = ${intoId}, merged_at = case when id = ${fromId} then ${at} else merged_at end
        where id = ${fromId} or merged_into = ${fromId}`.execute(connection);
      return { ticketIds: tickets.rows.map(({ id }) => id), addresses: addresses.rows, contacts: Number(contacts.numAffectedRows ?? 0) };
    },
    addAddress: async (customerId, { kind, value }, { at, verified }) => {
      const { rows } = await sql<{ owner: string; is_news: boolean }>`
        with added as (
          insert into addresses (kind, value, customer_id, verified_at, created_at)
          values (${kind}, ${value}, ${customerId}, ${verified ? at : null}::timestamptz, ${at})
          on conflict (kind, value) do nothing returning customer_id
        )
        select customer_id as owner, true as is_news from added
        union all select customer_id, false from addresses where kind = ${kind} and value = ${value}`.execute(connection);
      const row = rows[0];
      if (!row) throw new Error('An address is neither new nor known.');
      return { ownerId: row.owner, isNews: row.is_news };
    },
    removeAddress: async (customerId, { kind, value }) => {
      const { rows } = await sql<{ in_use: boolean }>`
        select exists (
          select from conversations v join tickets t on t.id = v.ticket_id
          where v.theirs_kind = a.kind and v.theirs = a.value and t.customer_id = a.customer_id
            and t.status not in ('resolved', 'closed', 'cancelled')
        ) as in_use
        from addresses a where a.kind = ${kind} and a.value = ${value} and a.customer_id = ${customerId}`.execute(connection);
      const row = rows[0];
      if (!row) return null;
      if (row.in_use) return 'in-use';
      await sql`delete from addresses where kind = ${kind} and value = ${value} and customer_id = ${customerId}`.execute(connection);
      return 'removed';
    },
  };
}
