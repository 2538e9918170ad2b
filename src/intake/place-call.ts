import {
  newId, ticketNumber, type CallInput, type CallSession, type ChannelCapabilities, type Clock, type Contact, type InboundCall,
} from '../core/index.ts';
import { isOpen } from '../desk/calendars/index.ts';
import { callWords, leaveLine, type Call, type LineStores } from '../desk/calls/index.ts';
import type { Classifier } from '../desk/catalog/index.ts';
import { calendarOf, costOf, findEntry, findTeam, type DeskDefinition } from '../desk/definition/index.ts';
import { customerActor } from '../desk/events/index.ts';
import { applyRoute, planRoute } from '../desk/routing/index.ts';
import { identifyCustomer } from './identify-customer.ts';
import type { IntakeStores } from './intake-store.ts';

export type CallStores = LineStores & IntakeStores;

export interface Placed {
  ticketId: string;
  input: Extract<CallInput, { kind: 'placed' }>;
}

/**
 * Opens the ticket of a call that asks for its place, routes it at once by what the caller chose, and says whether the
 * caller waits for an agent or leaves a message: somebody of the team must be signed in and the team open.
 */
export type PlaceCall = (
  stores: CallStores,
  call: Call,
  contact: Contact,
  /** `leftMessage`: they have left a message already and wait for nobody. */
  how: { wantsPerson: boolean; leftMessage?: boolean },
) => Promise<Placed>;

export function createPlaceCall(parts: {
  desk: DeskDefinition;
  classifier: Classifier;
  capabilities: ChannelCapabilities;
  textCost: number;
  clock: Clock;
}): PlaceCall {
  const { desk, classifier, capabilities, textCost, clock } = parts;
  return async (stores, call, contact, { wantsPerson, leftMessage = false }) => {
    const at = clock.now();
    const { session } = call;
    if (contact.from.length > 0) await stores.intake.serialise(contact);
    const known = await stores.intake.lookUp(contact, { theirs: null, joinSince: at });
    const customer = identifyCustomer({ ...contact, locale: session.locale }, known, desk.locale);
    const ticketId = newId();
    const chosen = {
      locale: session.locale, wantsPerson,
      service: session.service ?? undefined, entry: session.entry ?? undefined,
      impact: session.impact ?? undefined, urgency: session.urgency ?? undefined,
    };
    const about = { at, actor: customerActor, ticketId };
    const { number } = await stores.intake.open({
      contactId: call.contactId, claimedBefore: true, contact, customer, ticketId, conversationId: newId(),
      theirs: contact.from[0] ?? null, subject: subjectOf(desk, call), locale: session.locale, chosen,
      live: capabilities.live, cost: costOf(desk, contact.channel), followUpOf: null, at,
      events: [
        { ...about, name: 'ticket.opened', after: { status: 'new', channel: contact.channel } },
        { ...about, name: 'contact.received', contactId: call.contactId },
      ],
    });
    const opened = await stores.tickets.lock(ticketId);
    if (!opened) throw new Error('The ticket of the call was not stored.');
    const plan = planRoute(desk, classifier, { text: '', chosen, channel: contact.channel, locale: session.locale });
    const routed = await applyRoute(stores, desk, opened, plan, at);
    const decision = leftMessage ? nobodyWaits : await whereTo(stores, plan.team, at);
    if (decision.to === 'voicemail') {
      await leaveLine(stores, routed, { abandoned: false, reason: decision.because, textCost, at });
    } else {
      await stores.events.append([{ name: 'call.queued', at, actor: customerActor, ticketId }]);
      stores.signals.raise({ kind: 'route-ticket', ticketId, routingVersion: routed.routingVersion, priority: routed.priority });
    }
    await stores.calls.setOutcome(call.contactId, 'received');
    return { ticketId, input: { kind: 'placed', ticketNumber: ticketNumber(number), ...decision } };
  };

  async function whereTo(stores: CallStores, teamKey: string, at: Date): Promise<Pick<Placed['input'], 'to' | 'because'>> {
    const calendar = calendarOf(desk, findTeam(desk, teamKey)?.calendar ?? null);
    if (!isOpen(calendar, at)) return { to: 'voicemail', because: 'closed' };
    return (await stores.agents.anySignedIn(teamKey))
      ? { to: 'queue', because: 'staffed' }
      : { to: 'voicemail', because: 'nobody' };
  }
}

const nobodyWaits = { to: 'voicemail', because: 'nobody' } as const;

/** Claims a call's contact at its first webhook, without a ticket. */
export async function claimCall(stores: CallStores, inbound: InboundCall, contact: Contact, session: CallSession): Promise<Call> {
  const contactId = await stores.calls.begin(inbound, newId(), contact, session);
  return {
    id: inbound.callId, contactId, ticketId: null, session, step: 0,
    fromText: contact.fromText, toText: contact.to, startedAt: inbound.receivedAt, endedAt: null,
    place: null,
  };
}

/** Takes in a call of which only a message is known (we could not answer it), and opens its ticket. */
export async function rescueCall(
  stores: CallStores,
  inbound: InboundCall,
  contact: Contact,
  session: CallSession,
  placeCall: PlaceCall,
): Promise<Call> {
  const call = (await stores.calls.find(inbound.callId)) ?? (await claimCall(stores, inbound, contact, session));
  const { ticketId } = await placeCall(stores, call, contact, { wantsPerson: true, leftMessage: true });
  const rescued: Call = { ...call, ticketId, session: { ...call.session, phase: 'voicemail' } };
  await stores.calls.save(rescued);
  return rescued;
}

/** What agents read in lists: the entry the caller chose, else who called. */
function subjectOf(desk: DeskDefinition, call: Call): string {
  const entry = call.session.entry === null ? null : findEntry(desk, call.session.entry);
  if (entry) return entry.name[desk.locale];
  const words = callWords[desk.locale];
  return words.callFrom(call.fromText.startsWith('+') ? call.fromText : words.unknownCaller);
}
