import type { Prompt } from '../../core/index.ts';
import { isAnsweredByPerson } from '../agents/index.ts';
import { agentActor } from '../events/index.ts';
import { dialLeg, type Leg, type LegInput, type LegScript } from '../rooms/index.ts';
import type { Callback } from './callback.ts';
import { concludeCallback } from './conclude-callback.ts';
import { joinRoom, situationOf } from './leg-situation.ts';
import type { OutreachParts, OutreachStores } from './outreach-parts.ts';

/** What the agent's telephone hears, and that its end is the end of this try. */
export function createAgentScript(parts: OutreachParts, now: () => Date): LegScript<OutreachStores> {
  return {
    turn: (stores, leg, input) => agentTurn(stores, leg, input, parts, now()),
    ended: (stores, leg, outcome, at) => concludeCallback(stores, leg, outcome, at, parts),
  };
}

async function agentTurn(stores: OutreachStores, leg: Leg, input: LegInput, parts: OutreachParts, at: Date): Promise<Prompt[]> {
  const { prompts } = parts;
  const { callback, isOpen, locale, number } = await situationOf(stores, leg, parts);
  if (leg.joinedAt !== null) {
    if (callback?.endedAt === null) return isOpen && input.kind !== 'left' ? [joinRoom(leg, parts)] : prompts.notReached({ locale, again: true });
    return callback?.state === 'failed' ? prompts.notReached({ locale, again: false }) : prompts.over(locale);
  }
  if (!callback || !isOpen) return prompts.over(locale);
  if (!isAnsweredByPerson(leg.target)) {
    if (input.kind !== 'keys') return prompts.offer({ ticketNumber: number, locale });
    if (input.digits !== '1') return prompts.declined(locale);
  }
  await ringCustomer(stores, leg, callback, { seconds: parts.desk.callbacks.ringSeconds, at });
  return [...prompts.dialling(locale), joinRoom(leg, parts)];
}

/** Rings the customer for an agent who waits in the room; nothing when they are there or rung already. */
async function ringCustomer(
  stores: OutreachStores,
  agentLeg: Leg,
  callback: Callback,
  { seconds, at }: { seconds: number; at: Date },
): Promise<void> {
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
    ringSeconds: seconds, detectMachine: true,
  }, at);
}
