import { newId, type Address, type ConsentWord, type Contact, type Locale } from '../core/index.ts';
import { noteConsent, type Pair } from '../desk/consent/index.ts';
import { customerActor } from '../desk/events/index.ts';
import type { WordAnswer } from '../desk/replies/index.ts';
import { isEnded, type Ticket } from '../desk/tickets/index.ts';
import type { IdentifiedCustomer, IntakeStores } from './intake-store.ts';
import type { Match } from './match-conversation.ts';
import { appendContact, type Landed, type OnCustomerWrote } from './open-or-append.ts';

/** A contact that was only a word about our texts; `landed` is null when it belongs to no ticket. */
export interface WordTaken {
  kind: 'opted-out' | 'opted-in' | 'helped';
  landed: Landed | null;
}

/** What the desk does about such words, in the same transaction. */
export interface WordRules<Stores> {
  /** Writes the desk's own answer, once per contact. */
  answer(
    stores: Stores,
    answer: { kind: WordAnswer; contactId: string; ticketId: string | null; conversationId: string | null; pair: Pair; locale: Locale },
  ): Promise<void>;
  /** Ends what waited to be sent on a pair that was stopped. */
  stopped(stores: Stores, pair: Pair, at: Date): Promise<void>;
}

interface Word {
  contact: Contact;
  word: ConsentWord;
  theirs: Address | null;
  customer: IdentifiedCustomer | null;
  match: Match;
  locale: Locale;
  at: Date;
}

const outcomes = { stop: 'opted-out', start: 'opted-in', help: 'helped' } as const;

/**
 * Takes in STOP, START or HELP under the lock of the address. A stop or a start is noted for the pair, opens and routes
 * nothing, and stands in the timeline of the ticket that a text would have joined, if any. Help is a contact like any
 * other there, and without a ticket only answered. Null: an ordinary text after all; `look-again`: the ticket ended
 * meanwhile.
 */
export async function takeConsentWord<Stores extends IntakeStores>(
  stores: Stores,
  about: Word,
  how: { wrote: OnCustomerWrote; rules: WordRules<Stores> },
): Promise<WordTaken | 'look-again' | null> {
  const { contact, word, theirs } = about;
  const kind = outcomes[word.asks];
  if (theirs === null) return word.asks === 'stop' ? { kind, landed: await claimAlone(stores, about) } : null;
  const pair: Pair = { channel: contact.channel, theirs, ours: contact.to };
  if (word.onlyWhileStopped && !(await stores.consents.isStopped(pair))) return null;
  const place = await placeOf(stores, about);
  if (place === 'ended') return 'look-again';
  if (word.asks === 'help' && place) {
    return helpOnTicket(stores, about, pair, place, how);
  }
  const contactId = newId();
  await stores.consents.claim(contact, {
    contactId, conversationId: place?.conversationId ?? null, outcome: kind,
    customerId: about.customer?.isNew === false ? about.customer.id : null,
  });
  if (place) await showOnTicket(stores, place.ticket, contactId, about.at);
  const where = { contactId, ticketId: place?.ticket.id ?? null, conversationId: place?.conversationId ?? null };
  const isAnswered = await deservesAnswer(stores, about, pair, where);
  // A stop that came late may have been undone already.
  if (word.asks === 'stop' && (await stores.consents.isStopped(pair))) await how.rules.stopped(stores, pair, about.at);
  if (isAnswered) {
    await how.rules.answer(stores, { ...where, kind: kind === 'helped' ? 'help' : kind, pair, locale: localeOf(about) });
  }
  return { kind, landed: place ? landedOn(place.ticket, contactId) : null };
}

/** Notes what the word means for the pair; true when the desk should answer it: the network did not, and it is news. */
async function deservesAnswer(
  stores: IntakeStores,
  { contact, word, at }: Word,
  pair: Pair,
  { contactId, ticketId }: { contactId: string; ticketId: string | null },
): Promise<boolean> {
  if (word.asks === 'help') return !word.answered && !(await stores.consents.isStopped(pair));
  const stopped = word.asks === 'stop';
  const changed = await noteConsent(stores, pair, { stopped, source: 'customer', contactId, ticketId, wordAt: contact.receivedAt, at });
  return !word.answered && (changed || !stopped);
}

async function helpOnTicket<Stores extends IntakeStores>(
  stores: Stores,
  about: Word,
  pair: Pair,
  place: Place,
  how: { wrote: OnCustomerWrote; rules: WordRules<Stores> },
): Promise<WordTaken | 'look-again'> {
  const { contact, customer, match, word, at } = about;
  if (match.kind === 'open') return 'look-again';
  const landed = await appendContact(stores, contact, customer, match, how.wrote, at);
  if (!landed) return 'look-again';
  if (!word.answered && !(await stores.consents.isStopped(pair))) {
    const { conversationId } = place;
    await how.rules.answer(stores, { kind: 'help', contactId: landed.contactId, ticketId: landed.ticketId, conversationId, pair, locale: localeOf(about) });
  }
  return { kind: 'helped', landed };
}

interface Place {
  ticket: Ticket;
  conversationId: string;
}

async function placeOf(stores: IntakeStores, { match }: Word): Promise<Place | 'ended' | null> {
  if (match.kind === 'open') return null;
  const ticket = await stores.tickets.lock(match.conversation.ticketId);
  return ticket && !isEnded(ticket) ? { ticket, conversationId: match.conversation.id } : 'ended';
}

async function showOnTicket(stores: IntakeStores, ticket: Ticket, contactId: string, at: Date): Promise<void> {
  await stores.events.append([{ name: 'contact.received', at, actor: customerActor, ticketId: ticket.id, contactId }]);
  await stores.tickets.save(ticket);
}

/** Somebody without an address cannot be written to, so there is nothing to stop. */
async function claimAlone(stores: IntakeStores, { contact }: Word): Promise<null> {
  await stores.consents.claim(contact, { contactId: newId(), conversationId: null, customerId: null, outcome: 'opted-out' });
  return null;
}

function localeOf({ word, customer, locale }: Word): Locale {
  return word.locale ?? (customer?.isNew === false ? customer.locale : locale);
}

function landedOn(ticket: Ticket, contactId: string): Landed {
  return { contactId, ticketId: ticket.id, number: ticket.number, statusKey: ticket.statusKey };
}
