import { newId, type Clock, type Contact, type InboundAlarm, type ReportedAlarm, type Transact } from '../../core/index.ts';
import type { DeskDefinition } from '../../desk/definition/index.ts';
import { judgeAlarm, sourceName, type AlarmGroup } from '../../desk/alarms/index.ts';
import type { AlarmDesk, AlarmInHand, AlarmOutcome, AlarmStores } from './alarm-stores.ts';
import { endAlarm } from './end-alarm.ts';
import { endStorms, gatherStorms, recountStorms } from './gather-storm.ts';
import { lockPlaces, stormOf } from './lock-places.ts';
import { raiseAlarms } from './raise-alarms.ts';
import { repeatAlarm } from './repeat-alarm.ts';

/** The channel as intake needs it; both are pure and take any alarm. */
export interface AlarmChannel {
  toContact(inbound: InboundAlarm): Contact;
  toAlarm(inbound: InboundAlarm): ReportedAlarm;
}

/** Takes in what a monitoring system reported at once, in its order; when it resolves all of it is in PostgreSQL. */
export type AcceptAlarms = (inbound: readonly InboundAlarm[]) => Promise<AlarmOutcome[]>;

/** Alarms of one transaction. */
const mostAtOnce = 250;
/** An alarm that is over and that is reported again with its old beginning this many milliseconds later lasts: it is no late delivery. */
const lateFor = 10 * 60_000;

/**
 * Alarms, one ticket each for as long as it lasts. Reports of one alarm are taken in one by one, and so are those of one
 * group, so that a storm becomes one ticket however it comes. All may be repeated at any time: what is known changes nothing.
 */
export function createAcceptAlarms<Stores extends AlarmStores>(
  parts: AlarmDesk<Stores> & { transact: Transact<Stores>; channel: AlarmChannel; clock: Clock },
): AcceptAlarms {
  return async (inbound) => {
    const outcomes: AlarmOutcome[] = [];
    for (const some of chunksOf(inbound.map((one) => inHand(parts, one)))) {
      outcomes.push(...(await parts.transact((stores) => takeIn(parts, stores, some, parts.clock.now()))));
    }
    return outcomes;
  };
}

type Reported = Omit<AlarmInHand, 'known'>;

function inHand({ channel, desk }: { channel: AlarmChannel; desk: DeskDefinition }, inbound: InboundAlarm): Reported {
  const alarm = channel.toAlarm(inbound);
  const judged = judgeAlarm(desk, alarm);
  const { chosen, ...contact } = channel.toContact(inbound);
  const { entry, impact, urgency } = judged;
  return {
    alarm, judged,
    // What is known of the alarm says whether a report is taken in: one that changes to and fro in a moment says the same twice.
    contact: { ...contact, fromText: sourceName(desk, alarm.source), providerId: `${contact.providerId} ${newId()}`, chosen: { ...chosen, ...(entry === null ? {} : { entry }), ...(impact === null ? {} : { impact }), ...(urgency === null ? {} : { urgency }) } },
  };
}

/** In their order; none has the same alarm twice. */
function chunksOf(reported: readonly Reported[]): Reported[][] {
  const chunks: Reported[][] = [];
  let chunk: Reported[] = [];
  let seen = new Set<string>();
  for (const one of reported) {
    const key = JSON.stringify([one.alarm.source, one.alarm.fingerprint]);
    if (chunk.length === 0 || chunk.length === mostAtOnce || seen.has(key)) {
      chunk = [];
      seen = new Set();
      chunks.push(chunk);
    }
    chunk.push(one);
    seen.add(key);
  }
  return chunks;
}

async function takeIn<Stores extends AlarmStores>(parts: AlarmDesk<Stores>, stores: Stores, reported: Reported[], at: Date): Promise<AlarmOutcome[]> {
  const keys = reported.map(({ alarm }) => alarm);
  const groups = groupsOf(reported);
  const claims = reported.flatMap(({ alarm }) => alarm.deliveryId ?? []);
  // The locks are held when the look begins.
  await stores.alarms.serialise(keys, groups, claims);
  const known = await stores.alarms.lookUp(keys);
  const claimed = await stores.alarms.claim(claims, at);
  const all = reported.map((one, place): AlarmInHand => ({ ...one, known: known[place] ?? { lasting: null, last: null } }));
  // What was taken in before, however long ago, is not taken again.
  const fresh = all.filter(({ alarm: { deliveryId } }) => deliveryId === null || claimed.delete(deliveryId));
  const raising = fresh.filter((one) => isNew(one, at));
  const places = await lockPlaces(parts, stores, { fresh, raising, at });
  await gatherStorms(parts, stores, { raising, places, at });
  const outcomes = await raiseAlarms(parts, stores, { raising, places, at });
  await recountStorms(parts, stores, { raising, places, at });
  for (const one of fresh) {
    const { alarm: { status }, known: { lasting } } = one;
    if (!lasting) continue;
    outcomes.set(one, status === 'firing' ? await repeatAlarm(parts, stores, { one, lasting, storm: stormOf(places, one), at }) : await endAlarm(parts, stores, { one, lasting, at }));
  }
  if (fresh.some(({ alarm }) => alarm.status === 'resolved')) await endStorms(parts, stores, places, at);
  return all.map((one) => outcomes.get(one) ?? { kind: 'ignored' });
}

function groupsOf(reported: readonly Reported[]): AlarmGroup[] {
  const groups = new Map(reported.map(({ alarm: { source }, judged: { group } }) => [JSON.stringify([source, group]), { source, group }]));
  return [...groups.values()];
}

/** Something is wrong that was not, unless it is a report from before it was over that comes late. */
function isNew({ alarm, known: { lasting, last } }: AlarmInHand, at: Date): boolean {
  if (alarm.status !== 'firing' || lasting) return false;
  if (!last) return true;
  const startedAt = alarm.startedAt ?? alarm.receivedAt;
  if (startedAt < last.startedAt) return false;
  return startedAt > last.startedAt || at.getTime() - last.endSeenAt.getTime() >= lateFor;
}
