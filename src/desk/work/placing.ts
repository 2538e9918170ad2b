import { invalidInput, invalidTransition, newId, ticketNumber, type Level } from '../../core/index.ts';
import {
  findEntry, findTeam, serviceOfEntry, teamFor, type DeskDefinition, type Tier,
} from '../definition/index.ts';
import { noteLesson } from '../lessons/index.ts';
import { priorityOf } from '../priority/index.ts';
import { endAssignmentOf, queueKey, queueOffset, requeue, tierAbove, withdrawOfferOf } from '../routing/index.ts';
import { dueTimes } from '../sla/index.ts';
import type { By, Ticket } from '../tickets/index.ts';
import { callbackToCome, demand, openStatuses, tell, type Act, type WorkStores } from './act.ts';

/** Moves a ticket between tiers, teams and people. */
export interface Placing {
  /** To the next tier (functional escalation). Throws `invalid_transition` at the last. */
  escalate(number: number, by: By, reason: string): Promise<Ticket>;
  transfer(number: number, by: By, to: { team: string } | { agentId: string }, reason: string | null): Promise<Ticket>;
  /** Gives it to this agent without an offer. Throws `no_capacity` (409) when they are full. */
  assign(number: number, by: By, agentId: string): Promise<Ticket>;
  /** Says what it really is. It is placed anew where that belongs to another team or priority. */
  classify(number: number, by: By, as: { entry?: string | undefined; impact?: Level | undefined; urgency?: Level | undefined }): Promise<Ticket>;
}

export function createPlacing(act: Act, desk: DeskDefinition): Placing {
  const offsetOf = (ticket: Ticket) => queueOffset(desk, ticket);
  const moveToTeam = async (stores: WorkStores, was: Ticket, to: { team: string; tier: Tier }, why: string, at: Date) => {
    await withdrawOfferOf(stores, was, why, at);
    await endAssignmentOf(stores, was, why, at);
    const place = { queuedAt: at, queueKey: queueKey(at, offsetOf(was)) };
    if (await callbackToCome(stores, was, at)) return stores.tickets.save({ ...was, ...to, ...place });
    return requeue(stores, { ...was, ...to }, { kind: 'new', at, offsetMinutes: offsetOf(was) });
  };
  const assignTo = async (stores: WorkStores, was: Ticket, by: By, agentId: string, why: string, at: Date) => {
    demand(was, 'assigned', openStatuses);
    const promised = await callbackToCome(stores, was, at);
    if (promised) throw invalidTransition(`The customer of ${ticketNumber(was.number)} is to be called at ${promised.toISOString()}: resume the ticket to call earlier, or cancel the callback first.`);
    const is = await handTo(stores, was, agentId, why, at);
    await tell(stores, 'ticket.assigned', by, { was, is, at, agentId, reason: why, fields: ['status', 'agentId', 'team'] });
    return is;
  };

  return {
    escalate: (number, by, reason) =>
      act(number, by, async (stores, was, at) => {
        demand(was, 'escalated', openStatuses);
        const next = nextTier(desk, was);
        const is = await moveToTeam(stores, was, next, 'escalated', at);
        await tell(stores, 'ticket.escalated', by, { was, is, at, reason, fields: ['status', 'tier', 'team', 'agentId'] });
        return is;
      }),
    transfer: (number, by, to, reason) =>
      act(number, by, async (stores, was, at) => {
        demand(was, 'transferred', openStatuses);
        if ('agentId' in to) return assignTo(stores, was, by, to.agentId, reason ?? 'transferred', at);
        const team = findTeam(desk, to.team);
        if (!team) throw invalidInput({ team: 'the key of a team' });
        const is = await moveToTeam(stores, was, { team: team.key, tier: team.tier }, 'transferred', at);
        await tell(stores, 'ticket.transferred', by, { was, is, at, reason, fields: ['status', 'tier', 'team', 'agentId'] });
        return is;
      }),
    assign: (number, by, agentId) =>
      act(number, by, (stores, was, at) => assignTo(stores, was, by, agentId, 'assigned', at)),
    classify: (number, by, as) =>
      act(number, by, async (stores, was, at) => {
        demand(was, 'classified', openStatuses);
        const next = reclassified(desk, was, as);
        const moves = next.team !== was.team || was.status === 'new';
        const waitsForAgent = was.status === 'queued' || was.status === 'offered';
        const is = moves
          ? await moveToTeam(stores, next, { team: next.team, tier: next.tier }, 'classified', at)
          : next.priority === was.priority
            ? await stores.tickets.save(next)
            : await placeByPriority(stores, next, { waitsForAgent, offsetMinutes: offsetOf(next), at });
        await tell(stores, 'ticket.classified', by, {
          was, is, at, fields: ['status', 'service', 'entry', 'impact', 'urgency', 'priority', 'tier', 'team', 'agentId'],
        });
        await noteLesson(stores, { was, is }, by, at);
        return is;
      }),
  };
}

/** Keeps the time of queueing and takes the place of the new priority, now or whenever it comes back to the queue. */
export async function placeByPriority(
  stores: WorkStores,
  ticket: Ticket,
  { waitsForAgent, offsetMinutes, at }: { waitsForAgent: boolean; offsetMinutes: number; at: Date },
): Promise<Ticket> {
  const placed = { ...ticket, queueKey: queueKey(ticket.queuedAt ?? at, offsetMinutes) };
  if (!waitsForAgent) return stores.tickets.save(placed);
  await withdrawOfferOf(stores, ticket, 'classified', at);
  return requeue(stores, placed);
}

/** Ends what holds a locked ticket and starts an assignment for this agent. */
async function handTo(stores: WorkStores, was: Ticket, agentId: string, why: string, at: Date): Promise<Ticket> {
  await stores.agents.lockThoseOf([was.id], [agentId]);
  await withdrawOfferOf(stores, was, why, at);
  await endAssignmentOf(stores, was, why, at);
  const agent = await stores.agents.lock(agentId);
  if (!agent?.active) throw invalidInput({ agentId: 'the id of an active agent' });
  await stores.agents.reserve(agentId, was.cost);
  const assignmentId = newId();
  await stores.assignments.start({
    id: assignmentId, ticketId: was.id, agentId, cost: was.cost, live: was.live, startedAt: at, answeredAt: null,
  });
  if (was.live) stores.signals.raise({ kind: 'bridge-call', assignmentId });
  return stores.tickets.save({ ...was, status: 'assigned', agentId, waitingFor: null, waitingUntil: null });
}

/** Throws `invalid_transition` (409) where nobody works above. */
function nextTier(desk: DeskDefinition, ticket: Ticket): { tier: Tier; team: string } {
  const next = tierAbove(desk, ticket);
  if (next) return next;
  const name = ticketNumber(ticket.number);
  const isUnplaced = ticket.entry === null && ticket.service === null;
  const tier = (ticket.tier ?? 1) + 1;
  if (isUnplaced && tier <= 3) throw invalidTransition(`${name} is not classified, so nobody in tier ${tier} can work it. Classify it first.`);
  throw invalidTransition(`${name} is in the last tier that works it.`);
}

/** The ticket as somebody says it really is. It never falls to a lower tier than it has reached. */
function reclassified(
  desk: DeskDefinition,
  was: Ticket,
  as: { entry?: string | undefined; impact?: Level | undefined; urgency?: Level | undefined },
): Ticket & { team: string; tier: Tier } {
  const entryKey = as.entry ?? was.entry;
  const entry = entryKey === null ? null : findEntry(desk, entryKey);
  if (as.entry !== undefined && !entry) throw invalidInput({ entry: 'the key of a catalog entry' });
  const isNewEntry = entry !== null && entry.key !== was.entry;
  const impact = as.impact ?? (isNewEntry ? entry.impact : was.impact) ?? 'low';
  const urgency = as.urgency ?? (isNewEntry ? entry.urgency : was.urgency) ?? 'medium';
  const priority = priorityOf(desk, impact, urgency);
  const wanted: Tier = entry && isNewEntry && entry.tier > (was.tier ?? 1) ? entry.tier : was.tier ?? 1;
  const placed = isNewEntry || was.team === null ? teamFor(desk, entry, wanted) : findTeam(desk, was.team);
  return {
    ...was,
    kind: entry?.kind ?? was.kind,
    service: entry ? serviceOfEntry(desk, entry.key)?.key ?? null : was.service,
    entry: entry?.key ?? null,
    impact, urgency, priority,
    tier: placed?.tier ?? 1,
    team: placed?.key ?? desk.triageTeam,
    triage: entry === null,
    skills: entry?.skills ?? was.skills,
    agentLocale: entry?.language === true ? was.locale : null,
    ...dueTimes(desk, entry?.key ?? null, priority, was.openedAt, was.plan),
  };
}
