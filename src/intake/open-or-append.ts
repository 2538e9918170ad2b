import { newId, type Address, type ChannelCapabilities, type Contact, type Locale } from '../core/index.ts';
import { nameAsset } from '../desk/assets/index.ts';
import { customerActor, type Actor } from '../desk/events/index.ts';
import { wantPreviews } from '../desk/files/index.ts';
import { isEnded, type Ticket } from '../desk/tickets/index.ts';
import type { IdentifiedCustomer, IntakeStores, KnownConversation, NewAttachment, NewMail, NewParticipant } from './intake-store.ts';

export interface Landed {
  contactId: string;
  ticketId: string;
  number: number;
  statusKey: number;
}

/** What the desk does with a settled or waiting ticket when its customer writes again; runs in the same transaction, on the locked ticket. */
export type OnCustomerWrote = (ticket: Ticket, at: Date) => Promise<Ticket>;

/** What a mail brings beside its contact. */
export interface MailParts {
  mail: NewMail;
  participants: NewParticipant[];
}

const subjectLength = 120;

/** The first line of what was said, for lists; the channel's own subject when there is one. */
export function subjectOf(contact: Pick<Contact, 'subject' | 'text'>): string {
  const words = (contact.subject?.trim() || contact.text.trim().split(/\r?\n/, 1)[0] || '').replaceAll(/\s+/g, ' ');
  const letters = [...words.slice(0, subjectLength * 2)];
  return letters.length > subjectLength ? `${letters.slice(0, subjectLength - 1).join('')}…` : letters.join('');
}

/** Whom a conversation that begins with this contact is with; null where that is only what the sender says. */
export function otherSideOf(contact: Pick<Contact, 'from'>, { threading, networkTellsSender }: ChannelCapabilities): Address | null {
  return threading === 'none' && networkTellsSender !== true ? null : contact.from[0] ?? null;
}

/** Opens a ticket with this contact as its first. It is routed after the commit. */
export async function openTicket(
  stores: IntakeStores,
  contact: Contact,
  customer: IdentifiedCustomer | null,
  how: {
    capabilities: ChannelCapabilities; cost: number; locale: Locale; followUpOf: string | null; at: Date;
    /** Left out: it came another way. `theirs`: where answers go. */
    letter?: MailParts & { theirs: Address | null; topic: string };
    /** Left out: the customer. */
    actor?: Actor;
  },
): Promise<Landed> {
  const ids = { contactId: newId(), ticketId: newId(), conversationId: newId() };
  const about = { at: how.at, actor: how.actor ?? customerActor, ticketId: ids.ticketId };
  const attachments = attachmentsOf(contact);
  const opened = await stores.intake.open({
    ...ids, claimedBefore: false, contact, customer,
    theirs: how.letter ? how.letter.theirs : otherSideOf(contact, how.capabilities),
    subject: subjectOf(contact),
    locale: contact.locale ?? customer?.locale ?? how.locale,
    chosen: { ...contact.chosen, locale: contact.locale },
    live: how.capabilities.live,
    cost: how.cost,
    followUpOf: how.followUpOf,
    attachments,
    ...(how.letter ? { mail: how.letter.mail, participants: how.letter.participants, topic: how.letter.topic } : {}),
    at: how.at,
    events: [
      { ...about, name: 'ticket.opened', after: { status: 'new', channel: contact.channel } },
      { ...about, name: 'contact.received', contactId: ids.contactId, reason: how.letter?.mail.landed ?? null },
    ],
  });
  if (contact.asset !== undefined) {
    const ticket = { id: ids.ticketId, agentId: null, service: contact.chosen.service ?? null };
    await nameAsset(stores, { ticket, asset: { id: contact.asset }, actor: about.actor, at: how.at });
  }
  // Somebody on the line is placed before any backlog of what was written.
  stores.signals.raise({ kind: 'route-ticket', ticketId: ids.ticketId, routingVersion: 1, priority: how.capabilities.live ? 'P1' : null });
  askToFetch(stores, attachments);
  await wantPreviews(stores, keptOf(attachments), how.at);
  return { contactId: ids.contactId, ticketId: ids.ticketId, ...opened };
}

/**
 * Opens many tickets at once with what machines said, each with its contact alone. The caller has them routed; gives them in
 * their order.
 */
export async function openMachineTickets(
  stores: Pick<IntakeStores, 'intake' | 'events'>,
  some: readonly { contact: Contact; followUpOf: string | null }[],
  { cost, locale, actor, at }: { cost: number; locale: Locale; actor: Actor; at: Date },
): Promise<{ ticket: Ticket; contactId: string }[]> {
  if (some.length === 0) return [];
  const openings = some.map(({ contact, followUpOf }) => ({
    contactId: newId(), ticketId: newId(), conversationId: newId(), contact, subject: subjectOf(contact), locale: contact.locale ?? locale,
    chosen: { ...contact.chosen, locale: contact.locale }, cost, followUpOf,
  }));
  const tickets = await stores.intake.openAll(openings, at);
  await stores.events.append(openings.flatMap(({ ticketId, contactId, contact: { channel } }) => [
    { name: 'ticket.opened', at, actor, ticketId, after: { status: 'new', channel } },
    { name: 'contact.received', at, actor, ticketId, contactId, reason: null },
  ]));
  return tickets.flatMap((ticket, place) => {
    const opening = openings[place];
    return opening ? [{ ticket, contactId: opening.contactId }] : [];
  });
}

/**
 * Adds a contact to the conversation it continues. An open ticket is not routed again; a resolved one opens again; null
 * when the ticket has ended or was merged meanwhile.
 */
export async function appendContact(
  stores: IntakeStores,
  contact: Contact,
  customer: IdentifiedCustomer | null,
  match: { conversation: Pick<KnownConversation, 'id' | 'ticketId'> },
  onCustomerWrote: OnCustomerWrote,
  at: Date,
  /** `alsoEnded`: what is no work for anybody joins a ticket that has ended, too. */
  more: { letter?: MailParts; outcome?: string; alsoEnded?: boolean; quiet?: boolean; actor?: Actor } = {},
): Promise<Landed | null> {
  const ticket = await stores.tickets.lock(match.conversation.ticketId);
  if (!ticket || ticket.mergedInto !== null || (isEnded(ticket) && !more.alsoEnded)) return null;
  const contactId = newId();
  const attachments = attachmentsOf(contact);
  await stores.intake.append({
    contactId, contact, customer, conversationId: match.conversation.id, ticketId: ticket.id, attachments, at,
    ...(more.letter ?? {}), ...(more.outcome === undefined ? {} : { outcome: more.outcome }), quiet: more.quiet ?? false,
    events: [
      { name: 'contact.received', at, actor: more.actor ?? customerActor, ticketId: ticket.id, contactId, reason: more.letter?.mail.landed ?? null },
    ],
  });
  askToFetch(stores, attachments);
  await wantPreviews(stores, keptOf(attachments), at);
  const saved = await onCustomerWrote(ticket, at);
  return { contactId, ticketId: saved.id, number: saved.number, statusKey: saved.statusKey };
}

function attachmentsOf(contact: Contact): NewAttachment[] {
  return contact.attachments.map((attachment) => ({ ...attachment, id: newId() }));
}

/** The files that are there already. */
function keptOf(attachments: NewAttachment[]): { sha256: string; type: string }[] {
  return attachments.flatMap(({ file, contentType }) => (file ? [{ sha256: file.sha256, type: contentType }] : []));
}

function askToFetch(stores: IntakeStores, attachments: NewAttachment[]): void {
  for (const { id, file, refused } of attachments) {
    if (!file && refused === undefined) stores.signals.raise({ kind: 'fetch-file', attachmentId: id });
  }
}
