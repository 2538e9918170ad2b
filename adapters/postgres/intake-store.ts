import { sql, type RawBuilder } from 'kysely';
import { isGivenByNetwork, type Locale } from '../../src/core/index.ts';
import type { TicketStatus } from '../../src/desk/tickets/index.ts';
import type { Adopting, Appending, IdentifiedCustomer, IntakeStore, Known, Opening } from '../../src/intake/intake-store.ts';
import { addressLock, lockNames } from './advisory-locks.ts';
import type { Connection } from './database.ts';
import { insertEvents } from './event-log.ts';
import { pairConversation, threadConversation } from './known-conversation.ts';
import { openAll } from './open-all.ts';
import { mailInserts } from './mail-rows.ts';
import { addSearchWords, searchWordsOf } from './search-words.ts';

interface KnownRow {
  contact_id: string | null;
  duplicate_ticket_id: string | null;
  number: number | null;
  status_key: number | null;
  customer_id: string | null;
  customer_locale: Locale | null;
  conversation_id: string | null;
  ticket_id: string | null;
  ticket_status: TicketStatus | null;
  resolved_at: Date | null;
  last_contact_at: Date | null;
  blocked: boolean;
}

export function intakeStore(connection: Connection): IntakeStore {
  return {
    serialise: async (contact, thread) => {
      await lockNames(connection, [
        `claim ${contact.channel} ${contact.providerId}`,
        ...(thread === undefined ? [] : [`thread ${contact.channel} ${thread}`]),
        ...contact.from.map((address) => addressLock(address)),
      ]);
    },
    lookUp: async (contact, { theirs, joinSince, inThread }) => {
      const conversation = inThread ? threadConversation(contact, theirs, inThread) : pairConversation(contact, theirs, joinSince);
      const addresses = contact.from.map((address, rank) => sql`(${address.kind}, ${address.value}, ${rank}::int)`);
      const customer =
        addresses.length === 0
          ? sql`select null::uuid as id, null::text as locale where false`
          : sql`select c.id, c.locale from (values ${sql.join(addresses)}) as given(kind, value, rank)
              join addresses a on a.kind = given.kind and a.value = given.value
              join customers c on c.id = a.customer_id order by given.rank limit 1`;
      const { rows } = await sql<KnownRow>`
        with duplicate as (
          select c.id as contact_id, t.id as ticket_id, t.number, t.status_key from contacts c
          left join events e on e.contact_id = c.id and e.name = 'contact.received'
          left join tickets t on t.id = e.ticket_id
          where c.channel = ${contact.channel} and c.provider_id = ${contact.providerId}
        ), customer as (${customer}), conversation as (${conversation})
        select d.contact_id, d.ticket_id as duplicate_ticket_id, d.number, d.status_key,
          u.id as customer_id, u.locale as customer_locale,
          v.id as conversation_id, v.ticket_id, v.status as ticket_status, v.resolved_at, v.last_contact_at,
          exists (select from blocked_addresses b where b.kind = ${theirs?.kind ?? null} and b.value = ${theirs?.value ?? null}) as blocked
        from (select) as one left join duplicate d on true left join customer u on true left join conversation v on true`
        .execute(connection);
      return toKnown(rows[0]);
    },
    open: async (opening) => {
      const { rows } = await openStatement(opening).execute(connection);
      const row = rows[0];
      if (!row) throw new Error('The new ticket has no number.');
      return { number: row.number, statusKey: row.status_key };
    },
    openAll: (openings, at) => openAll(connection, openings, at),
    append: async (appending) => {
      await appendStatement(appending).execute(connection);
    },
    adopt: async (adopting) => {
      await adoptStatement(adopting).execute(connection);
    },
    keepAway: async (contactId, { channel, providerId, fromText, to, subject, text, receivedAt }, mail) => {
      const contact = sql`insert into contacts (id, channel, provider_id, from_text, to_text, subject, text, outcome, received_at)
        values (${contactId}, ${channel}, ${providerId}, ${fromText}, ${to}, ${subject ?? null}, ${text}, 'blocked', ${receivedAt}::timestamptz)`;
      const parts = mailInserts({ contactId, mail }).map((part, index) => sql`, ${sql.ref(`part${index}`)} as (${part})`);
      await sql`with contact as (${contact}) ${sql.join(parts, sql``)} select 1`.execute(connection);
    },
  };
}

function toKnown(row: KnownRow | undefined): Known {
  if (!row) return { duplicate: null, customer: null, blocked: false, conversation: null };
  const { contact_id: contactId, conversation_id: conversationId } = row;
  return {
    blocked: row.blocked,
    duplicate:
      contactId === null
        ? null
        : {
            contactId,
            ticket:
              row.duplicate_ticket_id === null || row.number === null || row.status_key === null
                ? null
                : { id: row.duplicate_ticket_id, number: row.number, statusKey: row.status_key },
          },
    customer:
      row.customer_id === null || row.customer_locale === null
        ? null
        : { id: row.customer_id, locale: row.customer_locale },
    conversation:
      conversationId === null || row.ticket_id === null || row.ticket_status === null || row.last_contact_at === null
        ? null
        : {
            id: conversationId, ticketId: row.ticket_id, status: row.ticket_status,
            resolvedAt: row.resolved_at, lastContactAt: row.last_contact_at,
          },
  };
}

/** Several inserts as one statement and one round trip; the first one's rows come back. */
function together(first: RawBuilder<unknown>, others: RawBuilder<unknown>[]): RawBuilder<{ number: number; status_key: number }> {
  const parts = others.map((part, index) => sql`${sql.ref(`part${index}`)} as (${part})`);
  return sql`with opened as (${first}), ${sql.join(parts)} select * from opened`;
}

function openStatement(o: Opening) {
  const { contact } = o;
  const words = searchWordsOf(`${contact.subject ?? ''}\n${contact.text}`, 10_000);
  const ticket = sql`
    insert into tickets (id, kind, status, subject, channel, customer_id, locale, live, cost, chosen, opened_at,
      queue_key, words)
    values (${o.ticketId}, 'question', 'new', ${o.subject}, ${contact.channel}, ${o.customer?.id ?? null}::uuid,
      ${o.locale}, ${o.live}, ${o.cost}, ${JSON.stringify(o.chosen)}::jsonb, ${o.at}::timestamptz, ${o.at}::timestamptz,
      ${words})
    returning number, status_key`;
  const link =
    o.followUpOf === null
      ? []
      : [sql`insert into ticket_links (from_id, to_id, kind) values (${o.ticketId}, ${o.followUpOf}, 'follow-up')`];
  return together(ticket, [
    insertConversation(o), ...customerInserts(o.customer, o.at), o.claimedBefore ? placeContact(o) : insertContact(o),
    ...attachmentInserts(o), ...mailInserts(o), ...link, insertEvents(o.events),
  ]);
}

function insertConversation(o: Opening | Adopting): RawBuilder<unknown> {
  const { contact, theirs } = o;
  const topic = 'topic' in o ? o.topic : undefined;
  return sql`
    insert into conversations (id, ticket_id, channel, ours, theirs_kind, theirs, last_contact_at, subject, topic)
    values (${o.conversationId}, ${o.ticketId}, ${contact.channel}, ${contact.to}, ${theirs?.kind ?? null},
      ${theirs?.value ?? null}, ${o.at}::timestamptz, ${topic === undefined ? null : contact.subject ?? ''}, ${topic ?? null})`;
}

function adoptStatement(a: Adopting) {
  const parts = [addSearchWords(a.ticketId, a.contact.text), ...customerInserts(a.customer, a.at), placeContact(a), insertEvents(a.events)];
  const named = parts.map((part, index) => sql`${sql.ref(`part${index}`)} as (${part})`);
  return sql`with conversation as (${insertConversation(a)}), ${sql.join(named)} select 1`;
}

function appendStatement(a: Appending) {
  const touched = sql`
    update conversations set last_contact_at = greatest(last_contact_at, ${a.at}::timestamptz)
    where id = ${a.conversationId} and ${a.quiet !== true}`;
  const parts = [addSearchWords(a.ticketId, a.contact.text), ...customerInserts(a.customer, a.at), insertContact(a), ...attachmentInserts(a), ...mailInserts(a), insertEvents(a.events)];
  const named = parts.map((part, index) => sql`${sql.ref(`part${index}`)} as (${part})`);
  return sql`with touched as (${touched}), ${sql.join(named)} select 1`;
}

function customerInserts(customer: IdentifiedCustomer | null, at: Date): RawBuilder<unknown>[] {
  if (!customer) return [];
  const person = customer.isNew
    ? [sql`insert into customers (id, name, locale, created_at)
        values (${customer.id}, ${customer.name}, ${customer.locale}, ${at}::timestamptz)`]
    : customer.name === null ? [] : [sql`update customers set name = ${customer.name} where id = ${customer.id} and name is null`];
  const addresses = customer.addresses.map((address) =>
    sql`(${address.kind}, ${address.value}, ${customer.id}::uuid, ${isGivenByNetwork(address) ? at : null}::timestamptz, ${at}::timestamptz)`);
  return [
    ...person,
    sql`insert into addresses (kind, value, customer_id, verified_at, created_at) values ${sql.join(addresses)}
      on conflict (kind, value) do nothing`,
  ];
}

/** A contact claimed earlier finds its conversation, and has the words that were said since. */
function placeContact(o: Opening | Adopting): RawBuilder<unknown> {
  return sql`update contacts set conversation_id = ${o.conversationId}, customer_id = ${o.customer?.id ?? null}::uuid,
      text = coalesce(nullif(${o.contact.text}, ''), text)
    where id = ${o.contactId}`;
}

function insertContact(c: Opening | Appending): RawBuilder<unknown> {
  const { contact } = c;
  return sql`
    insert into contacts (id, channel, provider_id, conversation_id, customer_id, from_text, to_text, subject, text,
      outcome, received_at)
    values (${c.contactId}, ${contact.channel}, ${contact.providerId}, ${c.conversationId}, ${c.customer?.id ?? null}::uuid,
      ${contact.fromText}, ${contact.to}, ${contact.subject ?? null}, ${contact.text},
      ${'outcome' in c ? c.outcome ?? 'received' : 'received'}, ${contact.receivedAt}::timestamptz)`;
}

/** What came with the contact: stored where the desk has it already, named where it was not taken, else to be fetched from now on. */
function attachmentInserts({ attachments = [], contactId, at }: Opening | Appending): RawBuilder<unknown>[] {
  if (attachments.length === 0) return [];
  const rows = attachments.map(({ id, name, contentType, url, file, refused, contentId, inline }, place) => {
    const state = file ? 'stored' : refused === undefined ? 'to-fetch' : 'refused';
    return {
      id, contact_id: contactId, place, name: name ?? null, claimed_type: contentType, type: file ? contentType : null,
      size: file?.size ?? null, sha256: file?.sha256 ?? null, source_url: state === 'refused' ? null : url, state,
      reason: refused ?? null, next_try_at: state === 'to-fetch' ? at : null, stored_at: file ? at : null,
      content_id: contentId ?? null, inline: inline ?? false,
    };
  });
  return [
    sql`insert into attachments (id, contact_id, place, name, claimed_type, type, size, sha256, source_url, state, reason, next_try_at,
        stored_at, content_id, inline)
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as a(id uuid, contact_id uuid, place int, name text,
        claimed_type text, type text, size bigint, sha256 text, source_url text, state text, reason text, next_try_at timestamptz,
        stored_at timestamptz, content_id text, inline boolean)`,
  ];
}
