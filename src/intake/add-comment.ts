import { newId, type ChannelCapabilities, type Clock, type Contact, type InboundComment, type Locale, type Transact } from '../core/index.ts';
import { effectOfWriting, type Ticket } from '../desk/tickets/index.ts';
import type { CommentPlace, CommentStores, LinkedTicket } from './comment-store.ts';
import { appendContact, openTicket, type Landed } from './open-or-append.ts';

export type CommentOutcome =
  /** `isNewTicket`: it opened a ticket of its own, now or when it came before. */
  | { kind: 'appended' | 'opened' | 'duplicate'; landed: Landed; isNewTicket: boolean }
  /** The ticket takes no more words. */
  | { kind: 'ended' }
  /** The link was revoked or leads nowhere. */
  | { kind: 'gone' };

/** What the holder of a status link may write. */
export interface Comments {
  /** Adds the words to the ticket: they wake a waiting one and open a resolved one again, as a text does. */
  add(link: LinkedTicket, contact: Contact): Promise<CommentOutcome>;
  /** Opens a new ticket that follows up on one that has ended; on one that has not, the words are added. */
  followUp(link: LinkedTicket, contact: Contact, capabilities: ChannelCapabilities): Promise<CommentOutcome>;
}

/** `comment` adds to the ticket, `request` asks for something new after a ticket that has ended. Throws `unavailable` (503) when it could not be stored. */
export type WriteAtStatusPage = (kind: 'comment' | 'request', link: LinkedTicket, inbound: InboundComment) => Promise<CommentOutcome>;

/** Takes in what is written at the status page: ONE transaction each, claimed by (channel, provider id) like every contact. */
export function createComments<Stores extends CommentStores>(parts: {
  transact: Transact<Stores>;
  clock: Clock;
  rules: { reopenDays: number; locale: Locale };
  costOf: (channel: string) => number;
  /** `words`: what they wrote. */
  onCustomerWrote: (stores: Stores, ticket: Ticket, at: Date, words: string) => Promise<Ticket>;
}): Comments {
  const { transact, clock, rules, costOf, onCustomerWrote } = parts;
  const takeIn = (link: LinkedTicket, contact: Contact, whenEnded: (stores: Stores, at: Date) => Promise<CommentOutcome>) =>
    transact<CommentOutcome>(async (stores) => {
      const at = clock.now();
      await stores.intake.serialise(contact);
      const { duplicate } = await stores.intake.lookUp(contact, { theirs: null, joinSince: at });
      if (duplicate?.ticket) {
        const { id, number, statusKey } = duplicate.ticket;
        const isNewTicket = await stores.comments.isFollowUp(id, link.ticketId);
        return { kind: 'duplicate', isNewTicket, landed: { contactId: duplicate.contactId, ticketId: id, number, statusKey } };
      }
      const found = await lockPlace(stores, link);
      if (!found) return { kind: 'gone' };
      const { place, ticket } = found;
      // A conversation begun on the ticket that this one went into would be shown to the holder of the other's link.
      const isElsewhere = place.conversationId === null && ticket.id !== link.ticketId;
      if (isElsewhere || effectOfWriting(ticket, rules.reopenDays, at) === 'none') return whenEnded(stores, at);
      const conversation = { ticketId: ticket.id, id: place.conversationId ?? (await openConversation(stores, contact, ticket, at)) };
      const wrote = (locked: Ticket, when: Date) => onCustomerWrote(stores, locked, when, contact.text);
      const landed = await appendContact(stores, contact, null, { conversation }, wrote, at);
      return landed ? { kind: 'appended', landed, isNewTicket: false } : { kind: 'ended' };
    });
  return {
    add: (link, contact) => takeIn(link, contact, async () => ({ kind: 'ended' })),
    followUp: (link, contact, capabilities) =>
      takeIn(link, contact, async (stores, at) => {
        const how = { capabilities, cost: costOf(contact.channel), locale: rules.locale, followUpOf: link.ticketId, at };
        return { kind: 'opened', isNewTicket: true, landed: await openTicket(stores, contact, null, how) };
      }),
  };
}

/** The place under its ticket's lock, where it can no longer move: looked up again when it moved before. */
async function lockPlace(stores: CommentStores, link: LinkedTicket): Promise<{ place: CommentPlace; ticket: Ticket } | null> {
  for (let seen = await stores.comments.findPlace(link); seen; ) {
    const ticket = await stores.tickets.lock(seen.ticketId);
    const place = await stores.comments.findPlace(link);
    if (ticket && place?.ticketId === ticket.id) return { place, ticket };
    seen = place;
  }
  return null;
}

async function openConversation(stores: CommentStores, contact: Contact, ticket: Ticket, at: Date): Promise<string> {
  const id = newId();
  await stores.comments.openConversation({ id, ticketId: ticket.id, channel: contact.channel, ours: contact.to, at });
  return id;
}
