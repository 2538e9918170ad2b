import { leaveLine, type Call, type CallOutcome } from '../desk/calls/index.ts';
import { letLegsGo, letTalkerGo } from '../desk/rooms/index.ts';
import type { CallStores } from './call-stores.ts';

/**
 * The caller is gone: the end is marked once, and what they leave behind becomes work to call back, at the cost of a
 * text. Who neither talked to a person nor left a message is `abandoned`; who opened no ticket, `abandoned-in-menu` or
 * still `screened`. A ticket that waits for a callback, or was open before the call, stays as it is.
 */
export async function endCall(stores: CallStores, call: Call, how: { textCost: number; at: Date }): Promise<void> {
  const { textCost, at } = how;
  if (!(await stores.calls.end(call.id, at))) return;
  await stores.calls.save({ ...call, session: { ...call.session, phase: 'ended' } });
  await letLegsGo(stores, call.id, at);
  if (call.ticketId === null) {
    if (call.screened === null) await stores.calls.setOutcome(call.contactId, 'abandoned-in-menu');
    return;
  }
  const ticket = await stores.tickets.lock(call.ticketId);
  const outcome = await stores.calls.outcomeOf(call.contactId);
  if (outcome === 'answered') await letTalkerGo(stores, call.ticketId, at);
  if (!ticket || leaveTheirTicket.has(outcome) || (await stores.callbacks.openOfTicket(ticket.id))) return;
  const talked = outcome === 'answered';
  const abandoned = !talked && !(await stores.calls.hasRecording(call.id));
  if (abandoned) await stores.calls.setOutcome(call.contactId, 'abandoned');
  // A ticket resolved during the call kept the call's cost, which it must not have when it opens again.
  if (ticket.live || abandoned || ticket.cost > textCost) {
    await leaveLine(stores, ticket, { abandoned, reason: talked ? 'call-ended' : 'caller-hung-up', textCost, at });
  }
}

const leaveTheirTicket = new Set<CallOutcome>(['callback', 'added']);
