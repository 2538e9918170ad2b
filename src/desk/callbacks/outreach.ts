import { dialTargetOf } from '../agents/index.ts';
import { agentDidNotAnswer } from '../calls/index.ts';
import { dialLeg, dropLeg } from '../rooms/index.ts';
import { roomOf, type OutreachParts, type OutreachStores } from './outreach-parts.ts';

/**
 * Rings the agent who took a callback; true when the ticket of this assignment has one, rung now or before. Once they
 * press 1 the customer is rung; idempotent.
 */
export async function startOutreach(stores: OutreachStores, assignmentId: string, parts: OutreachParts, at: Date): Promise<boolean> {
  const waiting = await openCallbackOf(stores, assignmentId);
  if (!waiting) return false;
  // In the order of a leg's webhook: the room, then the ticket.
  await stores.calls.serialise(roomOf(waiting.callback));
  const ticket = await stores.tickets.lock(waiting.assignment.ticketId);
  const { assignment, callback } = (await openCallbackOf(stores, assignmentId)) ?? {};
  if (!ticket || !assignment || !callback) return true;
  const legs = await stores.legs.openOfRoom(roomOf(callback));
  if (legs.some((leg) => leg.assignmentId === assignmentId)) return true;
  const agent = await stores.agents.find(assignment.agentId);
  const from = callback.fromNumber ?? parts.ownNumber;
  if (!agent || from === null) {
    await agentDidNotAnswer(stores, ticket, assignment, 'no-line-out', at);
    return true;
  }
  // Whoever was rung before has lost the ticket meanwhile.
  for (const leg of legs) if (leg.role === 'agent') await dropLeg(stores, leg, at);
  await dialLeg(stores, {
    room: roomOf(callback), callId: null, ticketId: ticket.id, assignmentId, callbackId: callback.id, agentId: agent.id,
    role: 'agent', purpose: 'callback-agent', target: dialTargetOf(agent), from,
  }, at);
  await stores.callbacks.save({ ...callback, state: 'dialling' });
  return true;
}

async function openCallbackOf(stores: OutreachStores, assignmentId: string) {
  const assignment = await stores.assignments.find(assignmentId);
  if (!assignment || assignment.endedAt !== null || assignment.answeredAt !== null) return null;
  const callback = await stores.callbacks.openOfTicket(assignment.ticketId);
  return callback ? { assignment, callback } : null;
}
