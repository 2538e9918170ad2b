import type { Address, Contact } from '../../core/index.ts';
import { customerActor, providerActor, type EventLog } from '../events/index.ts';

/** Whom a STOP is between: a customer's address and ours, which names its network too. */
export interface Pair {
  channel: string;
  theirs: Address;
  ours: string;
}

export interface ConsentStore {
  /** Whether the customer's last word on this pair was to stop. */
  isStopped(pair: Pair): Promise<boolean>;
  /** Stores the last word, unless a later one is known; true when it changed whether we may write. */
  note(pair: Pair, word: { stopped: boolean; source: 'customer' | 'provider'; contactId: string | null; at: Date }): Promise<boolean>;
  /** Stores a contact that is only a word about our texts; without a conversation it belongs to no ticket. */
  claim(contact: Contact, place: { contactId: string; conversationId: string | null; customerId: string | null; outcome: string }): Promise<void>;
}

/** Stores and tells that a pair was stopped or opened again; true when it was not so before. */
export async function noteConsent(
  stores: { consents: ConsentStore; events: EventLog },
  pair: Pair,
  word: { stopped: boolean; source: 'customer' | 'provider'; contactId: string | null; ticketId: string | null; wordAt: Date; at: Date },
): Promise<boolean> {
  const { stopped, source, contactId, ticketId, wordAt, at } = word;
  const changed = await stores.consents.note(pair, { stopped, source, contactId, at: wordAt });
  if (!changed) return false;
  await stores.events.append([
    {
      name: stopped ? 'customer.opted-out' : 'customer.opted-in', at, effectiveAt: wordAt, ticketId, contactId,
      actor: source === 'customer' ? customerActor : providerActor, reason: source,
      before: { stopped: !stopped }, after: { stopped, channel: pair.channel, theirs: pair.theirs.value, ours: pair.ours },
    },
  ]);
  return true;
}
