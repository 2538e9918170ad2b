import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Customer, CustomerLogEntry, CustomerReader, CustomerStore, HistoryItem } from '../../src/desk/customers/index.ts';
import type { CustomerView, Summarise } from '../../src/desk/tickets/index.ts';
import type { Connection } from './database.ts';
import { addressesJson, createCustomerSearch } from './customer-search.ts';
import { customerMergeStore } from './customer-merge-store.ts';
import { peopleOf, summaryColumns, summaryJoins, ticketColumns, type SummaryRow } from './ticket-reader-summary.ts';
import { toTicket } from './ticket-row.ts';

const ticketsShown = 20;
const changesShown = 50;

export function customerStore(connection: Connection): CustomerStore {
  return {
    ...customerMergeStore(connection),
    lock: async (customerId) => {
      const { rows } = await sql<Customer>`select id, name, locale, plan, notes from customers where id = ${customerId} and merged_into is null
        for no key update`.execute(connection);
      return rows[0] ?? null;
    },
    change: async (customer) => {
      await sql`update customers set name = ${customer.name}, locale = ${customer.locale}, plan = ${customer.plan}, notes = ${customer.notes}
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

/** Customers as people look at them, each part as it stood at one moment. */
export function createCustomerReader({ db, summarise }: { db: Kysely<unknown>; summarise: Summarise }): CustomerReader {
  /** Whom an id leads to: a merged one leads to who it was merged into. */
  const find = async (customerId: string): Promise<string | null> => {
    const { rows } = await sql<{ id: string }>`select coalesce(merged_into, id) as id from customers where id = ${customerId}`.execute(db);
    return rows[0]?.id ?? null;
  };
  return {
    search: createCustomerSearch(db),
    read: async (customerId, locale) => {
      const id = await find(customerId);
      if (id === null) return null;
      const [customers, tickets, log] = await Promise.all([profileStatement(id).execute(db), latestTickets(id).execute(db), logStatement(id).execute(db)]);
      const customer = customers.rows[0];
      if (!customer) return null;
      return {
        ...customer, mergedFrom: customer.mergedFrom.map((merged) => ({ ...merged, at: new Date(merged.at) })),
        tickets: tickets.rows.map((row) => summarise(toTicket(row), peopleOf(row), locale)), log: log.rows,
      };
    },
    history: async (customerId, { before, limit }) => {
      const id = await find(customerId);
      if (id === null) return null;
      return (await historyStatement(id, before ?? null, limit).execute(db)).rows;
    },
  };
}

type ProfileRow = Customer & { addresses: CustomerView['addresses']; mergedFrom: { id: string; name: string | null; at: string }[] };

function profileStatement(id: string): RawBuilder<ProfileRow> {
  return sql`
    select c.id, c.name, c.locale, c.plan, c.notes, ${addressesJson} as addresses, coalesce((
      select json_agg(json_build_object('id', m.id, 'name', m.name, 'at', m.merged_at) order by m.merged_at desc, m.id)
      from customers m where m.merged_into = c.id), '[]') as "mergedFrom"
    from customers c where c.id = ${id}`;
}

function latestTickets(id: string): RawBuilder<SummaryRow> {
  return sql`
    select ${ticketColumns}, ${summaryColumns} from tickets t ${summaryJoins}
    where t.customer_id = ${id} order by t.opened_at desc, t.number desc limit ${ticketsShown}`;
}

/** Also what happened to those who were merged into this one, while they were customers of their own. */
function logStatement(id: string): RawBuilder<CustomerLogEntry> {
  return sql`
    select e.at, e.name, e.reason, e.before, e.after, json_build_object('kind', e.actor_kind, 'id', e.actor_id, 'name', p.name) as actor
    from events e left join agents p on e.actor_kind = 'agent' and p.id = e.actor_id
    where e.ticket_id is null and e.after ? 'customerId'
      and e.after ->> 'customerId' in (select c.id::text from customers c where c.id = ${id} or c.merged_into = ${id})
    order by e.at desc, e.id desc limit ${changesShown}`;
}

function historyStatement(id: string, before: Date | null, limit: number): RawBuilder<HistoryItem> {
  return sql`
    with written as (
      select k.id, k.received_at as at, 'contact' as kind, k.channel, k.conversation_id, k.text, k.outcome, null::uuid as agent_id, null::uuid as ticket_id
      from contacts k where k.customer_id = ${id} and (${before}::timestamptz is null or k.received_at < ${before}::timestamptz)
      order by k.received_at desc limit ${limit}
    ), answered as (
      select r.id, r.created_at as at, 'reply' as kind, t.channel, r.conversation_id, r.text, r.kind as outcome, r.agent_id, r.ticket_id
      from tickets t join replies r on r.ticket_id = t.id
      where t.customer_id = ${id} and (${before}::timestamptz is null or r.created_at < ${before}::timestamptz)
      order by r.created_at desc limit ${limit}
    )
    select h.id, h.at, h.kind, coalesce(v.channel, h.channel) as channel, t.number as ticket, left(h.text, 300) as text, h.outcome, p.name as agent
    from (select * from written union all select * from answered) h
    left join conversations v on v.id = h.conversation_id left join tickets t on t.id = coalesce(h.ticket_id, v.ticket_id)
    left join agents p on p.id = h.agent_id
    order by h.at desc, h.id limit ${limit}`;
}
