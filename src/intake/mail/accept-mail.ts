import { newId, type Address, type BounceReport, type ChannelCapabilities, type Clock, type Contact, type Letter, type Locale, type Transact } from '../../core/index.ts';
import { agentActor, customerActor } from '../../desk/events/index.ts';
import type { MailLanding, ReplyAddresses } from '../../desk/mails/index.ts';
import type { Ticket } from '../../desk/tickets/index.ts';
import type { NoteStore } from '../../desk/work/index.ts';
import { identifyCustomer } from '../identify-customer.ts';
import type { IdentifiedCustomer, IntakeStores, NewParticipant } from '../intake-store.ts';
import { appendContact, openTicket, type Landed } from '../open-or-append.ts';
import { isAddress, mailRowOf, participantsOf, theirsOf, type IsOwn } from './letter-rows.ts';
import { claimOf, isReport, queryOf } from './mail-query.ts';
import type { KnownMail, MailQuery, MailStore } from './mail-store.ts';
import { isWhoWasChecked, placeMail, type MailPlace } from './place-mail.ts';

/** What became of a mail inside of the desk. */
export type MailAcceptance =
  | { kind: 'opened' | 'appended'; contactId: string; ticketNumber: number }
  | { kind: 'duplicate' }
  /** A report on mail of ours, a copy of it, or from a blocked sender: kept, and no work for anybody. */
  | { kind: 'noted'; contactId: string | null }
  /** It reports on mail that the desk did not send. */
  | { kind: 'bounce-of-nothing' };

interface How {
  capabilities: ChannelCapabilities;
  mailbox: string | null;
  even: boolean;
}

/** Takes in one mail in ONE transaction. `even` takes in what would be turned away as a report on nothing of ours: a person asked for it. */
export type AcceptMail = (contact: Contact, letter: Letter, how: How) => Promise<MailAcceptance>;

export type MailIntakeStores = IntakeStores & { mails: MailStore; notes: NoteStore };

export interface AcceptMailParts<Stores> {
  transact: Transact<Stores>;
  clock: Clock;
  rules: { reopenDays: number; locale: Locale };
  costOf: (channel: string) => number;
  /** `words`: what they wrote. */
  onCustomerWrote: (stores: Stores, ticket: Ticket, at: Date, words: string) => Promise<Ticket>;
  replyAddresses: ReplyAddresses;
  isOwn: IsOwn;
  /** Told what mail servers say became of a reply of ours. */
  onBounce: (stores: Stores, news: { replyId: string; contactId: string; reports: BounceReport[]; at: Date }) => Promise<void>;
  /** Told that somebody whom mail did not reach has written from that address. */
  noteDeliverable: (stores: Stores, about: { address: Address; contactId: string; ticketId: string; at: Date }) => Promise<void>;
}

/** A ticket moves away under a mail once or twice; more often is a fault. */
const mostLooks = 20;

/** One mail in hand, under its locks. */
interface InHand {
  contact: Contact;
  letter: Letter;
  query: MailQuery;
  known: KnownMail;
  how: How;
  at: Date;
}

/**
 * Takes in mail: each is one contact on one ticket, however often it comes and by whichever mailbox. It joins what it
 * points to only when its sender takes part there; docs/decisions/0008-mail-threading.md tells the order and why.
 */
export function createAcceptMail<Stores extends MailIntakeStores>(parts: AcceptMailParts<Stores>): AcceptMail {
  return (given, letter, how) => {
    // Of several names in From only the first counts: the others would bring their customers' tickets within reach.
    const contact = { ...given, from: given.from.slice(0, 1) };
    const query = queryOf(contact, letter, parts.replyAddresses);
    return parts.transact(async (stores) => {
      const at = parts.clock.now();
      // Sent together, done in this order: the locks are held when the look begins.
      const [, first] = await Promise.all([stores.mails.serialise(query), stores.mails.lookUp(query)]);
      let known = first;
      for (let look = 1; look <= mostLooks; look += 1) {
        const accepted = await takeIn(parts, stores, { contact, letter, query, known, how, at });
        if (accepted !== 'look-again') return accepted;
        // A ticket ended or was merged between the look and its lock: what is true now is looked up again.
        known = await stores.mails.lookUp(query);
      }
      throw new Error('The conversation of a mail could be found, but not joined.');
    });
  };
}

async function takeIn<Stores extends MailIntakeStores>(
  parts: AcceptMailParts<Stores>, stores: Stores, given: InHand,
): Promise<MailAcceptance | 'look-again'> {
  const { letter, query, known, how, at } = given;
  if (known.duplicate) return { kind: 'duplicate' };
  if (known.isOwn) return { kind: 'noted', contactId: null };
  const mail: InHand = { ...given, contact: { ...given.contact, providerId: claimOf(query, known.takenClaims) } };
  if (known.blocked) return keepAway(stores, mail);
  if (isReport(letter)) {
    if (known.reported) return attachReport(parts, stores, mail, known.reported);
    if (!how.even) return { kind: 'bounce-of-nothing' };
  }
  const place = placeMail({ sender: query.sender, letter, isAutoReply: isAutoReply(letter) }, known.candidates, parts.rules, at);
  const landed = place.kind === 'open' ? await openByMail(parts, stores, mail, place) : await joinByMail(parts, stores, mail, place);
  if (!landed) return 'look-again';
  await noteSender(parts, stores, mail, landed);
  return { kind: place.kind === 'open' ? 'opened' : 'appended', contactId: landed.contactId, ticketNumber: landed.number };
}

/** Nobody wrote it. What comes through a mailing list or another desk may well be a person's, and counts as theirs. */
function isAutoReply({ automatic }: Letter): boolean {
  return automatic?.kind === 'auto-reply';
}

async function keepAway(stores: MailIntakeStores, { contact, letter, query, how, at }: InHand): Promise<MailAcceptance> {
  const contactId = newId();
  await stores.intake.keepAway(contactId, contact, mailRowOf(letter, query, { mailbox: how.mailbox, landed: 'blocked' }));
  await stores.events.append([{ name: 'contact.blocked', at, actor: customerActor, contactId }]);
  return { kind: 'noted', contactId };
}

/** Attaches what a mail server says to the conversation of the reply that it is about; the ticket sleeps on. */
async function attachReport<Stores extends MailIntakeStores>(
  parts: AcceptMailParts<Stores>, stores: Stores, { contact, letter, query, how, at }: InHand, reported: NonNullable<KnownMail['reported']>,
): Promise<MailAcceptance | 'look-again'> {
  const conversation = { id: reported.conversationId, ticketId: reported.ticketId };
  const mail = mailRowOf(letter, query, { mailbox: how.mailbox, landed: 'bounce' });
  const more = { letter: { mail, participants: [] }, outcome: 'bounce', alsoEnded: true };
  const landed = await appendContact(stores, contact, null, { conversation }, keepAsleep(stores), at, more);
  if (!landed) return 'look-again';
  const { contactId } = landed;
  await parts.onBounce(stores, { replyId: reported.replyId, contactId, reports: letter.bounce, at });
  return { kind: 'noted', contactId };
}

async function joinByMail<Stores extends MailIntakeStores>(
  parts: AcceptMailParts<Stores>, stores: Stores, { contact, letter, query, known, how, at }: InHand, place: MailPlace & { kind: 'join' },
): Promise<Landed | null> {
  // A colleague who writes to a customer's ticket does not become a customer by it.
  const customer = known.agentId !== null && known.customer === null ? null : identifyCustomer(contact, known, parts.rules.locale);
  const wrote = isAutoReply(letter) ? keepAsleep(stores) : (ticket: Ticket, when: Date) => parts.onCustomerWrote(stores, ticket, when, contact.text);
  const mail = mailRowOf(letter, query, { mailbox: how.mailbox, landed: place.landed });
  const participants = peopleBroughtBy(contact, letter, known, parts.isOwn);
  return appendContact(stores, contact, customer, { conversation: place.conversation }, wrote, at, {
    letter: { mail, participants }, alsoEnded: isAutoReply(letter),
  });
}

/** An agent may write everywhere, so one who is not proven to be one brings nobody in. */
function peopleBroughtBy(contact: Contact, letter: Letter, { agentId }: KnownMail, isOwn: IsOwn): NewParticipant[] {
  if (agentId === null) return participantsOf(letter, { writer: writerOf(contact), except: null, isOwn });
  return letter.authentication.dmarc === 'pass' ? participantsOf(letter, { writer: null, except: null, isOwn }) : [];
}

async function openByMail<Stores extends MailIntakeStores>(
  parts: AcceptMailParts<Stores>, stores: Stores, mail: InHand, place: MailPlace & { kind: 'open' },
): Promise<Landed> {
  const passedOn = passedOnBy(mail, parts.isOwn);
  return passedOn ? openForwarded(parts, stores, mail, place, passedOn) : openOwn(parts, stores, mail, place);
}

function openOwn<Stores extends MailIntakeStores>(
  parts: AcceptMailParts<Stores>, stores: Stores, mail: InHand, { landed, followUpOf }: MailPlace & { kind: 'open' },
): Promise<Landed> {
  const { contact, letter, known } = mail;
  const theirs = theirsOf(contact, letter, parts.isOwn);
  const participants = participantsOf(letter, { writer: writerOf(contact), except: theirs, isOwn: parts.isOwn });
  const customer = identifyCustomer(contact, known, parts.rules.locale);
  return open(parts, stores, mail, { contact, customer, theirs, participants, landed, followUpOf });
}

/** A mail that an agent passed on is its writer's; what the agent says above it is a note. */
async function openForwarded<Stores extends MailIntakeStores>(
  parts: AcceptMailParts<Stores>, stores: Stores, mail: InHand, { followUpOf }: MailPlace & { kind: 'open' }, { agentId, forwarded }: PassedOn,
): Promise<Landed> {
  const theirs: Address = { kind: 'email', value: forwarded.from.address.toLowerCase() };
  const name = forwarded.from.name?.slice(0, 200).toWellFormed();
  const contact: Contact = {
    ...mail.contact, from: [theirs], name, fromText: (name === undefined ? theirs.value : `${name} <${theirs.value}>`).slice(0, 320).toWellFormed(),
    subject: forwarded.subject?.slice(0, 500).toWellFormed() ?? mail.contact.subject, text: forwarded.text,
  };
  const customer = identifyCustomer(contact, { customer: mail.known.forwardedCustomer }, parts.rules.locale);
  const participants = participantsOf(mail.letter, { writer: null, except: theirs, isOwn: parts.isOwn });
  const landed = await open(parts, stores, mail, { contact, customer, theirs, participants, landed: 'forwarded', followUpOf });
  if (forwarded.comment.trim() === '') return landed;
  const noteId = newId();
  await stores.notes.add({ id: noteId, ticketId: landed.ticketId, agentId, text: forwarded.comment, createdAt: mail.at });
  await stores.events.append([{ name: 'note.written', at: mail.at, actor: agentActor(agentId), ticketId: landed.ticketId, noteId }]);
  return landed;
}

interface Opened {
  contact: Contact;
  customer: IdentifiedCustomer | null;
  theirs: Address | null;
  participants: NewParticipant[];
  landed: MailLanding;
  followUpOf: string | null;
}

function open<Stores extends MailIntakeStores>(parts: AcceptMailParts<Stores>, stores: Stores, mail: InHand, o: Opened): Promise<Landed> {
  const { letter, query, how, at } = mail;
  return openTicket(stores, o.contact, o.customer, {
    capabilities: how.capabilities, cost: parts.costOf(o.contact.channel), locale: parts.rules.locale, followUpOf: o.followUpOf, at,
    letter: {
      mail: mailRowOf(letter, query, { mailbox: how.mailbox, landed: o.landed }),
      participants: o.participants, theirs: o.theirs, topic: letter.topic,
    },
  });
}

interface PassedOn {
  agentId: string;
  forwarded: NonNullable<Letter['forwarded']>;
}

/** Null unless an agent passed on somebody else's mail; who only claims to be an agent did not. */
function passedOnBy({ letter, query, known }: InHand, isOwn: IsOwn): PassedOn | null {
  const { forwarded, authentication } = letter;
  const isProven = authentication.dmarc !== 'fail' && isWhoWasChecked(query.sender, letter);
  if (known.agentId === null || forwarded === null || !isProven) return null;
  const writer = forwarded.from.address.toLowerCase();
  const isSomebodyElse = isAddress(writer) && writer !== query.sender && !isOwn(writer);
  return isSomebodyElse ? { agentId: known.agentId, forwarded } : null;
}

/** Whoever writes from an address shows that it exists, unless it may be forged. */
async function noteSender<Stores extends MailIntakeStores>(
  parts: AcceptMailParts<Stores>, stores: Stores, { contact, letter, known, at }: InHand, { contactId, ticketId }: Landed,
): Promise<void> {
  const address = contact.from[0];
  if (!address || !known.customer?.undeliverable || letter.authentication.dmarc === 'fail' || isReport(letter)) return;
  await parts.noteDeliverable(stores, { address, contactId, ticketId, at });
}

function writerOf(contact: Contact) {
  const address = contact.from[0];
  return address ? { address: address.value, name: contact.name ?? null } : null;
}

/** Stores that a ticket changed, and does nothing else about it. */
function keepAsleep(stores: IntakeStores) {
  return (ticket: Ticket) => stores.tickets.save(ticket);
}
