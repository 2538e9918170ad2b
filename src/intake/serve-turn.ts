import type { CallInput, CallTurn, Clock, Contact } from '../core/index.ts';
import type { RequestCallback } from '../desk/callbacks/index.ts';
import type { Call } from '../desk/calls/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import { isSettled } from '../desk/tickets/index.ts';
import type { AnnouncementBoard } from './announcement-board.ts';
import { serviceOf } from './call-input.ts';
import type { CallStores } from './call-stores.ts';
import type { PlaceCall } from './place-call.ts';
import { deskZone } from './serving-hours.ts';

/** Does what a turn asks of the desk, a place or a callback, and gives the desk's answer; null when it asks nothing. */
export type ServeTurn = (
  stores: CallStores,
  call: Call,
  contact: Contact,
  turn: CallTurn,
) => Promise<{ call: Call; input: CallInput } | null>;

export function createServeTurn(parts: {
  desk: DeskDefinition;
  placeCall: PlaceCall;
  requestCallback: RequestCallback;
  announcements: AnnouncementBoard;
  clock: Clock;
}): ServeTurn {
  const { desk, placeCall, requestCallback, announcements, clock } = parts;

  return async (stores, before, contact, turn) => {
    const call: Call = { ...before, session: turn.session };
    if (turn.place) {
      // Read now, so that the first turn in the line has them.
      announcements({ service: serviceOf(desk, turn.session), locale: turn.session.locale });
      const { ticketId, input } = await placeCall(stores, call, contact, turn.place);
      return { call: { ...call, ticketId, joined: false }, input };
    }
    return turn.callback ? callBack(stores, call, contact, turn.callback) : null;
  };

  async function callBack(stores: CallStores, call: Call, contact: Contact, asked: NonNullable<CallTurn['callback']>) {
    // Who is to be called back has a ticket, also when they ask before choosing anything.
    const ticketId = call.ticketId ?? (await placeCall(stores, call, contact, { wantsPerson: true, leftMessage: true })).ticketId;
    const placed: Call = { ...call, ticketId };
    const ticket = await stores.tickets.lock(ticketId);
    if (!ticket || isSettled(ticket)) return { call: placed, input: refused('never-open') };
    const own = contact.from.find(({ kind }) => kind === 'phone')?.value ?? null;
    const answer = await requestCallback(
      stores, ticket,
      { number: asked.number ?? own, fromNumber: contact.to, locale: call.session.locale, at: asked.at },
      clock.now(),
    );
    if (answer.kind === 'refused') return { call: placed, input: refused(answer.because) };
    await stores.calls.setOutcome(call.contactId, 'callback');
    const input: CallInput = { kind: 'callback-set', at: answer.at?.toISOString() ?? null, zone: deskZone(desk) };
    return { call: placed, input };
  }
}

function refused(because: 'no-number' | 'never-open'): CallInput {
  return { kind: 'callback-refused', because };
}
