import { newId } from '../../core/index.ts';
import { agentDidNotAnswer, leaveLine } from '../calls/index.ts';
import { agentActor, deskActor } from '../events/index.ts';
import { endAssignmentOf, requeue, withdrawOfferOf, type Assignment } from '../routing/index.ts';
import { startWrapUp } from '../staffing/index.ts';
import { isSettled, type Ticket } from '../tickets/index.ts';
import { agentLegOf } from './call-state.ts';
import type { CallerSpot, Leg, RoomStores } from './leg.ts';
import { dropLeg } from './legs.ts';
import { moveCaller } from './spots.ts';

/** A call as it stands in a transaction: its ticket and call are locked. */
export interface Standing {
  spot: CallerSpot;
  ticket: Ticket;
  legs: Leg[];
  at: Date;
}

/**
 * The consulted leg takes the call over: everybody else but the caller is hung up, the caller joins it, and the ticket is
 * the colleague's, or ordinary work of its agent when somebody outside took it. False, with nothing changed, when the
 * colleague has no capacity left for it.
 */
export async function handOver(
  stores: RoomStores,
  { spot, ticket, legs, at }: Standing,
  to: Leg,
  how: { byAgentId: string | null; textCost: number },
): Promise<boolean> {
  const actor = how.byAgentId === null ? deskActor : agentActor(how.byAgentId);
  let taken: Leg = { ...to, purpose: 'conversation' };
  if (to.agentId === null) {
    await leaveLine(stores, ticket, { abandoned: false, reason: 'transferred-outside', textCost: how.textCost, at });
  } else {
    taken = { ...taken, role: 'agent' };
  }
  if (to.agentId !== null && (await goesAlong(stores, spot, ticket))) {
    const assignmentId = await assignTo(stores, ticket, to.agentId, at);
    if (assignmentId === null) return false;
    taken = { ...taken, assignmentId };
    await stores.events.append([{
      name: 'ticket.assigned', at, actor, ticketId: ticket.id, agentId: to.agentId, reason: 'transferred',
      before: { status: ticket.status, agentId: ticket.agentId }, after: { status: 'assigned', agentId: to.agentId, team: ticket.team },
    }]);
  }
  for (const leg of legs) if (leg.id !== to.id) await dropLeg(stores, leg, at);
  await stores.legs.save(taken);
  await moveCaller(stores, spot, 'room', at);
  await stores.events.append([{
    name: 'call.transferred', at, actor, ticketId: ticket.id, agentId: to.agentId ?? ticket.agentId,
    before: { agentId: ticket.agentId }, after: { agentId: to.agentId, ...(to.agentId === null ? { number: to.target.value } : {}) },
  }]);
  return true;
}

/** A ticket that was settled meanwhile, or that the caller's went into and somebody else works, stays where it is. */
async function goesAlong(stores: RoomStores, spot: CallerSpot, ticket: Ticket): Promise<boolean> {
  if (isSettled(ticket)) return false;
  return ticket.agentId === null || (await stores.legs.ofCall(spot.callId)).some((leg) => leg.agentId === ticket.agentId);
}

/** The agent's part in the call is over: their assignment ends, and their wrap-up begins. */
export async function endTalk(stores: RoomStores, ticket: Ticket, at: Date): Promise<void> {
  const assignment = await endAssignmentOf(stores, ticket, 'transferred', at);
  if (assignment?.answeredAt) await talkIsOver(stores, assignment, ticket, at);
}

/** Who still talks to a caller whose ticket went on without them, as after a solution or an escalation, is done: their wrap-up begins. */
export async function letTalkerGo(stores: RoomStores, ticketId: string, at: Date): Promise<void> {
  const talker = await stores.rooms.lastToAnswer(ticketId);
  const assignment = talker && (await stores.assignments.find(talker.assignmentId));
  if (!assignment || assignment.endedAt === null || !assignment.live) return;
  await talkIsOver(stores, assignment, await stores.tickets.lock(ticketId), at);
  stores.signals.raise({ kind: 'match-agent', agentId: assignment.agentId });
}

async function talkIsOver(stores: RoomStores, { id, cost, agentId }: Assignment, ticket: Ticket | null, at: Date): Promise<void> {
  await stores.assignments.setCost(id, cost, false);
  await startWrapUp(stores, agentId, at, ticket?.team ?? null);
}

/** Whether this agent could take the ticket over now, their row locked. */
export async function hasRoomFor(stores: RoomStores, ticket: Ticket, agentId: string): Promise<boolean> {
  const agent = await stores.agents.lock(agentId);
  return agent !== null && agent.active && (ticket.agentId === agentId || agent.capacity - agent.load >= ticket.cost);
}

async function assignTo(stores: RoomStores, ticket: Ticket, agentId: string, at: Date): Promise<string | null> {
  await stores.agents.lockThoseOf([ticket.id], [agentId]);
  if (!(await hasRoomFor(stores, ticket, agentId))) return null;
  await withdrawOfferOf(stores, ticket, 'transferred', at);
  await endTalk(stores, ticket, at);
  await stores.agents.reserve(agentId, ticket.cost);
  const assignmentId = newId();
  await stores.assignments.start({
    id: assignmentId, ticketId: ticket.id, agentId, cost: ticket.cost, live: ticket.live, startedAt: at, answeredAt: at,
  });
  // They are on the line already: nobody is to be rung for this assignment.
  await stores.assignments.markAnswered(assignmentId, at);
  await stores.tickets.save({ ...ticket, status: 'assigned', agentId, waitingFor: null, waitingUntil: null });
  return assignmentId;
}

/** The agent's telephone went away while the caller was not with them: the caller goes to the head of the queue, everybody else is hung up. */
export async function backToLine(stores: RoomStores, standing: Standing, lost: Leg): Promise<void> {
  const { ticket, at } = standing;
  const assignment = await stores.assignments.openOfTicket(ticket.id);
  if (assignment?.agentId === lost.agentId && ticket.live) await agentDidNotAnswer(stores, ticket, assignment, 'leg-lost', at);
  await returnToLine(stores, standing, lost, 'leg-lost');
}

/** The consulted leg is gone without having taken the call: the caller goes back to their agent, or to the head of the queue when that one left. */
export async function backToAgent(stores: RoomStores, standing: Standing, lost: Leg, outcome: string): Promise<void> {
  const { spot, ticket, legs, at } = standing;
  if (!agentLegOf(legs)) {
    const assignment = await stores.assignments.openOfTicket(ticket.id);
    if (assignment && ticket.live) {
      await endAssignmentOf(stores, ticket, 'transfer-failed', at);
      await stores.events.append([{
        name: 'ticket.unassigned', at, actor: deskActor, ticketId: ticket.id, agentId: assignment.agentId, reason: 'transfer-failed',
        before: { status: ticket.status, agentId: assignment.agentId }, after: { status: 'queued', agentId: null },
      }]);
      await requeue(stores, ticket, { kind: 'head' });
    }
    return returnToLine(stores, standing, lost, outcome);
  }
  if (spot.place?.to !== 'hold') return;
  await moveCaller(stores, spot, 'room', at);
  await stores.events.append([{ name: 'call.resumed', at, actor: deskActor, ticketId: ticket.id, agentId: ticket.agentId, reason: outcome }]);
}

async function returnToLine(stores: RoomStores, { spot, ticket, legs, at }: Standing, lost: Leg, reason: string): Promise<void> {
  for (const leg of legs) if (leg.id !== lost.id) await dropLeg(stores, leg, at);
  await letTalkerGo(stores, spot.ticketId ?? ticket.id, at);
  await moveCaller(stores, spot, 'line', at);
  await stores.events.append([{ name: 'call.returned-to-line', at, actor: deskActor, ticketId: ticket.id, agentId: lost.agentId, reason }]);
}
