import { isId } from '../core/index.ts';
import type {
  CallerPlace, CallFlow, CallInput, CallMenu, CallPoint, CallRequest, CallResponse, CallTurn, CallSession, Channel, Clock, Contact,
  InboundCall, Transact,
} from '../core/index.ts';
import { dialTargetOf } from '../desk/agents/index.ts';
import { agentAnswered, agentDidNotAnswer, leaveLine, messageLeft, tellOfCall, type Call } from '../desk/calls/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import { menuFor } from './call-menu.ts';
import { endCall } from './end-call.ts';
import { claimCall, rescueCall, type CallStores, type PlaceCall } from './place-call.ts';

export type AnswerCall = (request: CallRequest) => Promise<CallResponse>;

/**
 * Answers one webhook of a call in one transaction: the session's row is locked, the IVR takes its step, what follows
 * from it for the ticket is stored with it. A step answered before gets the same answer, a late one moves nothing, and
 * a call not known begins anew, politely.
 */
export function createAnswerCall(parts: {
  transact: Transact<CallStores>;
  flow: CallFlow;
  channel: Channel<InboundCall>;
  desk: DeskDefinition;
  placeCall: PlaceCall;
  textCost: number;
  clock: Clock;
}): AnswerCall {
  const { transact, flow, channel, desk, placeCall, textCost, clock } = parts;

  return (given) =>
    transact(async (stores) => {
      const request = withOwnAssignment(given);
      const { callId } = request.call;
      await stores.calls.serialise(callId);
      const stepKey = `${request.point}:${request.step}${request.digits === null ? '' : ':keys'}`;
      const answered = await stores.calls.storedAnswer(callId, stepKey);
      if (answered) return answered;

      const contact = channel.toContact(request.call);
      const menu = menuFor(desk, contact);
      const found = await stores.calls.find(callId);
      const known = found?.ticketId ? found : (await rescued(stores, request, contact, menu)) ?? found;
      if (!known && request.point === 'agent-leg') return strayLeg(request, flow(null, { kind: 'agent-leg' }, menu));
      const late = known && isLate(known, request) ? await stores.calls.storedAnswer(callId, latestMenuKey(known)) : null;
      if (late) return late;

      const input = known ? await inputFrom(stores, known, request) : newcomer(request);
      let turn = flow(known?.session ?? null, input, menu);
      let call = known ?? (await beginCall(stores, request, contact, turn));
      if (turn.place) {
        const placed = await placeCall(stores, { ...call, session: turn.session }, contact, { wantsPerson: turn.place.wantsPerson });
        const next = flow(turn.session, placed.input, menu);
        turn = { ...next, prompts: [...turn.prompts, ...next.prompts] };
        call = { ...call, ticketId: placed.ticketId };
      }
      await follow(stores, call, request, input, turn);
      const step = call.step + 1;
      await stores.calls.save({ id: callId, session: turn.session, step, ticketId: call.ticketId });
      if (isGone(request)) await endCall(stores, { ...call, session: turn.session, step }, { textCost, at: clock.now() });
      const response: CallResponse = {
        prompts: turn.prompts, point: menuPhases.has(turn.session.phase) ? 'menu' : request.point,
        nextStep: String(step), callId, assignmentId: request.assignmentId,
      };
      await stores.calls.storeAnswer(callId, stepKey, response);
      if (response.point === 'menu') await stores.calls.storeAnswer(callId, latestMenuKey({ step }), response);
      return response;
    });

  /** A message left while we could not store the call itself: the call is taken in now, as a voicemail. */
  async function rescued(
    stores: CallStores, request: CallRequest, contact: Contact, menu: CallMenu,
  ): Promise<Call | null> {
    if (request.point !== 'recorded' || request.recording === null) return null;
    return rescueCall(stores, request.call, contact, flow(null, { kind: 'start' }, menu).session, placeCall);
  }

  async function beginCall(
    stores: CallStores, request: CallRequest, contact: Contact, turn: CallTurn,
  ): Promise<Call> {
    return claimCall(stores, request.call, contact, turn.session);
  }

  /** What the request says, in the IVR's words; where it needs the desk's knowledge, that too. */
  async function inputFrom(stores: CallStores, call: Call, request: CallRequest): Promise<CallInput> {
    // Nobody waits without a ticket: whatever the turn, the call goes on in its menu.
    if (call.ticketId === null && !worksWithoutTicket.has(request.point)) return { kind: 'start' };
    switch (request.point) {
      case 'menu':
        return request.digits === null ? { kind: 'start' } : { kind: 'keys', digits: request.digits };
      case 'wait': {
        const place = call.ticketId === null ? unknownPlace : await stores.calls.placeInLine(call.ticketId, clock.now());
        // Nobody will come: the ticket was merged, cancelled or solved. The caller is asked for a message instead.
        if (!place) return { kind: 'waiting-keys', digits: '1', ...unknownPlace };
        return request.digits ? { kind: 'waiting-keys', digits: request.digits, ...place } : { kind: 'waiting', ...place };
      }
      case 'queue-left':
        return { kind: 'left-queue', result: request.queueResult ?? 'failed' };
      case 'recorded':
        return { kind: 'recorded', seconds: request.recording?.seconds ?? 0 };
      case 'bridge':
        return bridgeInput(stores, call, request.assignmentId);
      case 'agent-leg':
        if (!(await openAssignment(stores, call, request.assignmentId))) return { kind: 'agent-leg-keys', digits: '' };
        return request.digits === null ? { kind: 'agent-leg' } : { kind: 'agent-leg-keys', digits: request.digits };
      case 'dial-ended': {
        const assignment = request.assignmentId === null ? null : await stores.assignments.find(request.assignmentId);
        return { kind: 'dial-ended', answered: (assignment?.answeredAt ?? null) !== null };
      }
      case 'moved':
        return request.digits === null ? movedTo(call.place?.to ?? 'end', call) : { kind: 'collected', digits: request.digits };
      case 'room-left':
        // Still placed in the room: nobody moved them, the conversation is over.
        return movedTo(call.place === null || call.place.to === 'room' ? 'end' : call.place.to, call);
    }
  }

  /** An assignment that ended before the caller was sent to it leaves them waiting in their place. */
  async function bridgeInput(stores: CallStores, call: Call, assignmentId: string | null): Promise<CallInput> {
    const assignment = await openAssignment(stores, call, assignmentId);
    const agent = assignment ? await stores.agents.find(assignment.agentId) : null;
    return assignment && agent
      ? { kind: 'bridge', assignmentId: assignment.id, target: dialTargetOf(agent) }
      : { kind: 'dial-ended', answered: false };
  }

  /** The assignment that this URL was made for, if it still holds the call's ticket. */
  async function openAssignment(stores: CallStores, call: Call, assignmentId: string | null) {
    const assignment = assignmentId === null ? null : await stores.assignments.find(assignmentId);
    return assignment?.endedAt === null && assignment.ticketId === call.ticketId ? assignment : null;
  }

  /** Stores what the turn means for the ticket. */
  async function follow(stores: CallStores, call: Call, request: CallRequest, input: CallInput, turn: CallTurn): Promise<void> {
    if (call.ticketId === null) return;
    const at = clock.now();
    const ticket = await stores.tickets.lock(call.ticketId);
    if (!ticket) return;
    // They leave a message even without having asked for it when a turn of ours failed.
    const toVoicemail = turn.session.phase === 'voicemail' || request.point === 'recorded';
    if (call.session.phase === 'waiting' && toVoicemail && ticket.live) {
      await leaveLine(stores, ticket, { abandoned: false, reason: 'voicemail', textCost, at });
    }
    if (request.recording !== null) await messageLeft(stores, call, request.recording, 'left', at);
    const assignment = await stores.assignments.openOfTicket(ticket.id);
    if (!assignment || assignment.id !== request.assignmentId) return;
    if (input.kind === 'bridge') await tellOfCall(stores, 'call.bridging', ticket.id, { at, contactId: call.contactId });
    if (turn.agentTookCall) {
      await agentAnswered(stores, ticket, assignment, at);
      await stores.calls.setOutcome(call.contactId, 'answered');
    }
    if (input.kind === 'dial-ended') {
      // A caller who hung up while it rang is no fault of the agent's; the end of the call concludes that.
      const callerLeft = call.session.phase === 'ended' || isGone(request);
      if (!input.answered && !callerLeft) await agentDidNotAnswer(stores, ticket, assignment, request.dialStatus, at);
      if (input.answered && ticket.live) await leaveLine(stores, ticket, { abandoned: false, reason: 'call-ended', textCost, at });
    }
  }
}

function movedTo(to: CallerPlace, call: Call): CallInput {
  return { kind: 'moved', to, room: call.place?.room ?? '', record: call.place?.record ?? false };
}

const unknownPlace = { position: 1, estimateSeconds: null };
const worksWithoutTicket = new Set<CallPoint>(['menu', 'agent-leg']);
const menuPhases = new Set<CallSession['phase']>(['language', 'service', 'entry', 'stopped', 'others']);

/** The assignment in the URL, unless it is none of ours. */
function withOwnAssignment(request: CallRequest): CallRequest {
  const { assignmentId } = request;
  return { ...request, assignmentId: assignmentId !== null && isId(assignmentId) ? assignmentId : null };
}

/** A menu answer for another step than the one the caller hears now. */
function isLate(call: Call, request: CallRequest): boolean {
  return request.point === 'menu' && request.digits !== null && request.step !== String(call.step);
}

function latestMenuKey(call: Pick<Call, 'step'>): string {
  return `latest-menu:${call.step}`;
}

/** The caller hung up in the line or while the agent's phone rang: the provider tells that in the step, too. */
function isGone(request: CallRequest): boolean {
  return request.callerGone === true || request.queueResult === 'hung-up' || request.dialStatus === 'canceled';
}

/** The answer to an agent's phone that rings for a call we do not know; nothing of it is kept. */
function strayLeg(request: CallRequest, turn: CallTurn): CallResponse {
  const { call: { callId }, point, step, assignmentId } = request;
  return { prompts: turn.prompts, point, nextStep: step, callId, assignmentId };
}

/** A call we do not know: new, or in the middle of something we lost. */
function newcomer(request: CallRequest): CallInput {
  if (request.point === 'menu' && request.digits === null) return { kind: 'start' };
  return { kind: 'keys', digits: '' };
}
