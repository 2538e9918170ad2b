import { providerActor } from '../events/index.ts';
import { isSettled, type Ticket } from '../tickets/index.ts';
import { settle, type WorkStores } from '../work/index.ts';
import type { Afterwards } from './alarm.ts';

/**
 * Ends a locked ticket because nothing is wrong any more: whoever has it or was offered it is free. It is closed, or
 * resolved until somebody confirms. One that is settled stays as it is.
 */
export async function endByItself(
  stores: WorkStores, was: Ticket, how: { afterwards: Afterwards; solution: string; textCost: number; at: Date },
): Promise<Ticket> {
  const { afterwards, solution, textCost, at } = how;
  if (isSettled(was)) return was;
  const status = afterwards === 'close' ? 'closed' : 'resolved';
  const reason = 'alarm-ended';
  // Nothing is owed to it any more, whether it was routed or not.
  const is = await settle(stores, { ...was, status, solution, resolvedAt: at, routedVersion: was.routingVersion }, { reason, textCost, at });
  await stores.events.append([{
    name: status === 'closed' ? 'ticket.closed' : 'ticket.resolved', at, actor: providerActor, ticketId: is.id, agentId: was.agentId, reason,
    before: { status: was.status }, after: { status: is.status },
  }]);
  return is;
}
