import type { DeskDefinition } from '../definition/index.ts';
import type { Actor } from '../events/index.ts';
import { highestOf, priorityOf, type Levels } from '../priority/index.ts';
import { queueOffset } from '../routing/index.ts';
import { dueTimes } from '../sla/index.ts';
import { isHeldBack, type Ticket } from '../tickets/index.ts';
import type { WorkStores } from './act.ts';
import { placeByPriority } from './placing.ts';

/**
 * Raises impact and urgency of a locked ticket to at least these, never lower than they are, and tells of it. It takes the place of its
 * new priority where it still waits; whoever has it keeps it.
 */
export async function raiseLevels(
  stores: WorkStores, desk: DeskDefinition, was: Ticket, to: Levels, { actor, reason, at }: { actor: Actor; reason: string; at: Date },
): Promise<Ticket> {
  // What nobody has routed yet is routed by what is chosen.
  const isUnplaced = was.status === 'new' && !isHeldBack(was);
  const from = isUnplaced ? was.chosen : was;
  const impact = highestOf([from.impact ?? null, to.impact]) ?? to.impact;
  const urgency = highestOf([from.urgency ?? null, to.urgency]) ?? to.urgency;
  const chosen = { ...was.chosen, impact, urgency };
  if (isUnplaced) return stores.tickets.save({ ...was, chosen });
  if (impact === was.impact && urgency === was.urgency) return was;
  const priority = priorityOf(desk, impact, urgency);
  const next = { ...was, chosen, impact, urgency, priority, ...dueTimes(desk, was.entry, priority, was.openedAt, was.plan) };
  const waitsForAgent = was.status === 'queued' || was.status === 'offered';
  const is = priority === was.priority
    ? await stores.tickets.save(next)
    : await placeByPriority(stores, next, { waitsForAgent, offsetMinutes: queueOffset(desk, next), at });
  const pick = (ticket: Ticket) => ({ status: ticket.status, impact: ticket.impact, urgency: ticket.urgency, priority: ticket.priority });
  await stores.events.append([{ name: 'ticket.classified', at, actor, ticketId: was.id, agentId: was.agentId, reason, before: pick(was), after: pick(is) }]);
  return is;
}
