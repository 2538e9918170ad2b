import { agentDidNotAnswer, leaveLine } from '../calls/index.ts';
import { findTeam, type DeskDefinition } from '../definition/index.ts';
import { nextOpening } from '../calendars/index.ts';
import { deskActor, providerActor } from '../events/index.ts';
import { dropLeg, moveLeg, type Leg, type LegOutcome } from '../rooms/index.ts';
import { endAssignmentOf, requeue } from '../routing/index.ts';
import type { Ticket } from '../tickets/index.ts';
import type { Callback } from './callback.ts';
import type { OutreachParts, OutreachStores } from './outreach-parts.ts';
import { letWait } from './request-callback.ts';

/** What it means for a callback that the agent's or the customer's telephone is gone before they met; runs once per leg. */
export async function concludeCallback(
  stores: OutreachStores,
  leg: Leg,
  outcome: LegOutcome,
  at: Date,
  parts: OutreachParts,
): Promise<void> {
  const ticket = await stores.tickets.lock(leg.ticketId);
  const callback = leg.callbackId === null ? null : await stores.callbacks.find(leg.callbackId);
  if (!ticket || callback?.endedAt !== null) return;
  if (leg.role === 'agent') await agentLegEnded(stores, { leg, outcome, ticket, callback, at, parts });
  else if (callback.state === 'dialling' && !(await isRungAgain(stores, leg))) {
    await customerNotReached(stores, { leg, outcome, ticket, callback, at, parts });
  }
}

/** Another agent has the customer rung already: what the earlier ringing came to matters no more. */
async function isRungAgain(stores: OutreachStores, leg: Leg): Promise<boolean> {
  return (await stores.legs.openOfRoom(leg.room)).some(({ role }) => role === 'customer');
}

interface Situation {
  leg: Leg;
  ticket: Ticket;
  callback: Callback;
  at: Date;
}

/** Not taken, or gone while the customer's telephone rang: another agent gets it, unless it was the agent's own wish to call. */
async function agentLegEnded(
  stores: OutreachStores,
  { leg, outcome, ticket, callback, at, parts }: Situation & { outcome: LegOutcome; parts: OutreachParts },
): Promise<void> {
  const assignment = await stores.assignments.openOfTicket(ticket.id);
  if (assignment?.id !== leg.assignmentId) return;
  const customer = (await stores.legs.openOfRoom(leg.room)).find(({ role }) => role === 'customer');
  if (customer) await dropLeg(stores, customer, at);
  if (callback.askedBy === 'agent') {
    await stores.callbacks.end(callback.id, 'failed', at);
    await tellEnd(stores, ticket, { reason: 'agent-not-reached', after: { outcome }, at });
    await leaveLine(stores, ticket, { abandoned: false, reason: 'callback-failed', textCost: parts.textCost, at });
    return;
  }
  await stores.callbacks.save({ ...callback, state: 'waiting' });
  await agentDidNotAnswer(stores, ticket, assignment, outcome, at);
}

/** Tried again by the desk's rule while the customer asked for it; else, and at the end of the tries, it is ordinary work. */
async function customerNotReached(
  stores: OutreachStores,
  { leg, outcome, ticket, callback, at, parts }: Situation & { outcome: LegOutcome; parts: OutreachParts },
): Promise<void> {
  const { desk } = parts;
  const isLast = callback.askedBy === 'agent' || callback.tries >= desk.callbacks.tries;
  const agentLegs = (await stores.legs.openOfRoom(leg.room)).filter(({ role }) => role !== 'customer');
  const retryAt = isLast ? null : retryTime(desk, ticket, callback.tries, at);
  const messageLeft = outcome === 'machine' && isLast && callback.askedBy === 'customer';
  await stores.events.append([
    {
      name: 'callback.tried', at, actor: providerActor, ticketId: ticket.id, agentId: ticket.agentId, reason: outcome,
      after: { tries: callback.tries, nextTryAt: retryAt?.toISOString() ?? null, messageLeft },
    },
  ]);
  if (retryAt === null) {
    await stores.callbacks.end(callback.id, 'failed', at);
    await tellEnd(stores, ticket, { reason: 'not-reached', after: { tries: callback.tries, messageLeft }, at });
    await leaveLine(stores, ticket, { abandoned: false, reason: 'callback-failed', textCost: parts.textCost, at });
  } else {
    await stores.callbacks.save({ ...callback, state: 'waiting', askedFor: retryAt });
    await waitForNextTry(stores, ticket, retryAt, at);
  }
  for (const other of agentLegs) await moveLeg(stores, other, at);
}

/** The agent is free for others until the next try. */
async function waitForNextTry(stores: OutreachStores, ticket: Ticket, until: Date, at: Date): Promise<void> {
  await endAssignmentOf(stores, ticket, 'customer-not-reached', at);
  if (until <= at) await requeue(stores, ticket);
  else await letWait(stores, ticket, { until, actor: deskActor, reason: 'callback-retry', now: at });
}

/** The rule's minutes after the try that failed, inside the team's open hours; null when the team opens no more. */
function retryTime(desk: DeskDefinition, ticket: Ticket, tries: number, at: Date): Date | null {
  const { retryMinutes } = desk.callbacks;
  const minutes = retryMinutes[Math.min(tries, retryMinutes.length) - 1] ?? retryMinutes.at(-1) ?? 10;
  const team = findTeam(desk, ticket.team ?? desk.triageTeam);
  return team ? nextOpening(desk, team, new Date(at.getTime() + minutes * 60_000)) : null;
}

async function tellEnd(
  stores: OutreachStores,
  ticket: Ticket,
  about: { reason: string; after: Record<string, unknown>; at: Date },
): Promise<void> {
  await stores.events.append([
    { name: 'callback.ended', at: about.at, actor: deskActor, ticketId: ticket.id, agentId: ticket.agentId, reason: about.reason, after: about.after },
  ]);
}
