import { newId, type Contact } from '../../core/index.ts';
import { alarmWords, endByItself, levelsOf, sourceName, type AlarmGroup } from '../../desk/alarms/index.ts';
import type { DeskDefinition } from '../../desk/definition/index.ts';
import { providerActor } from '../../desk/events/index.ts';
import { isHeldBack, isSettled, type Ticket } from '../../desk/tickets/index.ts';
import { highestOf } from '../../desk/priority/index.ts';
import { raiseLevels } from '../../desk/work/index.ts';
import { openTicket } from '../open-or-append.ts';
import type { AlarmDesk, AlarmInHand, AlarmStores } from './alarm-stores.ts';
import { hangOn } from './hang-on.ts';
import { lockWhereItIs } from './lock-place.ts';
import { groupsOf, groupOf, keyOf, type AlarmPlaces } from './lock-places.ts';

const mostTitles = 20;

/** Opens the one ticket of a group in which more begins to be wrong than the desk takes one by one; what began just now hangs on it too. */
export async function gatherStorms<Stores extends AlarmStores>(
  parts: AlarmDesk<Stores>, stores: Stores, { raising, places, at }: { raising: readonly AlarmInHand[]; places: AlarmPlaces; at: Date },
): Promise<void> {
  for (const group of groupsOf(raising)) {
    const recent = places.recent.get(keyOf(group));
    if (!recent || places.storms.has(keyOf(group))) continue;
    const begun = raising.filter((one) => keyOf(groupOf(one)) === keyOf(group));
    const parent = await openStorm(parts, stores, { group, some: begun, count: recent.length + begun.length, at });
    places.storms.set(keyOf(group), parent);
    for (const ticketId of [...recent].sort()) await hangOn(parts, stores, { ticketId, parent, at });
  }
}

async function openStorm<Stores extends AlarmStores>(
  { desk, capabilities, cost }: AlarmDesk<Stores>, stores: Stores,
  { group, some, count, at }: { group: AlarmGroup; some: readonly AlarmInHand[]; count: number; at: Date },
): Promise<Ticket> {
  const words = alarmWords[desk.locale];
  const titles = some.slice(0, mostTitles).map(({ alarm }) => alarm.title);
  const [impact, urgency] = [highestOf(some.map(({ judged }) => judged.impact)), highestOf(some.map(({ judged }) => judged.urgency))];
  const entry = some[0]?.judged.entry ?? null;
  const contact: Contact = {
    channel: some[0]?.contact.channel ?? '', providerId: `storm ${newId()}`, from: [], fromText: sourceName(desk, group.source), to: some[0]?.contact.to ?? '',
    subject: words.storm({ ...readable(desk, group), count }), text: words.stormText(titles, count - titles.length), attachments: [], receivedAt: at,
    chosen: { kind: 'alarm', ...(entry === null ? {} : { entry }), ...(impact === null ? {} : { impact }), ...(urgency === null ? {} : { urgency }) },
  };
  const { ticketId } = await openTicket(stores, contact, null, { capabilities, cost, locale: desk.locale, followUpOf: null, at, actor: providerActor });
  await stores.alarms.beginStorm({ ...group, ticketId, at });
  return lockWhereItIs(stores.tickets, ticketId);
}

/** Tells on the tickets of storms how many alarms hang there now. */
export async function recountStorms<Stores extends AlarmStores>(
  { desk }: AlarmDesk<Stores>, stores: Stores, { raising, places, at }: { raising: readonly AlarmInHand[]; places: AlarmPlaces; at: Date },
): Promise<void> {
  for (const group of groupsOf(raising)) {
    const storm = places.storms.get(keyOf(group));
    // What a storm was merged into keeps its own subject.
    if (storm?.chosen.kind !== 'alarm') continue;
    const levels = raising.filter((one) => keyOf(groupOf(one)) === keyOf(group)).map(({ judged }) => levelsOf(desk, judged));
    const to = { impact: highestOf(levels.map(({ impact }) => impact)) ?? 'low', urgency: highestOf(levels.map(({ urgency }) => urgency)) ?? 'low' };
    const parent = await raiseLevels(stores, desk, await lockWhereItIs(stores.tickets, storm.id), to, { actor: providerActor, reason: 'alarm-worse', at });
    const count = await stores.alarms.countBelow(parent.id);
    await stores.tickets.save({ ...parent, subject: alarmWords[desk.locale].storm({ ...readable(desk, group), count }) });
    await stores.events.append([{ name: 'ticket.grouped', at, actor: providerActor, ticketId: parent.id, agentId: parent.agentId, after: { alarms: count } }]);
  }
}

/** A storm is over when nothing of what hangs on its ticket lasts: the ticket ends as that of an alarm does. */
export async function endStorms<Stores extends AlarmStores>({ desk, routeNew, textCost }: AlarmDesk<Stores>, stores: Stores, { parents }: AlarmPlaces, at: Date): Promise<void> {
  const { locale, monitoring: { afterwards } } = desk;
  for (const id of [...parents].sort()) {
    if ((await stores.alarms.lastingBelow(id)) > 0) continue;
    await stores.alarms.endStorm(id, at);
    const parent = await lockWhereItIs(stores.tickets, id);
    if (isSettled(parent) || parent.chosen.kind !== 'alarm') continue;
    const placed = parent.status === 'new' && !isHeldBack(parent) ? await routeNew(stores, parent) : parent;
    await endByItself(stores, placed, { afterwards, solution: alarmWords[locale].stormOver, textCost, at });
  }
}

/**
 * Short enough for a subject, and without signs: the source as people call it, and of a group's key of Alertmanager, such as
 * `{}:{alertname="DiskFull"}`, the values of its labels.
 */
function readable(desk: DeskDefinition, { source, group }: AlarmGroup): AlarmGroup {
  const labels = /:\{(.*)\}$/s.exec(group)?.[1];
  const values = [...(labels ?? '').matchAll(/="((?:[^"\\]|\\.)*)"/gs)].flatMap(([, value = '']) => (value === '' ? [] : [value.replace(/\\(.)/gs, '$1')]));
  const letters = [...(labels === undefined ? group : values.join(', '))];
  return { source: sourceName(desk, source), group: letters.length > 80 ? `${letters.slice(0, 79).join('')}…` : letters.join('') };
}
