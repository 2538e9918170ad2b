import type { Clock, LegRequest, LegResponse, LegStatusReport, Prompt, Transact } from '../core/index.ts';
import { isId } from '../core/index.ts';
import {
  endLeg, outcomeOfEnd, serialiseLeg, type Leg, type LegInput, type LegOutcome, type LegScripts, type RoomStores,
} from '../desk/rooms/index.ts';

export interface LegLine {
  /** Answers one webhook of a leg of ours in one transaction; a step answered before gets the same answer. A leg we do not know, or whose time is over, is hung up. */
  answer(request: LegRequest): Promise<LegResponse>;
  /** How a leg goes, in any order and any number of times. */
  status(report: LegStatusReport): Promise<void>;
}

export function createLegLine<Stores extends RoomStores>(parts: {
  transact: Transact<Stores>;
  scripts: LegScripts<Stores>;
  clock: Clock;
}): LegLine {
  const { transact, scripts, clock } = parts;

  /** The leg that this request is about, as its own provider call, with its call serialised. */
  const knownLeg = async (stores: Stores, about: { legId: string; callId: string }): Promise<Leg | null> => {
    const leg = isId(about.legId) ? await serialiseLeg(stores, about.legId) : null;
    if (!leg || (leg.providerCallId !== null && leg.providerCallId !== about.callId)) return null;
    return { ...leg, providerCallId: about.callId };
  };

  const take = async (stores: Stores, leg: Leg, request: LegRequest): Promise<Prompt[]> => {
    const at = clock.now();
    const input = inputOf(request);
    const on: Leg = { ...leg, state: leg.state === 'joined' ? 'joined' : 'ringing', answeredAt: leg.answeredAt ?? at, seenVersion: leg.version };
    await stores.legs.save(on);
    const prompts = on.place === 'end' ? [hangUp] : (await scripts[on.purpose]?.turn(stores, on, input)) ?? [hangUp];
    const after = await stores.legs.find(leg.id);
    if (!after || after.state === 'ended') return prompts;
    const joins = prompts.some((prompt) => prompt.verb === 'join');
    await stores.legs.save({
      ...after, step: after.step + 1,
      state: joins ? 'joined' : after.state, joinedAt: joins ? after.joinedAt ?? at : after.joinedAt,
    });
    if (prompts.at(-1)?.verb === 'hang-up') await endLeg(stores, scripts, after, outcomeOf(after, input), at);
    return prompts;
  };

  return {
    answer: (request) =>
      transact(async (stores) => {
        const { legId, step, digits, point } = request;
        const leg = await knownLeg(stores, request);
        if (!leg) return { legId, prompts: [hangUp], nextStep: step };
        const stepKey = `${point}:${step}${digits === null ? '' : ':keys'}`;
        const answered = await stores.legs.storedAnswer(legId, stepKey);
        if (answered) return answered;
        // It came out of a document that it has been moved away from: what it is to do now was answered elsewhere.
        if (point === 'left' && step !== String(leg.step)) return { legId, prompts: [], nextStep: step };
        const prompts = leg.state === 'ended' ? [hangUp] : await take(stores, leg, request);
        const response: LegResponse = { legId, prompts, nextStep: String(leg.step + 1) };
        await stores.legs.storeAnswer(legId, stepKey, response);
        return response;
      }),

    status: (report) =>
      transact(async (stores) => {
        const leg = await knownLeg(stores, report);
        if (!leg || leg.state === 'ended') return;
        const at = clock.now();
        const isOver = endedBy.has(report.state);
        await stores.legs.save({
          ...leg,
          state: leg.state === 'joined' ? 'joined' : 'ringing',
          answeredAt: leg.answeredAt ?? (report.state === 'in-progress' ? at : null),
        });
        if (isOver) await endLeg(stores, scripts, leg, endedBy.get(report.state) ?? outcomeOfEnd(leg), at);
      }),
  };
}

const hangUp: Prompt = { verb: 'hang-up' };

/** States that end a leg, with what they say of it; null: that depends on how far it came. */
const endedBy = new Map<LegStatusReport['state'], LegOutcome | null>([
  ['completed', null], ['busy', 'busy'], ['failed', 'failed'], ['no-answer', 'no-answer'], ['canceled', 'canceled'],
]);

function inputOf(request: LegRequest): LegInput {
  if (request.point === 'left') return { kind: 'left' };
  if (request.digits !== null) return { kind: 'keys', digits: request.digits };
  return { kind: 'answered', answeredBy: request.answeredBy };
}

/** Why a leg was hung up by its own answer. */
function outcomeOf(leg: Leg, input: LegInput): LegOutcome {
  if (input.kind === 'left') return 'left';
  if (leg.place === 'end') return outcomeOfEnd(leg);
  if (input.kind === 'keys') return 'declined';
  return input.answeredBy === 'machine' ? 'machine' : 'canceled';
}
