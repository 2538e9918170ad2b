import { newId, ticketNumber, type CallSession } from '../../core/index.ts';
import type { Leg } from '../rooms/index.ts';
import type { Ticket } from '../tickets/index.ts';
import type { Callback } from './callback.ts';
import type { OutreachStores } from './outreach-parts.ts';

/**
 * The customer picked up: from here on their telephone is a call like any other, with their agent in its room, so that
 * it is held, transferred, recorded and ended the same way.
 */
export async function adoptCall(
  stores: OutreachStores,
  { leg, ticket, callback, agentLeg, record, at }: { leg: Leg; ticket: Ticket; callback: Callback; agentLeg: Leg; record: boolean; at: Date },
): Promise<void> {
  const callId = leg.providerCallId ?? leg.id;
  const call = { callId, from: callback.number, to: leg.from, receivedAt: at };
  const session = talking(ticket, callback);
  const contactId = await stores.calls.begin(call, newId(), {
    channel: 'voice', providerId: callId, from: [], fromText: callback.number, to: leg.from, text: '', attachments: [], chosen: {},
    receivedAt: at,
  }, session, null);
  await stores.calls.save({ id: callId, session, step: 0, ticketId: ticket.id });
  await stores.calls.setOutcome(contactId, 'answered');
  const spot = await stores.rooms.spotOf(callId);
  if (spot) await stores.rooms.saveSpot({ ...spot, ticketId: ticket.id, place: { to: 'room', room: leg.room, record }, at });
  await stores.legs.save({ ...agentLeg, callId, purpose: 'conversation' });
}

function talking(ticket: Ticket, callback: Callback): CallSession {
  return {
    phase: 'bridged', locale: callback.locale, service: ticket.service, entry: ticket.entry, urgency: null, impact: null,
    misses: 0, ticketNumber: ticketNumber(ticket.number), words: null, guess: null, open: null, callbackNumber: null, waitTurns: 0,
  };
}
