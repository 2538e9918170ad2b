import { ticketNumber, type Locale, type Prompt } from '../../core/index.ts';
import type { Leg } from '../rooms/index.ts';
import type { Callback } from './callback.ts';
import type { OutreachParts, OutreachStores } from './outreach-parts.ts';

/** How things stand for a leg of a callback, its ticket locked. */
export interface LegSituation {
  callback: Callback | null;
  /** Its agent still has the ticket, and the customer is still to be reached. */
  isOpen: boolean;
  /** Of the agent whose telephone it is, else the desk's. */
  locale: Locale;
  number: string;
}

export async function situationOf(stores: OutreachStores, leg: Leg, { desk }: OutreachParts): Promise<LegSituation> {
  const ticket = await stores.tickets.lock(leg.ticketId);
  const callback = leg.callbackId === null ? null : await stores.callbacks.find(leg.callbackId);
  const assignment = leg.assignmentId === null ? null : await stores.assignments.find(leg.assignmentId);
  const agent = leg.agentId === null ? null : await stores.agents.find(leg.agentId);
  return {
    callback,
    isOpen: callback?.endedAt === null && assignment?.endedAt === null && assignment.ticketId === ticket?.id,
    locale: agent?.locales[0] ?? desk.locale,
    number: ticket ? ticketNumber(ticket.number) : '',
  };
}

/** Into the room of the callback; what is said there is recorded on the customer's side, when conversations are. */
export function joinRoom(leg: Leg, { consent }: OutreachParts): Prompt {
  return { verb: 'join', room: leg.room, muted: false, coach: null, record: consent !== null && leg.role === 'customer' };
}
