import type { CallInput, CallRequest, CallSession, CallTurn, Clock, Contact } from '../core/index.ts';
import { agentAnswered, agentDidNotAnswer, leaveLine, messageLeft, tellOfCall, type Call } from '../desk/calls/index.ts';
import type { Ticket } from '../desk/tickets/index.ts';
import type { CallStores } from './call-stores.ts';
import { followRoom } from './follow-room.ts';
import type { JoinOpenTicket } from './join-open-ticket.ts';

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

export function createFollowTurn(parts: { joinOpenTicket: JoinOpenTicket; textCost: number; clock: Clock }): FollowTurn {
  const { joinOpenTicket, textCost, clock } = parts;

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
    if (isNews(happened)) await followTicket(stores, { ...happened, call }, call.ticketId, at);
    return call;
  };

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
