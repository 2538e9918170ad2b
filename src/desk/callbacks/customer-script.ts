import type { Prompt } from '../../core/index.ts';
import { agentActor, providerActor } from '../events/index.ts';
import type { Leg, LegInput, LegScript } from '../rooms/index.ts';
import { adoptCall } from './adopt-call.ts';
import type { Callback } from './callback.ts';
import { concludeCallback } from './conclude-callback.ts';
import { joinRoom, situationOf } from './leg-situation.ts';
import type { OutreachParts, OutreachStores } from './outreach-parts.ts';

/** Ends a call of the desk's, as when its caller hung up. */
export type CallEnded<Stores> = (stores: Stores, callId: string, at: Date) => Promise<void>;

/** What the customer's telephone hears; once they were reached, its end is that of a call like any other. */
export function createCustomerScript<Stores extends OutreachStores>(
  parts: OutreachParts,
  now: () => Date,
  callEnded: CallEnded<Stores>,
): LegScript<Stores> {
  return {
    turn: (stores, leg, input) => customerTurn(stores, leg, input, parts, now()),
    ended: async (stores, leg, outcome, at) => {
      if (leg.joinedAt === null || leg.providerCallId === null) return concludeCallback(stores, leg, outcome, at, parts);
      const seconds = Math.round((at.getTime() - leg.joinedAt.getTime()) / 1000);
      await stores.events.append([
        { name: 'call.ended', at, actor: providerActor, ticketId: leg.ticketId, reason: 'completed', after: { seconds } },
      ]);
      await callEnded(stores, leg.providerCallId, at);
    },
  };
}

async function customerTurn(stores: OutreachStores, leg: Leg, input: LegInput, parts: OutreachParts, at: Date): Promise<Prompt[]> {
  const { desk, prompts } = parts;
  const { callback, number } = await situationOf(stores, leg, parts);
  const locale = callback?.locale ?? desk.locale;
  if (!callback || input.kind === 'left') return prompts.goodbye(locale);
  if (leg.joinedAt !== null) return [joinRoom(leg, parts)];
  if (callback.endedAt !== null) return prompts.goodbye(locale);
  if (input.kind === 'answered' && input.answeredBy === 'machine') {
    return callback.tries < desk.callbacks.tries || callback.askedBy === 'agent'
      ? [{ verb: 'hang-up' }]
      : prompts.message({ deskName: desk.name, ticketNumber: number, locale });
  }
  if (!(await customerReached(stores, leg, callback, { record: parts.consent !== null, at }))) return prompts.goodbye(locale);
  const consent = parts.consent?.[locale] ?? null;
  return [...prompts.greeting({ deskName: desk.name, ticketNumber: number, locale, consent }), joinRoom(leg, parts)];
}

/** The two meet, also when the ticket was taken from the agent while the customer's telephone rang; false when the agent is not there any more. */
async function customerReached(
  stores: OutreachStores,
  leg: Leg,
  callback: Callback,
  { record, at }: { record: boolean; at: Date },
): Promise<boolean> {
  const ticket = await stores.tickets.lock(leg.ticketId);
  const assignment = ticket && (await stores.assignments.openOfTicket(ticket.id));
  const agentLeg = (await stores.legs.openOfRoom(leg.room)).find(({ role, state }) => role === 'agent' && state === 'joined');
  if (!ticket || !agentLeg || (assignment && agentLeg.assignmentId !== assignment.id)) return false;
  await stores.callbacks.end(callback.id, 'done', at);
  if (assignment) await stores.assignments.markAnswered(assignment.id, at);
  const is = await stores.tickets.save({ ...ticket, respondedAt: ticket.respondedAt ?? at, abandoned: false });
  await adoptCall(stores, { leg, ticket: is, callback, agentLeg, record, at });
  await stores.events.append([
    { name: 'callback.reached', at, actor: agentActor(agentLeg.agentId ?? ''), ticketId: ticket.id, agentId: agentLeg.agentId },
  ]);
  return true;
}
