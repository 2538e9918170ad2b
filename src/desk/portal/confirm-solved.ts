import type { Clock, Transact } from '../../core/index.ts';
import { customerActor } from '../events/index.ts';
import type { Ticket } from '../tickets/index.ts';
import { settle, type WorkStores } from '../work/index.ts';

/** What came of a customer's word that their ticket is solved. `not-resolved`: nobody has said so yet, or it is another ticket's matter now. */
export type Confirmed = 'closed' | 'already-closed' | 'not-resolved' | 'gone';

/** The holder of a status link says that the solution holds: the ticket is closed for good. Said again, it changes nothing. */
export type ConfirmSolved = (link: { ticketId: string; statusKey: number }) => Promise<Confirmed>;

export function createConfirmSolved<Stores extends WorkStores>(parts: { transact: Transact<Stores>; textCost: number; clock: Clock }): ConfirmSolved {
  const { transact, textCost, clock } = parts;
  return (link) =>
    transact(async (stores): Promise<Confirmed> => {
      const was = await stores.tickets.lock(link.ticketId);
      if (!was || was.statusKey !== link.statusKey) return 'gone';
      if (was.mergedInto !== null) return 'not-resolved';
      if (was.status === 'closed') return 'already-closed';
      if (was.status !== 'resolved') return 'not-resolved';
      await confirmSolution(stores, was, { textCost, at: clock.now() });
      return 'closed';
    });
}

/** Closes a locked, resolved ticket because its customer says that the solution holds. */
export async function confirmSolution(stores: WorkStores, was: Ticket, { textCost, at }: { textCost: number; at: Date }): Promise<void> {
  const is = await settle(stores, { ...was, status: 'closed' }, { reason: 'confirmed', textCost, at });
  await stores.events.append([
    { name: 'ticket.closed', at, actor: customerActor, ticketId: is.id, agentId: was.agentId, reason: 'confirmed', before: { status: was.status }, after: { status: is.status } },
  ]);
}
