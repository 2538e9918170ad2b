import { isId } from '../core/index.ts';
import type {
  CallFlow, CallMenu, CallRequest, CallResponse, CallSession, CallTurn, Channel, Clock, Contact, InboundCall, Transact,
} from '../core/index.ts';
import type { Call } from '../desk/calls/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import { answered, type CallInputs } from './call-input.ts';
import { menuFor } from './call-menu.ts';
import type { CallStores } from './call-stores.ts';
import { claimCall, rescueCall } from './claim-call.ts';
import { endCall } from './end-call.ts';
import { isGone, type FollowTurn } from './follow-turn.ts';
import type { PlaceCall } from './place-call.ts';
import type { ServeTurn } from './serve-turn.ts';

export type AnswerCall = (request: CallRequest) => Promise<CallResponse>;

export interface AnswerParts<Stores extends CallStores> {
  transact: Transact<Stores>;
  flow: CallFlow;
  channel: Channel<InboundCall>;
  desk: DeskDefinition;
  inputs: CallInputs;
  serveTurn: ServeTurn;
  followTurn: FollowTurn;
  placeCall: PlaceCall;
  textCost: number;
  clock: Clock;
}

/**
 * Answers one webhook of a call in one transaction: the call is locked, the IVR takes its step, what follows from it for
 * the ticket is stored with it. A step answered before gets the same answer, a late one moves nothing, and a call not
 * known begins anew, politely.
 */
export function createAnswerCall<Stores extends CallStores>(parts: AnswerParts<Stores>): AnswerCall {
  const { transact, flow, channel, desk, inputs, followTurn, placeCall, textCost, clock } = parts;

  return (given) =>
    transact(async (stores) => {
      const asked = withOwnAssignment(given);
      const { callId } = asked.call;
      const stepKey = stepKeyOf(asked);
      // Sent together, done in this order: the lock is held when the others look.
      const [, before, found] = await Promise.all([
        stores.calls.serialise(callId), stores.calls.storedAnswer(callId, stepKey), stores.calls.find(callId),
      ]);
      if (before) return before;

      const contact = channel.toContact(asked.call);
      const menu = menuFor(desk, contact);
      const known = found?.ticketId ? found : (await rescued(stores, asked, contact, menu)) ?? found;
      const request = takenUp(asked, known);
      if (!known && request.point === 'agent-leg') return strayLeg(request, flow(null, { kind: 'agent-leg' }, menu));
      const late = known && isLate(known, request) ? await stores.calls.storedAnswer(callId, latestMenuKey(known)) : null;
      if (late) return late;

      const { call, turn } = await takeTurn(stores, { known, request, contact, menu });
      const step = call.step + 1;
      const response: CallResponse = {
        prompts: turn.prompts, point: isMenu(turn) ? 'menu' : request.point,
        nextStep: String(step), callId, assignmentId: request.assignmentId,
      };
      const answers = [{ key: stepKey, response }];
      if (response.point === 'menu') answers.push({ key: latestMenuKey({ step }), response });
      const after: Call = { ...call, session: turn.session, step };
      await stores.calls.keepTurn(after, answers, clock.now());
      if (isGone(request)) await endCall(stores, after, { textCost, at: clock.now() });
      return response;
    });

  /** A message left while we could not store the call itself, or by a screened caller: it opens its ticket now. */
  async function rescued(stores: Stores, request: CallRequest, contact: Contact, menu: CallMenu): Promise<Call | null> {
    if (request.point !== 'recorded' || request.recording === null) return null;
    return rescueCall(stores, request.call, contact, flow(null, { kind: 'start' }, menu).session, placeCall);
  }

  async function takeTurn(stores: Stores, about: { known: Call | null; request: CallRequest; contact: Contact; menu: CallMenu }) {
    const { known, request, contact, menu } = about;
    const { input, screened } = known
      ? { input: await inputs.ofCall(stores, known, request), screened: known.screened }
      : await inputs.ofNewcomer(stores, request, contact);
    const first = flow(known?.session ?? null, input, menu);
    const begun = known ?? (await claimCall(stores, request.call, contact, { session: first.session, screened }));
    const { call, turn } = await carryOn(stores, begun, contact, menu, first);
    // What follows is judged by where the caller was before.
    return { turn, call: await followTurn(stores, { call: { ...call, session: begun.session }, contact, request, input, turn }) };
  }

  /** What a turn asks of the desk is answered at once, in the same breath. */
  async function carryOn(stores: Stores, begun: Call, contact: Contact, menu: CallMenu, first: CallTurn) {
    let call = begun;
    let turn = first;
    for (let asked = 0; asked < mostAsked; asked += 1) {
      const served = await parts.serveTurn(stores, call, contact, turn);
      if (!served) break;
      const next = flow(turn.session, served.input, menu);
      turn = { ...next, prompts: [...turn.prompts, ...next.prompts] };
      call = served.call;
    }
    return { call, turn };
  }
}

/** The IVR never asks the desk more in one breath; were it to ask for ever, the caller must not wait for it. */
const mostAsked = 3;

const menuPhases = new Set<CallSession['phase']>([
  'language', 'known', 'service', 'entry', 'confirm', 'which', 'stopped', 'others', 'callback', 'callback-time', 'callback-number',
]);

/** The turn asks something whose answer comes to the menu. */
function isMenu({ session, prompts }: CallTurn): boolean {
  return prompts.some((prompt) =>
    prompt.verb === 'ask' && (prompt.answerAt === undefined ? menuPhases.has(session.phase) : prompt.answerAt === 'menu'));
}

/** The assignment in the URL, unless it is none of ours. */
function withOwnAssignment(request: CallRequest): CallRequest {
  const { assignmentId } = request;
  return { ...request, assignmentId: assignmentId !== null && isId(assignmentId) ? assignmentId : null };
}

/** Whoever is in a room, or on hold, and whose document was lost is led back to where they should be: the menu is behind them. */
function takenUp(request: CallRequest, call: Call | null): CallRequest {
  const isBehind = call !== null && call.place !== null && call.place.to !== 'line';
  return isBehind && request.point === 'menu' && !answered(request) ? { ...request, point: 'moved' } : request;
}

/** A step is answered once, whether by keys or by words; to ask for its document is another thing. */
function stepKeyOf(request: CallRequest): string {
  const isAnswer = request.point === 'recorded' ? false : answered(request);
  return `${request.point}:${request.step}${isAnswer ? ':keys' : ''}`;
}

/** A menu answer for another step than the one the caller hears now. */
function isLate(call: Call, request: CallRequest): boolean {
  return request.point === 'menu' && answered(request) && request.step !== String(call.step);
}

function latestMenuKey(call: Pick<Call, 'step'>): string {
  return `latest-menu:${call.step}`;
}

/** The answer to an agent's phone that rings for a call we do not know; nothing of it is kept. */
function strayLeg(request: CallRequest, turn: CallTurn): CallResponse {
  const { call: { callId }, point, step, assignmentId } = request;
  return { prompts: turn.prompts, point, nextStep: step, callId, assignmentId };
}
