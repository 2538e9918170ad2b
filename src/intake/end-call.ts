import { leaveLine, type Call } from '../desk/calls/index.ts';
import type { CallStores } from './place-call.ts';

/**
 * The caller is gone: the end is marked once, and what they leave behind becomes work to call back, at the cost of a
 * text. Who neither talked to a person nor left a message is `abandoned`; who opened no ticket, `abandoned-in-menu`.
 */
export async function endCall(stores: CallStores, call: Call, how: { textCost: number; at: Date }): Promise<void> {
  const { textCost, at } = how;
  if (!(await stores.calls.end(call.id, at))) return;
  await stores.calls.save({ ...call, session: { ...call.session, phase: 'ended' } });
  if (call.ticketId === null) return stores.calls.setOutcome(call.contactId, 'abandoned-in-menu');
  const ticket = await stores.tickets.lock(call.ticketId);
  if (!ticket) return;
  const talked = await stores.calls.wasAnswered(call.contactId);
  const abandoned = !talked && !(await stores.calls.hasRecording(call.id));
  if (abandoned) await stores.calls.setOutcome(call.contactId, 'abandoned');
  // A ticket resolved during the call kept the call's cost, which it must not have when it opens again.
  if (ticket.live || abandoned || ticket.cost > textCost) {
    await leaveLine(stores, ticket, { abandoned, reason: talked ? 'call-ended' : 'caller-hung-up', textCost, at });
  }
}
