import { ticketNumber, type Locale } from '../../core/index.ts';
import { dialTargetOf } from '../agents/index.ts';
import { agentDidNotAnswer } from '../calls/index.ts';
import { agentActor, providerActor } from '../events/index.ts';
import { dialLeg, dropLeg, type Leg, type LegInput, type LegScript } from '../rooms/index.ts';
import { adoptCall } from './adopt-call.ts';
import type { Callback } from './callback.ts';
import { concludeCallback } from './conclude-callback.ts';
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

/** What the agent's and the customer's telephone hear, and what their ends mean. */
export function createCallbackScripts<Stores extends OutreachStores>(
  parts: OutreachParts,
  { now, callEnded }: { now: () => Date; callEnded: CallEnded<Stores> },
): Record<'callback-agent' | 'callback-customer', LegScript<Stores>> {
  const { desk, prompts } = parts;

  const agentTurn = async (stores: OutreachStores, leg: Leg, input: LegInput) => {
    const { callback, isOpen, locale, number } = await situation(stores, leg);
    if (leg.joinedAt !== null) {
      if (callback?.endedAt === null) return isOpen && input.kind !== 'left' ? [join(leg, parts)] : prompts.notReached({ locale, again: true });
      return callback?.state === 'failed' ? prompts.notReached({ locale, again: false }) : prompts.over(locale);
    }
    if (!callback || !isOpen) return prompts.over(locale);
    if (input.kind !== 'keys') return prompts.offer({ ticketNumber: number, locale });
    if (input.digits !== '1') return prompts.declined(locale);
    await ringCustomer(stores, leg, callback);
    return [...prompts.dialling(locale), join(leg, parts)];
  };

  const ringCustomer = async (stores: OutreachStores, agentLeg: Leg, callback: Callback) => {
    const at = now();
    const inRoom = await stores.legs.openOfRoom(agentLeg.room);
    if (inRoom.some(({ role }) => role === 'customer')) return;
    await stores.callbacks.save({ ...callback, state: 'dialling', tries: callback.tries + 1 });
    await stores.events.append([
      {
        name: 'callback.dialled', at, actor: agentActor(agentLeg.agentId ?? ''), ticketId: agentLeg.ticketId, agentId: agentLeg.agentId,
        after: { tries: callback.tries + 1 },
      },
    ]);
    await dialLeg(stores, {
      room: agentLeg.room, callId: null, ticketId: agentLeg.ticketId, callbackId: callback.id, agentId: null, role: 'customer',
      purpose: 'callback-customer', target: { kind: 'number', value: callback.number }, from: agentLeg.from,
      ringSeconds: desk.callbacks.ringSeconds, detectMachine: true,
    }, at);
  };

  const customerTurn = async (stores: OutreachStores, leg: Leg, input: LegInput) => {
    const { callback, number } = await situation(stores, leg);
    const locale = callback?.locale ?? desk.locale;
    if (!callback || input.kind === 'left') return prompts.goodbye(locale);
    if (leg.joinedAt !== null) return [join(leg, parts)];
    if (callback.endedAt !== null) return prompts.goodbye(locale);
    if (input.kind === 'answered' && input.answeredBy === 'machine') {
      return callback.tries < desk.callbacks.tries || callback.askedBy === 'agent'
        ? [{ verb: 'hang-up' as const }]
        : prompts.message({ deskName: desk.name, ticketNumber: number, locale });
    }
    if (!(await customerReached(stores, leg, callback))) return prompts.goodbye(locale);
    const consent = parts.consent?.[locale] ?? null;
    return [...prompts.greeting({ deskName: desk.name, ticketNumber: number, locale, consent }), join(leg, parts)];
  };

  /** The two meet, also when the ticket was taken from the agent while the customer's telephone rang; false when the agent is not there any more. */
  const customerReached = async (stores: OutreachStores, leg: Leg, callback: Callback): Promise<boolean> => {
    const at = now();
    const ticket = await stores.tickets.lock(leg.ticketId);
    const assignment = ticket && (await stores.assignments.openOfTicket(ticket.id));
    const agentLeg = (await stores.legs.openOfRoom(leg.room)).find(({ role, state }) => role === 'agent' && state === 'joined');
    if (!ticket || !agentLeg || (assignment && agentLeg.assignmentId !== assignment.id)) return false;
    await stores.callbacks.end(callback.id, 'done', at);
    if (assignment) await stores.assignments.markAnswered(assignment.id, at);
    const is = await stores.tickets.save({ ...ticket, respondedAt: ticket.respondedAt ?? at, abandoned: false });
    await adoptCall(stores, { leg, ticket: is, callback, agentLeg, record: parts.consent !== null, at });
    await stores.events.append([
      { name: 'callback.reached', at, actor: agentActor(agentLeg.agentId ?? ''), ticketId: ticket.id, agentId: agentLeg.agentId },
    ]);
    return true;
  };

  const situation = async (stores: OutreachStores, leg: Leg) => {
    const ticket = await stores.tickets.lock(leg.ticketId);
    const callback = leg.callbackId === null ? null : await stores.callbacks.find(leg.callbackId);
    const assignment = leg.assignmentId === null ? null : await stores.assignments.find(leg.assignmentId);
    const agent = leg.agentId === null ? null : await stores.agents.find(leg.agentId);
    const locale: Locale = agent?.locales[0] ?? desk.locale;
    const isOpen = callback?.endedAt === null && assignment?.endedAt === null && assignment.ticketId === ticket?.id;
    return { callback, isOpen, locale, number: ticket ? ticketNumber(ticket.number) : '' };
  };

  return {
    'callback-agent': { turn: agentTurn, ended: (stores, leg, outcome, at) => concludeCallback(stores, leg, outcome, at, parts) },
    'callback-customer': {
      turn: customerTurn,
      ended: async (stores, leg, outcome, at) => {
        if (leg.joinedAt === null || leg.providerCallId === null) return concludeCallback(stores, leg, outcome, at, parts);
        const seconds = Math.round((at.getTime() - leg.joinedAt.getTime()) / 1000);
        await stores.events.append([
          { name: 'call.ended', at, actor: providerActor, ticketId: leg.ticketId, reason: 'completed', after: { seconds } },
        ]);
        await callEnded(stores, leg.providerCallId, at);
      },
    },
  };
}

/** Ends a call of the desk's, as when its caller hung up. */
export type CallEnded<Stores> = (stores: Stores, callId: string, at: Date) => Promise<void>;

/** Nobody's leaving ends the room: whoever left says who goes with them. */
function join(leg: Leg, parts: OutreachParts) {
  return {
    verb: 'join' as const, room: leg.room, muted: false, coach: null,
    record: parts.consent !== null && leg.role === 'customer',
  };
}
