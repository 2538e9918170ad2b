import { agentActor } from '../events/index.ts';
import { isHeldBack, type By, type Ticket } from '../tickets/index.ts';
import type { WorkStores } from './act.ts';
import { settle } from './settle.ts';

/**
 * What hangs on a locked ticket and nobody has, and what hangs on that in turn; with all of it locked, and then whoever has or
 * is offered the ticket, before anything is changed.
 */
export async function lockHanging(stores: WorkStores, parent: Ticket): Promise<Ticket[]> {
  const hanging: Ticket[] = [];
  const seen = new Set([parent.id]);
  for (let above = [parent]; above.length > 0; ) {
    const next: Ticket[] = [];
    for (const { id } of above) {
      const below = (await stores.tickets.lockBelow(id)).filter((ticket) => isHeldBack(ticket) && !seen.has(ticket.id));
      for (const ticket of below) seen.add(ticket.id);
      next.push(...below);
    }
    hanging.push(...next);
    above = next;
  }
  if (hanging.length > 0) await stores.agents.lockThoseOf([parent, ...hanging].map(({ id }) => id));
  return hanging;
}

/**
 * Settles, with a ticket that was just settled, what hangs on it and nobody has (`lockHanging`): as it was resolved, with its
 * solution, or cancelled. Whoever works on one of them goes on.
 */
export async function settleHanging(
  stores: WorkStores, parent: Ticket, hanging: readonly Ticket[], { by, textCost, at }: { by: By; textCost: number; at: Date },
): Promise<void> {
  const { status, solution, resolvedAt } = parent;
  for (const was of hanging) {
    const is = await settle(stores, { ...was, status, solution, resolvedAt }, { reason: 'parent-ended', textCost, at });
    await stores.events.append([{
      name: status === 'cancelled' ? 'ticket.cancelled' : 'ticket.resolved', at, actor: agentActor(by.agentId), ticketId: is.id, reason: 'parent-ended',
      before: { status: was.status }, after: { status: is.status },
    }]);
  }
}
