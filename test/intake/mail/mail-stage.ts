import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { ChannelCapabilities, Contact, Letter, MailPerson } from '../../../src/core/index.ts';
import type { MailAcceptance } from '../../../src/intake/mail/accept-mail.ts';
import { smallDeskFile, startTestDesk, type TestDesk } from '../../support/desk.ts';

export const ours = 'soporte@desk.test';

export const mailCapabilities: ChannelCapabilities = {
  live: false, maxTextLength: null, attachments: true, html: true, threading: 'headers', reply: 'send', reaches: 'email', automaticAnswers: 'limited',
};

/** A small desk with one mailbox; one that acknowledges nothing uses no conversation by itself. */
export function startMailDesk({ acknowledge = true } = {}): Promise<TestDesk> {
  const mailboxes = `mailboxes:\n  - { key: soporte, address: ${ours}, aliases: [ayuda@desk.test] }`;
  return startTestDesk({ deskFile: `${smallDeskFile}\n${mailboxes}\nemail: { acknowledge: ${acknowledge} }\n` });
}

export interface Mail {
  contact: Contact;
  letter: Letter;
}

let written = 0;

export function newAddress(): string {
  written += 1;
  return `ana${written}@example.org`;
}

/** What a test says of a mail; the rest is as in most mail. */
export interface About extends Partial<Omit<Letter, 'authentication' | 'topic' | 'numbers'>> {
  subject?: string;
  text?: string;
  /** Added to our own address. */
  to?: MailPerson[];
  dmarc?: Letter['authentication']['dmarc'];
  /** The domain in From, null where From names nobody; the sender's unless said. */
  domain?: string | null;
  contact?: Partial<Contact>;
}

export function person(address: string): MailPerson {
  return { name: null, address };
}

/** A mail as the channel hands it to intake. */
export function mailFrom(desk: TestDesk, from: string, about: About = {}): Mail {
  written += 1;
  const { subject = 'Impresora sin papel', text = `no puedo navegar en internet ${written}`, dmarc = 'pass', domain, contact, ...letter } = about;
  const messageId = letter.messageId ?? `<m${written}.${randomUUID()}@example.org>`;
  const sentAt = new Date(desk.clock.now().getTime() + written);
  const others = [...(letter.to ?? []), ...(letter.cc ?? [])];
  return {
    contact: {
      channel: 'email', providerId: messageId.slice(0, 200), from: [{ kind: 'email', value: from }], fromText: from, to: ours,
      subject, text, attachments: [], chosen: {}, receivedAt: desk.clock.now(), ...contact,
    },
    letter: {
      fingerprints: { date: sentAt.toISOString(), words: createHash('sha256').update(text).digest('hex') },
      inReplyTo: [], references: [], recipients: [ours, ...others.map(({ address }) => address)], others, answerTo: person(from),
      topic: subject.toLowerCase().replace(/\[?v-\d+\]?/g, '').replace(/^((re|fwd?|rv):\s*)+/, '').trim(),
      numbers: [...subject.matchAll(/V-(\d+)/g)].map((match) => Number(match[1])),
      automatic: null, bounce: [], returnedIds: [], forwarded: null, fullText: null, html: null, sentAt, ...letter, messageId,
      to: [person(ours), ...(letter.to ?? [])], cc: letter.cc ?? [],
      authentication: { spf: 'pass', dkim: 'pass', dmarc, domain: domain === undefined ? from.slice(from.lastIndexOf('@') + 1) : domain, by: null },
    },
  };
}

/** Where a mail is now, and why. */
export interface Placed {
  acceptance: MailAcceptance;
  contactId: string;
  ticketId: string;
  number: number;
  conversationId: string;
  landed: string;
  /** In the timeline. */
  reason: string | null;
  followUpOf: string | null;
}

export function take(desk: TestDesk, mail: Mail, even = false): Promise<MailAcceptance> {
  return desk.acceptMail(mail.contact, mail.letter, { capabilities: mailCapabilities, mailbox: 'soporte', even });
}

/** Takes it in and finds it on its ticket. */
export async function post(desk: TestDesk, mail: Mail): Promise<Placed> {
  const acceptance = await take(desk, mail);
  if (acceptance.kind !== 'opened' && acceptance.kind !== 'appended') throw new Error(`The mail was ${acceptance.kind}.`);
  return { acceptance, ...(await placeOf(desk, acceptance.contactId)) };
}

/** Takes in a mail made of these. */
export function send(desk: TestDesk, from: string, about: About = {}): Promise<Placed> {
  return post(desk, mailFrom(desk, from, about));
}

export async function placeOf(desk: TestDesk, contactId: string): Promise<Omit<Placed, 'acceptance'>> {
  const { rows } = await sql<Omit<Placed, 'acceptance'>>`
    select c.id as "contactId", t.id as "ticketId", t.number, v.id as "conversationId", m.landed,
      (select reason from events e where e.contact_id = c.id and e.name = 'contact.received') as reason,
      (select to_id from ticket_links l where l.from_id = t.id and l.kind = 'follow-up') as "followUpOf"
    from contacts c join mails m on m.contact_id = c.id join conversations v on v.id = c.conversation_id join tickets t on t.id = v.ticket_id
    where c.id = ${contactId}`.execute(desk.database.db);
  const [row] = rows;
  if (!row) throw new Error('The mail is on no ticket.');
  return row;
}

/** An answer of ours that went out in this conversation; gives its id and Message-ID. */
export async function answer(desk: TestDesk, place: { ticketId: string; conversationId: string }): Promise<{ replyId: string; messageId: string }> {
  const replyId = randomUUID();
  const messageId = `<r.${replyId.replaceAll('-', '')}@desk.test>`;
  const at = desk.clock.now();
  await sql`insert into replies (id, ticket_id, conversation_id, kind, text, locale, created_at, message_id)
    values (${replyId}, ${place.ticketId}, ${place.conversationId}, 'agent', 'Reinicie.', 'es', ${at}, ${messageId})`.execute(desk.database.db);
  await sql`insert into deliveries (id, reply_id, status, provider_id, next_try_at, created_at, updated_at)
    values (${randomUUID()}, ${replyId}, 'sent', ${messageId}, ${at}, ${at}, ${at})`.execute(desk.database.db);
  return { replyId, messageId };
}

/** Our own address with the signed tag of this conversation. */
export function signed(desk: TestDesk, conversationId: string): string {
  return desk.replyAddresses.addressOf(ours, { kind: 'conversation', id: conversationId });
}

/** Brings a ticket into this state, as if time and agents had done it. */
export async function bring(desk: TestDesk, ticketId: string, status: 'resolved' | 'closed' | 'cancelled' | 'waiting'): Promise<void> {
  const isWaiting = status === 'waiting';
  await sql`update tickets set status = ${status}, resolved_at = ${status === 'resolved' ? desk.clock.now() : null},
    waiting_for = ${isWaiting ? 'customer' : null} where id = ${ticketId}`.execute(desk.database.db);
}

export async function participantsIn(desk: TestDesk, conversationId: string): Promise<Record<string, string>> {
  const { rows } = await sql<{ address: string; role: string }>`
    select address, role from participants where conversation_id = ${conversationId}`.execute(desk.database.db);
  return Object.fromEntries(rows.map(({ address, role }) => [address, role]));
}

export async function statusOf(desk: TestDesk, ticketId: string): Promise<string> {
  const { rows } = await sql<{ status: string }>`select status from tickets where id = ${ticketId}`.execute(desk.database.db);
  return rows[0]?.status ?? '';
}

export async function theirsIn(desk: TestDesk, conversationId: string): Promise<string | null> {
  const { rows } = await sql<{ theirs: string | null }>`select theirs from conversations where id = ${conversationId}`.execute(desk.database.db);
  return rows[0]?.theirs ?? null;
}

export async function emailOf(desk: TestDesk, agentId: string): Promise<string> {
  const { rows } = await sql<{ email: string }>`select email from agents where id = ${agentId}`.execute(desk.database.db);
  return rows[0]?.email ?? '';
}
