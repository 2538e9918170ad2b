import type { Ticket, TicketStore } from '../../desk/tickets/index.ts';

/**
 * Locks a ticket, or the one it was merged into in the end. `locked`: those that are, as they are. Throws when there is none: what
 * points to tickets is never left behind.
 */
export async function lockWhereItIs(tickets: Pick<TicketStore, 'lock'>, ticketId: string, locked?: ReadonlyMap<string, Ticket>): Promise<Ticket> {
  for (let id = ticketId; ; ) {
    const ticket = locked?.get(id) ?? (await tickets.lock(id));
    if (!ticket) throw new Error('An alarm points to a ticket that there is not.');
    if (ticket.mergedInto === null) return ticket;
    id = ticket.mergedInto;
  }
}
