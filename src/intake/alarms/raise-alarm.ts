import { newId } from '../../core/index.ts';
import { beginDowntime, nameAsset } from '../../desk/assets/index.ts';
import { providerActor } from '../../desk/events/index.ts';
import type { Ticket } from '../../desk/tickets/index.ts';
import { reopenTicket } from '../../desk/work/index.ts';
import { appendContact, openTicket, type Landed } from '../open-or-append.ts';
import type { AlarmDesk, AlarmInHand, AlarmOutcome, AlarmStores } from './alarm-stores.ts';
import { hangOn } from './hang-on.ts';

interface Raising {
  one: AlarmInHand;
  /** The locked ticket of the storm that it belongs to; null: it is routed by itself. */
  storm: Ticket | null;
  at: Date;
}

/**
 * Something is wrong that was not: it opens a ticket, or reopens the one of its last time while that waits to be confirmed.
 * Later ones are linked to the last.
 */
export async function raiseAlarm<Stores extends AlarmStores>(parts: AlarmDesk<Stores>, stores: Stores, raising: Raising): Promise<AlarmOutcome> {
  const { one, storm, at } = raising;
  const landed = (await raiseAgain(stores, raising)) ?? (await raiseAnew(parts, stores, raising));
  const { alarm, judged } = one;
  const { source, fingerprint, severity, title, textHash, url } = alarm;
  const startedAt = alarm.startedAt ?? alarm.receivedAt;
  await stores.alarms.raise({
    id: newId(), source, fingerprint, group: judged.group, contactId: landed.contactId, title, severity, textHash, url,
    afterwards: judged.afterwards, startedAt, raisedAt: at, lastSeenAt: at, notedAt: at, repeats: 0,
  });
  await stores.events.append([{
    name: 'alarm.raised', at, effectiveAt: startedAt, actor: providerActor, ticketId: landed.ticketId, contactId: landed.contactId,
    after: { source, severity, startedAt: startedAt.toISOString() },
  }]);
  await tellWhatIsHit(stores, raising, landed.ticketId, startedAt);
  if (storm) await hangOn(parts, stores, { ticketId: landed.ticketId, parent: storm, at });
  return { kind: 'opened', ticketNumber: landed.number };
}

function raiseAnew<Stores extends AlarmStores>({ capabilities, cost, desk }: AlarmDesk<Stores>, stores: Stores, { one, at }: Raising): Promise<Landed> {
  const { last } = one.known;
  const days = desk.conversations.reopenDays * 24 * 60 * 60_000;
  const followUpOf = last !== null && at.getTime() - last.endSeenAt.getTime() <= days ? last.ticketId : null;
  return openTicket(stores, one.contact, null, { capabilities, cost, locale: desk.locale, followUpOf, at, actor: providerActor });
}

/** Null when the ticket of its last time is not there to be reopened. */
async function raiseAgain(stores: AlarmStores, { one, at }: Raising): Promise<Landed | null> {
  const { last } = one.known;
  if (!last) return null;
  const ticket = await stores.tickets.lock(last.ticketId);
  if (ticket?.status !== 'resolved') return null;
  const conversation = { id: last.conversationId, ticketId: last.ticketId };
  const reopen = (was: Ticket) => reopenTicket(stores, was, providerActor, 'alarm-again', at);
  return appendContact(stores, one.contact, null, { conversation }, reopen, at, { actor: providerActor });
}

async function tellWhatIsHit(stores: AlarmStores, { one: { judged }, at }: Raising, ticketId: string, startedAt: Date): Promise<void> {
  const about = { actor: providerActor, at };
  const ticket = { id: ticketId, agentId: null, service: judged.service };
  const asset = judged.asset === null ? null : await nameAsset(stores, { ...about, ticket, asset: { name: judged.asset } });
  const service = judged.service ?? asset?.service ?? null;
  if (judged.downtime && service !== null) await beginDowntime(stores, { ...about, ticket, service, assetId: asset?.id ?? null, from: startedAt });
}
