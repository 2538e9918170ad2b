import { newId, type Clock, type Transact } from '../core/index.ts';
import { customerActor } from '../desk/events/index.ts';
import { isEnded, type Ticket } from '../desk/tickets/index.ts';
import type { Amending, AmendmentStore, KnownAmendment } from './amendment-store.ts';
import type { IntakeStores } from './intake-store.ts';

export type Amended =
  | { kind: 'amended'; contactId: string; ticketId: string }
  | { kind: 'duplicate' }
  /** It says what was said before, or something later was stored already. */
  | { kind: 'unchanged' }
  /** The desk never took in what it changes: what people say elsewhere is not kept. */
  | { kind: 'unknown' }
  | { kind: 'blocked' };

export type AmendContact = (amending: Amending) => Promise<Amended>;

/**
 * Takes in what became of an earlier contact in ONE transaction. The first words stay; nothing is routed by it. An edit
 * of a waiting or resolved ticket counts as its customer writing; taking words back does not.
 */
export function createAmendContact<Stores extends IntakeStores & { amendments: AmendmentStore }>(parts: {
  transact: Transact<Stores>;
  clock: Clock;
  onCustomerWrote: (stores: Stores, ticket: Ticket, at: Date) => Promise<Ticket>;
}): AmendContact {
  return (amending) =>
    parts.transact(async (stores) => {
      // Sent together, done in this order: the locks are held when the look begins.
      const [, first] = await Promise.all([stores.amendments.serialise(amending), stores.amendments.lookUp(amending)]);
      const refusal = refusalOf(amending, first);
      if (refusal) return refusal;
      const contact = first.contact;
      const ticket = contact && (await stores.tickets.lock(contact.ticketId));
      if (!ticket) return { kind: 'unknown' };
      const at = parts.clock.now();
      await stores.amendments.add(amending, { id: newId(), contactId: contact.id, ticketId: ticket.id });
      await stores.events.append([
        { name: 'contact.amended', at, actor: customerActor, ticketId: ticket.id, contactId: contact.id, reason: amending.amends.how },
      ]);
      const isNews = amending.amends.how === 'edited' && !isEnded(ticket);
      if (isNews) await parts.onCustomerWrote(stores, ticket, at);
      else await stores.tickets.save(ticket);
      return { kind: 'amended', contactId: contact.id, ticketId: ticket.id };
    });
}

function refusalOf(amending: Amending, { isDuplicate, blocked, contact }: KnownAmendment): Amended | null {
  if (isDuplicate) return { kind: 'duplicate' };
  if (!contact) return { kind: 'unknown' };
  if (blocked) return { kind: 'blocked' };
  if (contact.isDeleted) return { kind: 'unchanged' };
  if (amending.amends.how === 'deleted') return null;
  const isLate = contact.amendedAt !== null && amending.receivedAt < contact.amendedAt;
  return isLate || amending.text === contact.text ? { kind: 'unchanged' } : null;
}
