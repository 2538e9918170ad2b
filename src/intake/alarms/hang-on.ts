import { ticketNumber } from '../../core/index.ts';
import { providerActor } from '../../desk/events/index.ts';
import { holdBack } from '../../desk/routing/index.ts';
import { isHeldBack, isSettled, type Ticket } from '../../desk/tickets/index.ts';
import type { AlarmDesk, AlarmStores } from './alarm-stores.ts';
import { lockWhereItIs } from './lock-place.ts';

/**
 * Lets an alarm's ticket hang on the one of its storm. It is classified like any other but waits in no queue, and its offer
 * is withdrawn; an agent who has it keeps it. Nothing for one that is settled, or hangs there already.
 */
export async function hangOn<Stores extends AlarmStores>(
  { routeNew }: AlarmDesk<Stores>, stores: Stores, { ticketId, parent, at }: { ticketId: string; parent: Ticket; at: Date },
): Promise<void> {
  const ticket = await lockWhereItIs(stores.tickets, ticketId);
  const isThere = ticket.id === parent.id || (await stores.alarms.parentsOf([ticket.id])).includes(parent.id);
  // What an alarm was merged into may be a customer's matter, which goes its own way.
  if (isThere || isSettled(ticket) || ticket.chosen.kind !== 'alarm') return;
  const placed = ticket.status === 'new' && !isHeldBack(ticket) ? await routeNew(stores, ticket) : ticket;
  if (placed.status === 'queued' || placed.status === 'offered') await holdBack(stores, placed, 'grouped', at);
  await stores.tickets.link(ticket.id, parent.id, 'parent');
  await stores.events.append([{
    name: 'ticket.grouped', at, actor: providerActor, ticketId: ticket.id, agentId: ticket.agentId, after: { into: ticketNumber(parent.number) },
  }]);
}

/** The same for locked new tickets that nobody was told of. */
export async function hangNew<Stores extends AlarmStores>(
  { holdBackNew }: AlarmDesk<Stores>, stores: Stores, some: readonly { ticket: Ticket; text: string }[], { parent, at }: { parent: Ticket; at: Date },
): Promise<void> {
  const held = await holdBackNew(stores, some);
  await stores.tickets.linkAll(held.map(({ id }) => id), parent.id, 'parent');
  const into = ticketNumber(parent.number);
  await stores.events.append(held.map(({ id, agentId }) => ({ name: 'ticket.grouped', at, actor: providerActor, ticketId: id, agentId, after: { into } })));
}
