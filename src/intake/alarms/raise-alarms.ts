import { newId } from '../../core/index.ts';
import { beginDowntime, nameAssets } from '../../desk/assets/index.ts';
import { providerActor } from '../../desk/events/index.ts';
import type { Ticket } from '../../desk/tickets/index.ts';
import { reopenTicket } from '../../desk/work/index.ts';
import { appendContact, openMachineTickets } from '../open-or-append.ts';
import type { AlarmDesk, AlarmInHand, AlarmOutcome, AlarmStores } from './alarm-stores.ts';
import { hangNew, hangOn } from './hang-on.ts';
import { stormOf, type AlarmPlaces } from './lock-places.ts';

interface Raised {
  one: AlarmInHand;
  contactId: string;
  ticketId: string;
  number: number;
  /** The ticket that was opened; null: it is the one of its last time. */
  opened: Ticket | null;
  /** The locked ticket of the storm that it belongs to; null: it is routed by itself. */
  storm: Ticket | null;
}

/**
 * What is wrong that was not: each opens a ticket, or reopens the one of its last time while that waits to be confirmed.
 * Later ones are linked to the last. However many they are, it takes a few statements beside one for each.
 */
export async function raiseAlarms<Stores extends AlarmStores>(
  parts: AlarmDesk<Stores>, stores: Stores, { raising, places, at }: { raising: readonly AlarmInHand[]; places: AlarmPlaces; at: Date },
): Promise<Map<AlarmInHand, AlarmOutcome>> {
  const back: Raised[] = [];
  for (const one of raising) {
    const raised = await raiseAgain(stores, one, { places, at });
    if (raised) back.push(raised);
  }
  const known = new Set(back.map(({ one }) => one));
  const opened = await openAnew(parts, stores, raising.filter((one) => !known.has(one)), { places, at });
  const raised = [...back, ...opened];
  await stores.alarms.raise(raised.map(({ one: { alarm, judged }, contactId }) => {
    const { source, fingerprint, severity, title, textHash, url } = alarm;
    return {
      id: newId(), source, fingerprint, group: judged.group, contactId, title, severity, textHash, url,
      afterwards: judged.afterwards, startedAt: startOf(alarm), raisedAt: at, lastSeenAt: at, notedAt: at, repeats: 0,
    };
  }));
  await stores.events.append(raised.map(({ one: { alarm }, ticketId, contactId }) => ({
    name: 'alarm.raised', at, effectiveAt: startOf(alarm), actor: providerActor, ticketId, contactId,
    after: { source: alarm.source, severity: alarm.severity, startedAt: startOf(alarm).toISOString() },
  })));
  await tellWhatIsHit(stores, raised, at);
  for (const { ticketId, storm } of back) if (storm) await hangOn(parts, stores, { ticketId, parent: storm, at });
  await placeOpened(parts, stores, opened, at);
  return new Map(raised.map(({ one, number }) => [one, { kind: 'opened', ticketNumber: number }]));
}

function startOf({ startedAt, receivedAt }: AlarmInHand['alarm']): Date {
  return startedAt ?? receivedAt;
}

async function openAnew<Stores extends AlarmStores>(
  { cost, desk }: AlarmDesk<Stores>, stores: Stores, some: readonly AlarmInHand[], { places, at }: { places: AlarmPlaces; at: Date },
): Promise<Raised[]> {
  const days = desk.conversations.reopenDays * 24 * 60 * 60_000;
  const openings = some.map(({ contact, known: { last } }) => ({
    contact, followUpOf: last !== null && at.getTime() - last.endSeenAt.getTime() <= days ? last.ticketId : null,
  }));
  const tickets = await openMachineTickets(stores, openings, { cost, locale: desk.locale, actor: providerActor, at });
  return some.flatMap((one, place) => {
    const opened = tickets[place];
    return opened ? [{ one, contactId: opened.contactId, ticketId: opened.ticket.id, number: opened.ticket.number, opened: opened.ticket, storm: stormOf(places, one) }] : [];
  });
}

/** Null when the ticket of its last time is not there to be reopened. */
async function raiseAgain(stores: AlarmStores, one: AlarmInHand, { places, at }: { places: AlarmPlaces; at: Date }): Promise<Raised | null> {
  const { last } = one.known;
  if (!last || places.tickets.get(last.ticketId)?.status !== 'resolved') return null;
  const conversation = { id: last.conversationId, ticketId: last.ticketId };
  const reopen = (was: Ticket) => (was.status === 'resolved' ? reopenTicket(stores, was, providerActor, 'alarm-again', at) : stores.tickets.save(was));
  const landed = await appendContact(stores, one.contact, null, { conversation }, reopen, at, { actor: providerActor });
  return landed && { ...landed, one, opened: null, storm: stormOf(places, one) };
}

async function tellWhatIsHit(stores: AlarmStores, raised: readonly Raised[], at: Date): Promise<void> {
  const named = raised.flatMap(({ one: { judged }, ticketId }) =>
    judged.asset === null ? [] : [{ ticket: { id: ticketId, agentId: null, service: judged.service }, name: judged.asset }]);
  const assets = await nameAssets(stores, named, { actor: providerActor, at });
  const assetOf = new Map(named.map(({ ticket }, place) => [ticket.id, assets[place] ?? null]));
  for (const { one: { alarm, judged }, ticketId } of raised) {
    const asset = assetOf.get(ticketId) ?? null;
    const service = judged.service ?? asset?.service ?? null;
    if (!judged.downtime || service === null) continue;
    const ticket = { id: ticketId, agentId: null };
    await beginDowntime(stores, { ticket, actor: providerActor, at, service, assetId: asset?.id ?? null, from: startOf(alarm) });
  }
}

/** Those of storms hang on them; the others are routed after the commit. */
async function placeOpened<Stores extends AlarmStores>(parts: AlarmDesk<Stores>, stores: Stores, opened: readonly Raised[], at: Date): Promise<void> {
  const hanging = new Map<Ticket, { ticket: Ticket; text: string }[]>();
  for (const { one: { contact }, ticketId, opened: ticket, storm } of opened) {
    if (storm && ticket) hanging.set(storm, [...(hanging.get(storm) ?? []), { ticket, text: `${contact.subject ?? ''}\n${contact.text}` }]);
    else stores.signals.raise({ kind: 'route-ticket', ticketId, routingVersion: 1, priority: null });
  }
  for (const [parent, tickets] of hanging) await hangNew(parts, stores, tickets, { parent, at });
}
