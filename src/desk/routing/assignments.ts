import type { RoutingStores, Assignment } from './offer.ts';
import type { Ticket } from '../tickets/index.ts';

/** Ends the open assignment of a locked ticket and gives its capacity back; null when there was none. */
export async function endAssignmentOf(
  stores: RoutingStores,
  ticket: Ticket,
  reason: string,
  at: Date,
): Promise<Assignment | null> {
  const assignment = await stores.assignments.openOfTicket(ticket.id);
  if (!assignment) return null;
  await stores.assignments.end(assignment.id, reason, at);
  await stores.agents.release(assignment.agentId, assignment.cost, at);
  stores.signals.raise({ kind: 'match-agent', agentId: assignment.agentId });
  return assignment;
}

/** Takes an assignment off the line and lets it take no more of its agent's capacity than `cost` from now on, as when the call is over or the customer must answer first. */
export async function lowerCost(
  stores: RoutingStores,
  assignment: Assignment,
  cost: number,
  at: Date,
): Promise<void> {
  const next = Math.min(cost, assignment.cost);
  await stores.assignments.setCost(assignment.id, next, false);
  await stores.agents.release(assignment.agentId, assignment.cost - next, at);
  stores.signals.raise({ kind: 'match-agent', agentId: assignment.agentId });
}

/** Takes capacity again for work that goes on: its full cost, or what its agent has left. */
export async function raiseCost(stores: RoutingStores, assignment: Assignment, cost: number): Promise<void> {
  const agent = await stores.agents.lock(assignment.agentId);
  if (!agent) return;
  const more = Math.min(cost - assignment.cost, agent.capacity - agent.load);
  if (more <= 0) return;
  await stores.agents.reserve(agent.id, more);
  await stores.assignments.setCost(assignment.id, assignment.cost + more, assignment.live);
}
