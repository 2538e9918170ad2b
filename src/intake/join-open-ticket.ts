import { newId, parseTicketNumber, type Clock, type Contact } from '../core/index.ts';
import { customerActor } from '../desk/events/index.ts';
import type { Call } from '../desk/calls/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import { isEnded, type Ticket } from '../desk/tickets/index.ts';
import type { CallStores } from './call-stores.ts';
import { identifyCustomer } from './identify-customer.ts';
import type { PlaceCall } from './place-call.ts';

/**
 * Gives a call's contact to the open ticket that its caller was offered. The ticket is looked at again under its lock:
 * one that ended meanwhile stays ended, and a new one that is linked to it takes the words.
 */
export type JoinOpenTicket = (stores: CallStores, call: Call, contact: Contact) => Promise<Call>;

/** What the desk does with a settled or waiting ticket when its customer says more. */
export type OnCustomerWrote = (stores: CallStores, ticket: Ticket, at: Date) => Promise<Ticket>;

export function createJoinOpenTicket(parts: {
  desk: DeskDefinition;
  placeCall: PlaceCall;
  onCustomerWrote: OnCustomerWrote;
  clock: Clock;
}): JoinOpenTicket {
  const { desk, placeCall, onCustomerWrote, clock } = parts;
  return async (stores, call, contact) => {
    const at = clock.now();
    const { session } = call;
    const number = parseTicketNumber(session.open?.number ?? '');
    // The address comes before the ticket, as everywhere.
    const [, known] = await Promise.all([
      stores.intake.serialise(contact),
      stores.intake.lookUp(contact, { theirs: null, joinSince: at }),
    ]);
    const ticket = number === null ? null : await stores.tickets.lockNumber(number);
    if (!ticket || isEnded(ticket)) {
      const how = { wantsPerson: true, leftMessage: true, followUpOf: ticket?.id ?? null };
      const { ticketId } = await placeCall(stores, call, contact, how);
      return { ...call, ticketId };
    }
    await stores.intake.adopt({
      contactId: call.contactId, contact: { ...contact, text: session.words ?? '' },
      customer: identifyCustomer({ ...contact, locale: session.locale }, known, desk.locale),
      ticketId: ticket.id, conversationId: newId(), theirs: contact.from[0] ?? null, at,
      events: [{ name: 'contact.received', at, actor: customerActor, ticketId: ticket.id, contactId: call.contactId }],
    });
    await stores.calls.join(call.id, ticket.id);
    await stores.calls.setOutcome(call.contactId, 'added');
    await onCustomerWrote(stores, ticket, at);
    return { ...call, ticketId: ticket.id, joined: true };
  };
}
