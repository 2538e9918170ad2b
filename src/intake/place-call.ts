import {
  newId, ticketNumber, type CallInput, type ChannelCapabilities, type Clock, type Contact,
} from '../core/index.ts';
import { callWords, leaveLine, type Call } from '../desk/calls/index.ts';
import type { Classifier } from '../desk/catalog/index.ts';
import { costOf, findEntry, type DeskDefinition } from '../desk/definition/index.ts';
import { customerActor } from '../desk/events/index.ts';
import { applyRoute, planRoute } from '../desk/routing/index.ts';
import type { Chosen, Ticket } from '../desk/tickets/index.ts';
import type { CallStores } from './call-stores.ts';
import { identifyCustomer } from './identify-customer.ts';
import { subjectOf as firstLine } from './open-or-append.ts';
import { deskZone, servingHours } from './serving-hours.ts';

type PlacedInput = Extract<CallInput, { kind: 'placed' }>;

export interface Placed {
  ticketId: string;
  input: PlacedInput;
}

/**
 * Opens the ticket of a call that asks for its place, routes it at once by what the caller chose or said, and says
 * whether the caller waits for an agent or leaves a message: somebody of the team must be signed in, and the team and the
 * called number open.
 */
export type PlaceCall = (
  stores: CallStores,
  call: Call,
  contact: Contact,
  /** `leftMessage`: they wait for nobody. `followUpOf`: the ended ticket that this one goes on from. */
  how: { wantsPerson: boolean; leftMessage?: boolean; followUpOf?: string | null },
) => Promise<Placed>;

export function createPlaceCall(parts: {
  desk: DeskDefinition;
  classifier: Classifier;
  capabilities: ChannelCapabilities;
  textCost: number;
  clock: Clock;
}): PlaceCall {
  const { desk, classifier, capabilities, textCost, clock } = parts;

  return async (stores, call, unspoken, how) => {
    const at = clock.now();
    const contact: Contact = { ...unspoken, text: call.session.words ?? '' };
    const { number, ticket } = await openedBy(stores, call, contact, how, at);
    const plan = planRoute(desk, classifier, { ...ticket, text: contact.text });
    const routed = await applyRoute(stores, desk, ticket, plan, at);
    const decision = how.leftMessage === true ? nobodyWaits : await whereTo(stores, contact.to, routed.team ?? plan.team, at);
    if (decision.to === 'voicemail') {
      await leaveLine(stores, routed, { abandoned: false, reason: decision.because, textCost, at });
    } else {
      await stores.events.append([{ name: 'call.queued', at, actor: customerActor, ticketId: ticket.id }]);
      const { id: ticketId, routingVersion, priority } = routed;
      stores.signals.raise({ kind: 'route-ticket', ticketId, routingVersion, priority });
    }
    await stores.calls.setOutcome(call.contactId, 'received');
    const input: PlacedInput = { kind: 'placed', ticketNumber: ticketNumber(number), zone: deskZone(desk), ...decision };
    return { ticketId: ticket.id, input };
  };

  async function openedBy(
    stores: CallStores, call: Call, contact: Contact, how: Parameters<PlaceCall>[3], at: Date,
  ): Promise<{ number: number; ticket: Ticket }> {
    const { session, contactId } = call;
    // Sent together, done in this order: the addresses are locked when the look begins.
    const [, known] = await Promise.all([
      stores.intake.serialise(contact),
      stores.intake.lookUp(contact, { theirs: null, joinSince: at }),
    ]);
    const ticketId = newId();
    const about = { at, actor: customerActor, ticketId };
    const { number } = await stores.intake.open({
      contactId, claimedBefore: true, contact,
      customer: identifyCustomer({ ...contact, locale: session.locale }, known, desk.locale),
      ticketId, conversationId: newId(), theirs: contact.from[0] ?? null,
      subject: subjectOf(desk, call), locale: session.locale, chosen: chosenBy(call, how.wantsPerson),
      live: capabilities.live, cost: costOf(desk, contact.channel), followUpOf: how.followUpOf ?? null, at,
      events: [
        { ...about, name: 'ticket.opened', after: { status: 'new', channel: contact.channel } },
        { ...about, name: 'contact.received', contactId },
      ],
    });
    const ticket = await stores.tickets.lock(ticketId);
    if (!ticket) throw new Error('The ticket of the call was not stored.');
    return { number, ticket };
  }

  async function whereTo(
    stores: CallStores, called: string, team: string, at: Date,
  ): Promise<Pick<PlacedInput, 'to' | 'because' | 'opensAt'>> {
    const hours = servingHours(desk, called, team, at);
    if (!hours.isOpen) return { to: 'voicemail', because: 'closed', opensAt: hours.opensAt?.toISOString() ?? null };
    return (await stores.agents.anySignedIn(team)) ? { to: 'queue', because: 'staffed' } : nobodyWaits;
  }
}

const nobodyWaits = { to: 'voicemail', because: 'nobody' } as const;

function chosenBy({ session }: Call, wantsPerson: boolean): Chosen {
  return {
    locale: session.locale, wantsPerson,
    service: session.service ?? undefined, entry: session.entry ?? undefined,
    impact: session.impact ?? undefined, urgency: session.urgency ?? undefined,
  };
}

/** What agents read in lists, in the desk's language: what the caller said, else the entry they chose, else who called. */
function subjectOf(desk: DeskDefinition, { session, fromText }: Call): string {
  const words = callWords[desk.locale];
  if (session.words !== null && session.words.trim() !== '') return firstLine({ text: words.said(session.words) });
  const entry = session.entry === null ? null : findEntry(desk, session.entry);
  if (entry) return entry.name[desk.locale];
  return words.callFrom(fromText.startsWith('+') ? fromText : words.unknownCaller);
}
