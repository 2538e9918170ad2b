import type { Actor } from '../events/index.ts';
import { dropLeg } from '../rooms/index.ts';
import type { Ticket } from '../tickets/index.ts';
import type { Callback } from './callback.ts';
import { roomOf, type OutreachStores } from './outreach-parts.ts';
import type { RequestCallback } from './request-callback.ts';

/** Ends the open callback of a locked ticket, hanging up whoever is being rung for it; false when there is none. */
export async function cancelCallback(
  stores: OutreachStores,
  ticket: Ticket,
  how: { actor: Actor; reason: string; at: Date },
): Promise<boolean> {
  const { actor, reason, at } = how;
  const callback = await stores.callbacks.openOfTicket(ticket.id);
  if (!callback) return false;
  await stores.callbacks.end(callback.id, 'cancelled', at);
  for (const leg of await stores.legs.openOfRoom(roomOf(callback))) await dropLeg(stores, leg, at);
  await stores.events.append([{ name: 'callback.ended', at, actor, ticketId: ticket.id, agentId: ticket.agentId, reason }]);
  return true;
}

/** A ticket that went into another takes its promised call along; true when one was arranged there. */
export async function carryCallback(
  stores: OutreachStores,
  promised: Callback,
  into: Ticket,
  requestCallback: RequestCallback,
  at: Date,
): Promise<boolean> {
  if (promised.askedBy === 'agent') return false;
  const { number, fromNumber, locale, askedFor } = promised;
  const wish = { number, fromNumber, locale, at: askedFor !== null && askedFor > at ? askedFor : null };
  return (await requestCallback(stores, into, wish, at)).kind === 'set';
}
