import { AppError, invalidTransition, notFound, ticketNumber, type Clock, type Transact } from '../../core/index.ts';
import { dialTargetOf, isLead, type Agent } from '../agents/index.ts';
import type { Call } from '../calls/index.ts';
import type { Assignment } from '../routing/index.ts';
import { callStateOf, demandSeen, type By, type CallState, type Ticket } from '../tickets/index.ts';
import { agentLegOf } from './call-state.ts';
import type { CallerSpot, Leg, RoomStores } from './leg.ts';
import type { DialledAgent } from './spots.ts';

/** A ticket's call that goes on, locked with its ticket, and who acts on it. */
export interface OnLine {
  by: Agent;
  call: Call;
  spot: CallerSpot;
  ticket: Ticket;
  assignment: Assignment | null;
  /** The last agent who talked to the caller. */
  talker: { agentId: string; assignmentId: string } | null;
  /** Those that have not ended and are not to be hung up. */
  legs: Leg[];
  state: CallState;
  at: Date;
}

export type OnCall = (number: number, by: By, demands: Demands, work: (stores: RoomStores, line: OnLine) => Promise<void>) => Promise<Ticket>;

interface Demands {
  /** What it is called in words, such as `put on hold`. */
  action: string;
  from: readonly CallState[];
  /** Only leads may. */
  leadOnly?: boolean;
}

/**
 * Runs one action on the call of a ticket: its agent's, or any when a lead acts. Throws `not_found` (404), `forbidden` (403),
 * `stale`, `no_call` and `invalid_transition` (409).
 */
export function createOnCall(parts: { transact: Transact<RoomStores>; clock: Clock }): OnCall {
  return (number, by, demands, work) =>
    parts.transact(async (stores) => {
      const callId = await stores.rooms.openCallOfNumber(number);
      if (callId !== null) await stores.calls.serialise(callId);
      const ticket = await stores.tickets.lockNumber(number);
      if (!ticket) throw notFound(`Ticket ${ticketNumber(number)}`);
      const person = await stores.agents.find(by.agentId);
      const assignment = await stores.assignments.openOfTicket(ticket.id);
      const call = callId === null ? null : await stores.calls.find(callId);
      const talker = call?.ticketId ? await stores.rooms.lastToAnswer(call.ticketId) : null;
      const legs = call === null ? [] : await stores.legs.openOfCall(call.id);
      // The ticket may have been solved or merged while they talk, and the call handed over after that.
      const holders = [assignment?.agentId, talker?.agentId, agentLegOf(legs)?.agentId];
      const isTheirs = holders.includes(by.agentId) && demands.leadOnly !== true;
      if (!person || (!isTheirs && !isLead(person))) throw forbidden(demands);
      demandSeen(ticket, by);
      const spot = callId === null ? null : await stores.rooms.spotOf(callId);
      if (!call || !spot || call.endedAt !== null || spot.place?.to === 'end' || call.session.phase === 'ended') throw noCall(ticket);
      const state = callStateOf({ phase: call.session.phase, place: spot.place?.to ?? null, legs });
      if (!demands.from.includes(state)) {
        throw invalidTransition(`The caller of ${ticketNumber(ticket.number)} is ${state}: only a call that is ${demands.from.join(' or ')} can be ${demands.action}.`);
      }
      await work(stores, { by: person, call, spot, ticket, assignment, talker, legs, state, at: parts.clock.now() });
      return ticket;
    });
}

/** The agent who was dialled for the caller, as a leg; null when nobody took the call. */
export async function dialledAgentOf(stores: RoomStores, { talker, ticket, call }: OnLine): Promise<DialledAgent | null> {
  const agent = talker ? await stores.agents.find(talker.agentId) : null;
  return talker && agent
    ? { ticketId: ticket.id, assignmentId: talker.assignmentId, agentId: agent.id, target: dialTargetOf(agent), from: call.toText }
    : null;
}

export function cannotMove(ticket: Ticket): AppError {
  return invalidTransition(`The agent's telephone of ${ticketNumber(ticket.number)} is not known, so the call cannot be moved.`);
}

function noCall(ticket: Ticket): AppError {
  return new AppError({ code: 'no_call', status: 409, publicMessage: `Nobody is on the line for ${ticketNumber(ticket.number)}.` });
}

function forbidden({ leadOnly }: Demands): AppError {
  return new AppError({
    code: 'forbidden', status: 403,
    publicMessage: leadOnly ? 'Only leads may do this.' : 'Only the agent of this ticket or a lead may do this.',
  });
}
