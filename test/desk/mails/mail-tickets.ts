import { sql } from 'kysely';
import type { AnyChannel, ChannelCapabilities, Contact } from '../../../src/core/index.ts';
import { writeLimitedAnswer, type AnswerLimits } from '../../../src/desk/mails/index.ts';
import { writeReply } from '../../../src/desk/replies/index.ts';
import { landed, ticketOf } from '../../intake/probes.ts';
import type { TestDesk } from '../../support/desk.ts';

const capabilities: ChannelCapabilities = {
  live: false, maxTextLength: null, attachments: true, html: true, threading: 'headers', reply: 'send', reaches: 'email', automaticAnswers: 'limited',
};
/** A channel where automatic answers are counted. */
const channel: AnyChannel = { name: 'email', capabilities, whenClosed: 'held', render: () => null };
const channelOf = () => channel;

let written = 0;

export function newAddress(): string {
  written += 1;
  return `ana${written}@example.org`;
}

/** A ticket opened by one mail, stored as intake stores it; `automatic`: what its mail says of itself. */
export async function mailTicket(desk: TestDesk, from: string, about: { automatic?: string; text?: string } = {}) {
  written += 1;
  const contact: Contact = {
    channel: 'email', providerId: `mail ${written}`, from: [{ kind: 'email', value: from }], fromText: from, to: `soporte${written}@desk.test`,
    subject: 'Sin red', text: about.text ?? 'no puedo navegar en internet', attachments: [], chosen: {}, receivedAt: desk.clock.now(),
  };
  const place = landed(await desk.accept(contact, capabilities));
  await sql`insert into mails (contact_id, message_id, fingerprint_words, recipients, landed, automatic, authentication)
    values (${place.contactId}, ${`<m${written}@example.org>`}, '', '{}', 'new', ${about.automatic ?? null}, '{}')`.execute(desk.database.db);
  desk.signals.length = 0;
  return place;
}

/** Writes the acknowledgement of a ticket as routing does; gives the reply's id, or null. */
export function acknowledge(desk: TestDesk, ticketId: string, limits: AnswerLimits): Promise<string | null> {
  return desk.transact(async (stores) => {
    const ticket = await stores.tickets.lock(ticketId);
    if (!ticket) throw new Error('No such ticket.');
    return writeLimitedAnswer(stores, ticket, { kind: 'acknowledgement', text: 'Recibido.' }, { limits, channelOf }, desk.clock.now());
  });
}

/** An agent's reply that has gone out. */
export async function sentReply(desk: TestDesk, ticketId: string, about: { cc?: string[]; status?: string } = {}): Promise<string> {
  const ticket = await ticketOf(desk, ticketId);
  const agentId = await desk.addAgent({ available: false });
  const replyId = await desk.transact((stores) =>
    writeReply(stores, ticket, { kind: 'agent', text: 'Reinicie el equipo.', agentId }, channelOf, desk.clock.now()));
  if (replyId === null) throw new Error('The reply was not written.');
  const cc = (about.cc ?? []).map((address) => ({ name: null, address }));
  await sql`update replies set cc = ${JSON.stringify(cc)}::jsonb where id = ${replyId}`.execute(desk.database.db);
  await sql`update deliveries set status = ${about.status ?? 'sent'} where reply_id = ${replyId}`.execute(desk.database.db);
  desk.signals.length = 0;
  return replyId;
}

/** How the latest attempt of a reply stands. */
export async function standing(desk: TestDesk, replyId: string) {
  const { rows } = await sql<{ status: string; code: string | null; message: string | null; attempt: number }>`
    select status, error_code as code, error_message as message, attempt from deliveries
    where reply_id = ${replyId} order by attempt desc limit 1`.execute(desk.database.db);
  return rows[0];
}

/** The code by which an address is known to take no mail; null when it is not. */
export async function undeliverable(desk: TestDesk, value: string): Promise<string | null> {
  const { rows } = await sql<{ reason: string | null }>`select undeliverable_reason as reason from addresses where kind = 'email' and value = ${value}`
    .execute(desk.database.db);
  return rows[0]?.reason ?? null;
}
