import { cancelCallback } from '../callbacks/index.ts';
import { deskActor } from '../events/index.ts';
import { endAssignmentOf, withdrawOfferOf } from '../routing/index.ts';
import type { Ticket } from '../tickets/index.ts';
import type { WorkStores } from './act.ts';

/** Ends whatever offer or assignment a locked ticket has and stores it in its new, settled state; opened again, it is ordinary work. */
export async function settle(
  stores: WorkStores, next: Ticket, { reason, textCost, at }: { reason: string; textCost: number; at: Date },
): Promise<Ticket> {
  await withdrawOfferOf(stores, next, reason, at);
  await endAssignmentOf(stores, next, reason, at);
  await cancelCallback(stores, next, { actor: deskActor, reason, at });
  return stores.tickets.save({ ...next, live: false, cost: Math.min(next.cost, textCost), waitingFor: null, waitingUntil: null });
}
