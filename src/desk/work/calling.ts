import { AppError, invalidInput, invalidTransition, newId, ticketNumber } from '../../core/index.ts';
import {
  cancelCallback, dialableNumber, dialRules, startOutreach, type CallbackStores, type OutreachParts, type RequestCallback,
} from '../callbacks/index.ts';
import { leaveLine } from '../calls/index.ts';
import { costOf } from '../definition/index.ts';
import { agentActor } from '../events/index.ts';
import { raiseCost } from '../routing/index.ts';
import type { By, Ticket } from '../tickets/index.ts';
import { demand, openStatuses, type Act } from './act.ts';
import { resumeWork } from './progress.ts';

/** Agents call customers. Each gives the ticket as it is afterwards. */
export interface Calling {
  /** Rings the agent, then the customer. Throws `invalid_transition` (409) unless the ticket is theirs, `on_a_call` (409) when they are on the line already, `no_number` (409) when nobody knows where to call. */
  call(number: number, by: By, to: string | null): Promise<Ticket>;
  /** Arranges a call at a time to come; the ticket waits until then and is offered as a call. */
  arrange(number: number, by: By, how: { at: Date; to: string | null }): Promise<Ticket>;
  /** The customer need not be called any more. Throws `invalid_transition` (409) when no callback is open. */
  cancel(number: number, by: By): Promise<Ticket>;
}

export function createCalling(parts: {
  act: Act;
  requestCallback: RequestCallback;
  outreach: OutreachParts;
}): Calling {
  const { act, requestCallback, outreach } = parts;
  const { desk, textCost } = outreach;

  /** Where the customer of a ticket is called, and from which number of ours. */
  const numbersOf = async (stores: CallbackStores, ticket: Ticket, to: string | null) => {
    const known = await stores.callbacks.numbersOfCustomer(ticket.id);
    const written = to ?? known.theirs;
    if (written === null) throw refusal('no_number', 'Nobody knows a telephone number of this customer: name one.');
    const number = dialableNumber(written, dialRules(desk, outreach.ownNumbers, known.ours));
    if (number === null) throw invalidInput({ to: 'a telephone number that the desk may call' });
    return { number, fromNumber: known.ours ?? outreach.ownNumber };
  };

  return {
    call: (number, by, to) =>
      act(number, by, async (stores, was, at) => {
        demand(was, 'called', ['assigned']);
        const assignment = await stores.assignments.openOfTicket(was.id);
        if (assignment?.agentId !== by.agentId) throw invalidTransition(`${ticketNumber(was.number)} is not yours: take it before you call.`);
        const { number: theirs, fromNumber } = await numbersOf(stores, was, to);
        if (fromNumber === null) throw refusal('no_line_out', 'The desk has no telephone number to call from.');
        if (await stores.assignments.isOnLine(by.agentId)) throw refusal('on_a_call', 'You are on a call already.');
        await raiseCost(stores, assignment, costOf(desk, 'voice'));
        const raised = await stores.assignments.openOfTicket(was.id);
        await stores.assignments.setCost(assignment.id, raised?.cost ?? assignment.cost, true);
        await stores.callbacks.open({
          id: newId(), ticketId: was.id, askedBy: 'agent', number: theirs, fromNumber, locale: was.locale, askedFor: null,
          state: 'waiting', tries: 0, createdAt: at, endedAt: null,
        });
        await stores.events.append([{ name: 'callback.requested', at, actor: agentActor(by.agentId), ticketId: was.id, agentId: by.agentId }]);
        const is = await stores.tickets.save({ ...was, live: true, cost: Math.max(was.cost, costOf(desk, 'voice')) });
        await startOutreach(stores, assignment.id, outreach, at);
        return is;
      }),
    arrange: (number, by, { at: when, to }) =>
      act(number, by, async (stores, was, at) => {
        demand(was, 'called back', openStatuses);
        if (when <= at) throw invalidInput({ at: 'a time to come' });
        const numbers = await numbersOf(stores, was, to);
        const wish = { ...numbers, locale: was.locale, at: when, agentId: by.agentId };
        const answer = await requestCallback(stores, was, wish, at);
        if (answer.kind === 'refused') throw refusal(answer.because.replace('-', '_'), 'The customer cannot be called then.');
        return (await stores.tickets.lock(was.id)) ?? was;
      }),
    cancel: (number, by) =>
      act(number, by, async (stores, was, at) => {
        const done = await cancelCallback(stores, was, { actor: agentActor(by.agentId), reason: 'cancelled', at });
        if (!done) throw invalidTransition(`No callback is open for ${ticketNumber(was.number)}.`);
        const quiet = await leaveLine(stores, was, { abandoned: false, reason: 'callback-cancelled', textCost, at });
        const waitsForTheCall = quiet.status === 'waiting' && quiet.waitingFor === 'customer' && quiet.agentId === null;
        return waitsForTheCall ? resumeWork(stores, quiet, agentActor(by.agentId), 'callback-cancelled', at) : quiet;
      }),
  };
}

function refusal(code: string, publicMessage: string): AppError {
  return new AppError({ code, status: 409, publicMessage });
}
