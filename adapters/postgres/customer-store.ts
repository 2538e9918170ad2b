import { sql, type Kysely } from 'kysely';
import type { Customer, CustomerReader, CustomerStore } from '../../src/desk/customers/index.ts';
import type { CustomerView, Summarise } from '../../src/desk/tickets/index.ts';
import type { Connection } from './database.ts';
import { peopleOf, summaryColumns, summaryJoins, ticketColumns, type SummaryRow } from './ticket-reader-summary.ts';
import { toTicket } from './ticket-row.ts';

const ticketsShown = 20;

export function customerStore(connection: Connection): CustomerStore {
  return {
    lock: async (customerId) => {
      const { rows } = await sql<Customer>`select id, name, locale, plan from customers where id = ${customerId}
        for no key update`.execute(connection);
      return rows[0] ?? null;
    },
    change: async (customer) => {
      await sql`update customers set name = ${customer.name}, locale = ${customer.locale}, plan = ${customer.plan}
        where id = ${customer.id}`.execute(connection);
    },
    setVerified: async (customerId, address, at) => {
      const { rows } = await sql<{ changed: boolean }>`
        with known as (
          select (verified_at is null) <> (${at}::timestamptz is null) as differs from addresses
          where kind = ${address.kind} and value = ${address.value} and customer_id = ${customerId}
        ), changed as (
          update addresses set verified_at = ${at} where kind = ${address.kind} and value = ${address.value}
            and customer_id = ${customerId} and (select differs from known)
        )
        select differs as changed from known`.execute(connection);
      return rows[0]?.changed ?? null;
    },
    setDeliverable: async (customerId, address) => {
      const { rows } = await sql<{ changed: boolean }>`
        with known as (
          select undeliverable_at is not null as marked from addresses
          where kind = ${address.kind} and value = ${address.value} and customer_id = ${customerId}
        ), changed as (
          update addresses set undeliverable_at = null, undeliverable_reason = null
          where kind = ${address.kind} and value = ${address.value} and customer_id = ${customerId} and (select marked from known)
        )
        select marked as changed from known`.execute(connection);
      return rows[0]?.changed ?? null;
    },
    planOf: async (customerId) => {
      const { rows } = await sql<{ plan: string | null }>`select plan from customers where id = ${customerId}`.execute(connection);
      return rows[0]?.plan ?? null;
    },
  };
}

/** A customer and their latest tickets, as they stood at one moment each. */
export function createCustomerReader({ db, summarise }: { db: Kysely<unknown>; summarise: Summarise }): CustomerReader {
  return {
    read: async (customerId, locale) => {
      const [customers, tickets] = await Promise.all([
        sql<Customer & { addresses: CustomerView['addresses'] }>`
          select c.id, c.name, c.locale, c.plan, coalesce((
            select json_agg(json_strip_nulls(json_build_object('kind', a.kind, 'value', a.value, 'verified', a.verified_at is not null,
         'undeliverable', a.undeliverable_reason))
              order by a.created_at, a.kind, a.value)
            from addresses a where a.customer_id = c.id
          ), '[]') as addresses
          from customers c where c.id = ${customerId}`.execute(db),
        sql<SummaryRow>`
          select ${ticketColumns}, ${summaryColumns} from tickets t ${summaryJoins}
          where t.customer_id = ${customerId} order by t.opened_at desc, t.number desc limit ${ticketsShown}`.execute(db),
      ]);
      const customer = customers.rows[0];
      if (!customer) return null;
      return { ...customer, tickets: tickets.rows.map((row) => summarise(toTicket(row), peopleOf(row), locale)) };
    },
  };
}
