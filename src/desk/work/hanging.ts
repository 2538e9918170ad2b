import { agentActor } from '../events/index.ts';
import { isHeldBack, type By, type Ticket } from '../tickets/index.ts';
import type { WorkStores } from './act.ts';
import { settle } from './settle.ts';

/**
 * Settles, with a ticket that was just settled, those that hang on it and that nobody has: as it was resolved, with its
 * solution, or cancelled. Whoever works on one of them goes on.
 */
export async function settleHanging(stores: WorkStores, parent: Ticket, by: By, { textCost, at }: { textCost: number; at: Date }): Promise<void> {
  for (const was of await stores.tickets.lockBelow(parent.id)) {
    if (!isHeldBack(was)) continue;
    const { status, solution, resolvedAt } = parent;
    const is = await settle(stores, { ...was, status, solution, resolvedAt }, { reason: 'parent-ended', textCost, at });
    await stores.events.append([{
      name: status === 'cancelled' ? 'ticket.cancelled' : 'ticket.resolved', at, actor: agentActor(by.agentId), ticketId: is.id, reason: 'parent-ended',
      before: { status: was.status }, after: { status: is.status },
    }]);
    await settleHanging(stores, is, by, { textCost, at });
  }
}
