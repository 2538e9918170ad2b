import { headOfQueueKey, queueKey } from './queue-key.ts';
import type { RoutingStores } from './offer.ts';
import type { Ticket } from '../tickets/index.ts';

/** Puts a locked ticket back in its queue and asks for a match; its old place is kept unless a new one is given. One that never had a place is new again: the router gives it one. */
export async function requeue(
  stores: RoutingStores,
  ticket: Ticket,
  place: { kind: 'same' } | { kind: 'head' } | { kind: 'new'; at: Date; offsetMinutes: number } = { kind: 'same' },
): Promise<Ticket> {
  const placed = placeOf(ticket, place);
  const saved = await stores.tickets.save({
    ...(place.kind === 'new' ? waitingAnew(ticket, place.at) : ticket),
    ...placed,
    status: ticket.team === null || placed.queueKey === null ? 'new' : 'queued',
    agentId: null,
    waitingFor: null,
    waitingUntil: null,
    // Kept for nobody until routing has looked who there is.
    preferredUntil: null,
    routingVersion: ticket.routingVersion + 1,
  });
  stores.signals.raise({
    kind: 'route-ticket',
    ticketId: saved.id,
    routingVersion: saved.routingVersion,
    priority: saved.priority,
  });
  return saved;
}

function placeOf(
  ticket: Ticket,
  place: { kind: 'same' } | { kind: 'head' } | { kind: 'new'; at: Date; offsetMinutes: number },
): Pick<Ticket, 'queuedAt' | 'queueKey'> {
  if (place.kind === 'new') return { queuedAt: place.at, queueKey: queueKey(place.at, place.offsetMinutes) };
  if (place.kind === 'head' && ticket.queuedAt !== null) {
    return { queuedAt: ticket.queuedAt, queueKey: headOfQueueKey(ticket.queuedAt) };
  }
  return { queuedAt: ticket.queuedAt, queueKey: ticket.queueKey };
}

/** A wait that begins now: what is counted from the start of waiting counts anew, the place in the queue stays. */
export function waitingAnew(ticket: Ticket, at: Date): Ticket {
  return { ...ticket, waitsSince: at, overflowStep: 0 };
}
