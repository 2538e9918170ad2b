import type { CallInput, CallRequest, CallSession, CallTurn, Clock, Contact } from '../core/index.ts';
import { agentAnswered, agentDidNotAnswer, leaveLine, messageLeft, tellOfCall, type Call } from '../desk/calls/index.ts';
import { isEnded, type Ticket } from '../desk/tickets/index.ts';
import type { CallStores } from './call-stores.ts';
import { followRoom } from './follow-room.ts';
import type { JoinOpenTicket, OnCustomerWrote } from './join-open-ticket.ts';
import type { PlaceCall } from './place-call.ts';

/** What happened in one webhook: the call as it was, what the request said, what the IVR made of it. */
export interface Happened {
  call: Call;
  contact: Contact;
  request: CallRequest;
  input: CallInput;
  turn: CallTurn;
}

/** Stores what a turn means for the ticket; gives the call as it is afterwards. */
export type FollowTurn = (stores: CallStores, happened: Happened) => Promise<Call>;

export function createFollowTurn(parts: {
  joinOpenTicket: JoinOpenTicket;
  placeCall: PlaceCall;
  onCustomerWrote: OnCustomerWrote;
  textCost: number;
  clock: Clock;
}): FollowTurn {
  const { joinOpenTicket, placeCall, onCustomerWrote, textCost, clock } = parts;

  return async (stores, happened) => {
    const { turn, contact, request } = happened;
    await followRoom(stores, happened, clock.now());
    const joining = turn.joinsOpenTicket === true && !happened.call.joined;
    const call = joining ? await joinOpenTicket(stores, { ...happened.call, session: turn.session }, contact) : happened.call;
    if (call.ticketId === null) return call;
    const at = clock.now();
    if (turn.collected) {
      await tellOfCall(stores, 'call.keys-collected', call.ticketId, { at, contactId: call.contactId, after: { digits: turn.collected } });
    }
    if (call.joined) {
      if (request.recording !== null) await messageLeft(stores, call, request.recording, 'left', at);
      return call;
    }
    if (!isNews(happened)) return call;
    const { ticketId, ...heard } = await keepMessageAlive(stores, { ...call, ticketId: call.ticketId }, happened, at);
    await followTicket(stores, { ...happened, call: { ...heard, ticketId } }, ticketId, at);
    return { ...heard, ticketId };
  };

  /** A message for a ticket that ended while its caller waited must reach somebody: a solved one opens again, another is followed by a new one. */
  async function keepMessageAlive(
    stores: CallStores, call: Call & { ticketId: string }, { request, contact, turn }: Happened, at: Date,
  ): Promise<Call & { ticketId: string }> {
    if (request.recording === null || (await stores.calls.hasRecording(call.id))) return call;
    const ticket = await stores.tickets.lock(call.ticketId);
    if (ticket?.status === 'resolved') await onCustomerWrote(stores, ticket, at);
    if (!ticket || !isEnded(ticket) || ticket.mergedInto !== null) return call;
    const how = { wantsPerson: true, leftMessage: true, followUpOf: ticket.id };
    const { ticketId } = await placeCall(stores, { ...call, session: turn.session }, contact, how);
    return { ...call, ticketId };
  }

  async function followTicket(stores: CallStores, happened: Happened, ticketId: string, at: Date): Promise<void> {
    const { call, request, turn } = happened;
    const ticket = await stores.tickets.lock(ticketId);
    if (!ticket) return;
    if (leavesMessage(happened) && ticket.live && (await stores.calls.outcomeOf(call.contactId)) !== 'callback') {
      await leaveLine(stores, ticket, { abandoned: false, reason: 'voicemail', textCost, at });
    }
    if (request.recording !== null) await messageLeft(stores, call, request.recording, 'left', at);
    const assignment = request.assignmentId === null ? null : await stores.assignments.openOfTicket(ticketId);
    if (!assignment || assignment.id !== request.assignmentId) return;
    if (happened.input.kind === 'bridge') await tellOfCall(stores, 'call.bridging', ticketId, { at, contactId: call.contactId });
    if (turn.agentTookCall) {
      await agentAnswered(stores, ticket, assignment, at);
      await stores.calls.setOutcome(call.contactId, 'answered');
    }
    if (happened.input.kind === 'dial-ended') await afterDial(stores, happened, ticket, at);
  }

  async function afterDial(stores: CallStores, { call, request, input }: Happened, ticket: Ticket, at: Date): Promise<void> {
    if (input.kind !== 'dial-ended') return;
    if (input.answered) {
      if (ticket.live) await leaveLine(stores, ticket, { abandoned: false, reason: 'call-ended', textCost, at });
      return;
    }
    // A caller who hung up while it rang is no fault of the agent's; the end of the call concludes that.
    const callerLeft = call.session.phase === 'ended' || isGone(request);
    const assignment = callerLeft ? null : await stores.assignments.openOfTicket(ticket.id);
    if (assignment) await agentDidNotAnswer(stores, ticket, assignment, request.dialStatus, at);
  }
}

/** The caller hung up in the line or while the agent's phone rang: the provider tells that in the step, too. */
export function isGone(request: CallRequest): boolean {
  return request.callerGone === true || request.queueResult === 'hung-up' || request.dialStatus === 'canceled';
}

/** Most turns change nothing for the ticket: it is not even locked then. */
function isNews(happened: Happened): boolean {
  return happened.request.assignmentId !== null || happened.request.recording !== null || leavesMessage(happened);
}

/** They wait no longer: they leave a message, even without having asked for it when a turn of ours failed. */
function leavesMessage({ call, request, turn }: Happened): boolean {
  const toVoicemail = turn.session.phase === 'voicemail' || request.point === 'recorded';
  return toVoicemail && inLine.has(call.session.phase);
}

/** Who asks for a callback keeps their place until the desk has agreed. */
const inLine = new Set<CallSession['phase']>(['waiting', 'callback', 'callback-time', 'callback-number']);
