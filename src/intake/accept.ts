import { newId, type ChannelCapabilities, type Clock, type Contact, type Locale, type Transact } from '../core/index.ts';
import { customerActor } from '../desk/events/index.ts';
import type { Ticket } from '../desk/tickets/index.ts';
import { identifyCustomer } from './identify-customer.ts';
import type { IntakeStores } from './intake-store.ts';
import { joinSince, matchConversation, type ThreadingRules } from './match-conversation.ts';
import { takeConsentWord, type WordRules, type WordTaken } from './take-consent-word.ts';
import { appendContact, openTicket, otherSideOf, type Landed } from './open-or-append.ts';

export type Acceptance =
  | ({ kind: 'opened' | 'appended' } & Landed)
  /** This delivery was taken in before; `landed` is null while it belongs to no ticket. */
  | { kind: 'duplicate'; landed: Landed | null }
  /** Its sender is blocked: kept, and nothing else. */
  | { kind: 'blocked'; landed: null }
  | WordTaken;

export type Accept = (contact: Contact, capabilities: ChannelCapabilities) => Promise<Acceptance>;

/**
 * Takes in one contact in ONE transaction: claim, customer, conversation, ticket, event. When this returns, the
 * contact is in PostgreSQL; the same delivery again gives `duplicate`; contacts of one address are taken in one by one.
 */
export function createAccept<Stores extends IntakeStores>(parts: {
  transact: Transact<Stores>;
  clock: Clock;
  /** `joinMinutes`: what is said in one room outside of any thread belongs together so long. */
  rules: ThreadingRules & { locale: Locale; joinMinutes: number };
  costOf: (channel: string) => number;
  /** `words`: what they wrote. */
  onCustomerWrote: (stores: Stores, ticket: Ticket, at: Date, words: string) => Promise<Ticket>;
  wordRules: WordRules<Stores>;
}): Accept {
  const { transact, clock, rules, costOf, onCustomerWrote, wordRules } = parts;
  return (contact, capabilities) =>
    transact(async (stores) => {
      const at = clock.now();
      const theirs = otherSideOf(contact, capabilities);
      const isThread = capabilities.threading === 'thread';
      const threading = isThread ? { ...rules, joinHours: null } : rules;
      const lookedFor = {
        theirs, joinSince: joinSince(at, threading),
        ...(isThread && { inThread: { roomSince: new Date(at.getTime() - rules.joinMinutes * 60_000) } }),
      };
      const look = () => stores.intake.lookUp(contact, lookedFor);
      // Sent together, done in this order: the lock is held when the look begins.
      const [, first] = await Promise.all([stores.intake.serialise(contact, isThread ? contact.to : undefined), look()]);
      for (let known = first; ; known = await look()) {
        if (known.duplicate) return { kind: 'duplicate', landed: landedBefore(known.duplicate) };

        const customer = identifyCustomer(contact, known, rules.locale);
        const match = matchConversation(capabilities.threading === 'none' ? null : known.conversation, threading, at);
        const wrote = (ticket: Ticket, when: Date) => onCustomerWrote(stores, ticket, when, contact.text);
        // Whom we do not want to hear may still say whether we may write.
        if (contact.consentWord && !(known.blocked && contact.consentWord.asks === 'help')) {
          const about = { contact, word: contact.consentWord, theirs, customer, match, locale: rules.locale, at };
          const taken = await takeConsentWord(stores, about, { wrote, rules: wordRules });
          if (taken === 'look-again') continue;
          if (taken) return taken;
        }
        if (known.blocked) return keepAway(stores, contact, at);
        if (match.kind === 'open') {
          const { followUpOf } = match;
          const how = { capabilities, cost: costOf(contact.channel), locale: rules.locale, followUpOf, at };
          return { kind: 'opened', ...(await openTicket(stores, contact, customer, how)) };
        }
        const landed = await appendContact(stores, contact, customer, match, wrote, at);
        if (landed) return { kind: 'appended', ...landed };
        // The ticket ended or was merged between the look and its lock: what is true now is looked up again.
      }
    });
}

async function keepAway(stores: IntakeStores, contact: Contact, at: Date): Promise<Acceptance> {
  const contactId = newId();
  await stores.intake.keepAway(contactId, contact);
  await stores.events.append([{ name: 'contact.blocked', at, actor: customerActor, contactId }]);
  return { kind: 'blocked', landed: null };
}

function landedBefore(duplicate: {
  contactId: string;
  ticket: { id: string; number: number; statusKey: number } | null;
}): Landed | null {
  const { contactId, ticket } = duplicate;
  return ticket ? { contactId, ticketId: ticket.id, number: ticket.number, statusKey: ticket.statusKey } : null;
}
