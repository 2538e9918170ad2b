import { ticketNumber, type KnownCaller, type OpenTicketState } from '../core/index.ts';
import type { CallerRecord } from '../desk/calls/index.ts';
import { nextTarget, type Ticket } from '../desk/tickets/index.ts';

/** What a caller may be told by their number alone: a name that was verified, and the state and time of an open ticket; null when the desk knows neither. */
export function knownCaller({ name, ticket, calledBack }: CallerRecord, about: { at: Date; zone: string }): KnownCaller | null {
  if (name === null && ticket === null) return null;
  // Who is to be called back waits for us, not we for them.
  return { name, openTicket: ticket && { number: ticketNumber(ticket.number), state: calledBack ? 'queued' : stateOf(ticket), ...dueOf(ticket, about) } };
}

/** A time that has passed is not told. */
function dueOf(ticket: Ticket, { at, zone }: { at: Date; zone: string }): { dueAt: string | null; zone: string } {
  const due = nextTarget(ticket);
  return { dueAt: due !== null && due > at ? due.toISOString() : null, zone };
}

function stateOf({ status, waitingFor }: Ticket): OpenTicketState {
  switch (status) {
    case 'assigned':
      return 'assigned';
    case 'waiting':
      return waitingFor === 'vendor' ? 'waitingForVendor' : 'waitingForCustomer';
    case 'queued':
    case 'offered':
      return 'queued';
    default:
      return 'received';
  }
}
