import { newId, type CallSession, type Contact, type InboundCall } from '../core/index.ts';
import type { Call, Screened } from '../desk/calls/index.ts';
import { deskActor } from '../desk/events/index.ts';
import type { CallStores } from './call-stores.ts';
import type { PlaceCall } from './place-call.ts';

/** Claims a call's contact at its first webhook, without a ticket. */
export async function claimCall(
  stores: CallStores,
  inbound: InboundCall,
  contact: Contact,
  how: { session: CallSession; screened: Screened | null },
): Promise<Call> {
  const contactId = await stores.calls.begin(inbound, newId(), contact, how.session, how.screened);
  if (how.screened !== null) {
    await stores.events.append([{ name: 'call.screened', at: inbound.receivedAt, actor: deskActor, contactId, reason: how.screened }]);
  }
  return {
    id: inbound.callId, contactId, ticketId: null, session: how.session, step: 0,
    fromText: contact.fromText, toText: contact.to, startedAt: inbound.receivedAt, endedAt: null,
    place: null, joined: false, screened: how.screened,
  };
}

/** Takes in a call of which only a message is known (we could not answer it, or it was screened), and opens its ticket. */
export async function rescueCall(
  stores: CallStores,
  inbound: InboundCall,
  contact: Contact,
  session: CallSession,
  placeCall: PlaceCall,
): Promise<Call> {
  const call = (await stores.calls.find(inbound.callId)) ?? (await claimCall(stores, inbound, contact, { session, screened: null }));
  const { ticketId } = await placeCall(stores, call, contact, { wantsPerson: true, leftMessage: true });
  const rescued: Call = { ...call, ticketId, session: { ...call.session, phase: 'voicemail' } };
  await stores.calls.save(rescued);
  return rescued;
}
