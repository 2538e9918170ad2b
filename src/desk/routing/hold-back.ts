import type { Ticket } from '../tickets/index.ts';
import type { RoutingStores } from './offer.ts';
import { withdrawOfferOf } from './offers.ts';

/** Takes a locked ticket that nobody has out of its queue while it hangs on another; its offer is withdrawn, its place kept. */
export async function holdBack(stores: RoutingStores, ticket: Ticket, reason: string, at: Date): Promise<Ticket> {
  await withdrawOfferOf(stores, ticket, reason, at);
  return stores.tickets.save(heldBack(ticket));
}

/** The ticket as it is while it hangs on another and nobody has it. */
export function heldBack(ticket: Ticket): Ticket {
  return { ...ticket, status: 'new', agentId: null, routedVersion: ticket.routingVersion, preferredUntil: null, nextStepAt: null };
}
