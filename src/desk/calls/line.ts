import { agentActor, customerActor, deskActor, providerActor, type EventName } from '../events/index.ts';
import { endAssignmentOf, lowerCost, requeue, withdrawOfferOf, type Assignment, type RoutingStores } from '../routing/index.ts';
import { startWrapUp, type WrapUpRules } from '../staffing/index.ts';
import { waitsAsCall, type Ticket } from '../tickets/index.ts';
import type { CallRecording } from '../../core/index.ts';
import type { Call, CallOutcome, CallStore } from './call.ts';

export type LineStores = RoutingStores & { calls: CallStore; wrapUp: WrapUpRules };

/** Nobody is on the line any more: the ticket goes on as ordinary work, at the cost of a text. `textCost` in capacity units. */
export async function leaveLine(
  stores: LineStores,
  ticket: Ticket,
  how: { abandoned: boolean; reason: string; textCost: number; at: Date },
): Promise<Ticket> {
  const { abandoned, reason, at } = how;
  const cost = Math.min(ticket.cost, how.textCost);
  const quiet: Ticket = { ...ticket, live: false, cost, abandoned: ticket.abandoned || abandoned };
  if (abandoned) {
    await stores.events.append([{ name: 'ticket.abandoned', at, actor: customerActor, ticketId: ticket.id, agentId: ticket.agentId, reason }]);
  }
  const assignment = await stores.assignments.openOfTicket(ticket.id);
  if (assignment) {
    await lowerCost(stores, assignment, ticket.status === 'waiting' ? 0 : cost, at);
    if (assignment.live && assignment.answeredAt !== null) await startWrapUp(stores, assignment.agentId, at, ticket.team);
    return stores.tickets.save(quiet);
  }
  if (!waitsAsCall(ticket)) return stores.tickets.save(quiet);
  await withdrawOfferOf(stores, ticket, reason, at);
  return requeue(stores, quiet);
}

/** The agent pressed 1: from here on this is a conversation. */
export async function agentAnswered(stores: LineStores, ticket: Ticket, assignment: Assignment, at: Date): Promise<void> {
  if (assignment.answeredAt !== null) return;
  await stores.assignments.markAnswered(assignment.id, at);
  await stores.tickets.save({ ...ticket, respondedAt: ticket.respondedAt ?? at });
  await stores.events.append([
    { name: 'call.bridged', at, actor: agentActor(assignment.agentId), ticketId: ticket.id, agentId: assignment.agentId },
  ]);
}

/** The agent's leg was not taken: the caller goes to the head of the queue, the agent is set away. Whoever left by themselves stays as they said. */
export async function agentDidNotAnswer(
  stores: LineStores,
  ticket: Ticket,
  assignment: Assignment,
  reason: string | null,
  at: Date,
): Promise<void> {
  await endAssignmentOf(stores, ticket, 'not-answered', at);
  await stores.assignments.setCost(assignment.id, assignment.cost, false);
  const agent = await stores.agents.lock(assignment.agentId);
  const about = { at, actor: deskActor, agentId: assignment.agentId };
  await stores.events.append([
    { ...about, name: 'call.not-answered', actor: providerActor, ticketId: ticket.id, reason },
    { ...about, name: 'ticket.unassigned', ticketId: ticket.id, reason: 'not-answered',
      before: { status: ticket.status, agentId: assignment.agentId }, after: { status: 'queued', agentId: null } },
  ]);
  if (agent?.availability === 'available') {
    await stores.agents.setAvailability(agent.id, 'away', 'not-answered', at);
    await stores.events.append([
      { ...about, name: 'agent.changed', reason: 'not-answered', before: { availability: 'available' }, after: { availability: 'away' } },
    ]);
  }
  await requeue(stores, ticket, { kind: 'head' });
}

/** A recording is (left: announced, ready: kept at the provider). Told once per stage; a caller who left a message did not abandon. What was said with an agent changes nothing else. */
export async function messageLeft(
  stores: LineStores,
  call: Call,
  recording: CallRecording,
  stage: 'left' | 'ready',
  at: Date,
): Promise<void> {
  const { isNews, toFetch } = await stores.calls.noteRecording(call.id, recording, stage, at);
  if (toFetch !== null) stores.signals.raise({ kind: 'fetch-file', attachmentId: toFetch });
  if (!isNews || call.ticketId === null) return;
  if (recording.kind === 'conversation') return tellOfRecording(stores, 'recording.received', call, recording, at);
  const ticket = await stores.tickets.lock(call.ticketId);
  if (!ticket) return;
  if (!keepTheirOutcome.has(await stores.calls.outcomeOf(call.contactId))) await stores.calls.setOutcome(call.contactId, 'voicemail');
  // Words for a ticket that was open before say nothing of how its own caller left.
  await stores.tickets.save(call.joined ? ticket : { ...ticket, abandoned: false });
  await tellOfRecording(stores, stage === 'left' ? 'voicemail.left' : 'recording.received', call, recording, at);
}

async function tellOfRecording(stores: LineStores, name: EventName, call: Call, recording: CallRecording, at: Date): Promise<void> {
  if (call.ticketId === null) return;
  const { id, seconds, url, kind } = recording;
  await tellOfCall(stores, name, call.ticketId, { at, contactId: call.contactId, after: { recording: id, seconds, url, kind } });
}

/** What became of a call that a message does not change. */
const keepTheirOutcome = new Set<CallOutcome>(['answered', 'callback', 'added']);

/** Tells of the call in its ticket's timeline. */
export async function tellOfCall(
  stores: LineStores,
  name: EventName,
  ticketId: string,
  about: { at: Date; contactId: string; reason?: string | null; after?: Record<string, unknown> },
): Promise<void> {
  await stores.events.append([
    {
      name, at: about.at, actor: providerActor, ticketId, reason: about.reason ?? null,
      ...(about.after ? { after: { contactId: about.contactId, ...about.after } } : {}),
    },
  ]);
}
