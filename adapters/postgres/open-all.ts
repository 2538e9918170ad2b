import { sql } from 'kysely';
import type { Ticket } from '../../src/desk/tickets/index.ts';
import type { MachineOpening } from '../../src/intake/intake-store.ts';
import type { Connection } from './database.ts';
import { wordsOnce } from './search-words.ts';
import { toTicket, type TicketRow } from './ticket-row.ts';

/** Stores many new tickets with their first contacts in one statement; gives them in their order. */
export async function openAll(connection: Connection, openings: readonly MachineOpening[], at: Date): Promise<Ticket[]> {
  const given = openings.map(({ contact, ...o }, place) => ({
    place, ticket_id: o.ticketId, conversation_id: o.conversationId, contact_id: o.contactId, subject: o.subject, locale: o.locale, cost: o.cost,
    chosen: o.chosen, follow_up_of: o.followUpOf, channel: contact.channel, provider_id: contact.providerId, ours: contact.to, from_text: contact.fromText,
    headed: contact.subject ?? null, said: contact.text, received_at: contact.receivedAt, words: wordsOnce(`${contact.subject ?? ''}\n${contact.text}`, 10_000),
  }));
  const { rows } = await sql<TicketRow>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(place int, ticket_id uuid, conversation_id uuid, contact_id uuid,
        subject text, locale text, cost int, chosen jsonb, follow_up_of uuid, channel text, provider_id text, ours text, from_text text,
        headed text, said text, received_at timestamptz, words text)
    ), opened as (
      insert into tickets (id, kind, status, subject, channel, locale, live, cost, chosen, opened_at, queue_key, words)
      select ticket_id, 'question', 'new', subject, channel, locale, false, cost, chosen, ${at}::timestamptz, ${at}::timestamptz,
        to_tsvector('simple', unaccent(words)) from given order by place
      returning *
    ), conversation as (
      insert into conversations (id, ticket_id, channel, ours, last_contact_at)
      select conversation_id, ticket_id, channel, ours, ${at}::timestamptz from given
    ), contact as (
      insert into contacts (id, channel, provider_id, conversation_id, from_text, to_text, subject, text, outcome, received_at)
      select contact_id, channel, provider_id, conversation_id, from_text, ours, headed, said, 'received', received_at from given
    ), link as (
      insert into ticket_links (from_id, to_id, kind) select ticket_id, follow_up_of, 'follow-up' from given where follow_up_of is not null
    )
    select opened.* from opened join given on given.ticket_id = opened.id order by given.place`.execute(connection);
  return rows.map(toTicket);
}
