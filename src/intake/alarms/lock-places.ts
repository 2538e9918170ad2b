import type { AlarmGroup } from '../../desk/alarms/index.ts';
import { isSettled, type Ticket } from '../../desk/tickets/index.ts';
import type { AlarmDesk, AlarmInHand, AlarmStores } from './alarm-stores.ts';
import { lockWhereItIs } from './lock-place.ts';

/** The tickets that some alarms have to do with, all locked, and whoever has or is offered them. */
export interface AlarmPlaces {
  /** By group, the ticket of the storm that goes on. */
  storms: Map<string, Ticket>;
  /** Tickets on which those hang whose alarms may end now. */
  parents: Set<string>;
  /** By group, tickets that began just now and hang on nothing yet. */
  recent: Map<string, string[]>;
  /** As they were when they were locked. */
  tickets: ReadonlyMap<string, Ticket>;
}

/**
 * Locks at once whatever the taking in of these alarms may change: every ticket before any agent, each in the one order of
 * the desk. A storm whose ticket is settled is over: what comes is work of its own.
 */
export async function lockPlaces<Stores extends AlarmStores>(
  { desk }: Pick<AlarmDesk<Stores>, 'desk'>, stores: Stores, { fresh, raising, at }: { fresh: readonly AlarmInHand[]; raising: readonly AlarmInHand[]; at: Date },
): Promise<AlarmPlaces> {
  const lasting = fresh.flatMap(({ known }) => known.lasting?.ticketId ?? []);
  const [groups, begun] = [groupsOf(fresh), groupsOf(raising)];
  const since = new Date(at.getTime() - desk.monitoring.storm.seconds * 1000);
  const parents = lasting.length === 0 ? [] : await stores.alarms.parentsOf(lasting);
  const storms = await stores.alarms.stormsOf(groups);
  const recents = begun.length === 0 ? [] : await stores.alarms.raisedSince(begun, since);
  const recent = new Map(begun.flatMap((group, place) => {
    const count = raising.filter((one) => keyOf(groupOf(one)) === keyOf(group)).length;
    const ids = recents[place] ?? [];
    return ids.length + count > desk.monitoring.storm.alarms ? [[keyOf(group), ids]] : [];
  }));
  const again = raising.flatMap(({ known }) => known.last?.ticketId ?? []);
  const ids = new Set([...parents, ...storms.filter((id) => id !== null), ...lasting, ...again, ...[...recent.values()].flat()]);
  const tickets = new Map((await stores.tickets.lockAll([...ids])).map((ticket) => [ticket.id, ticket]));
  await stores.agents.lockThoseOf([...tickets.keys()]);
  const places: AlarmPlaces = { storms: new Map(), parents: new Set(parents), recent, tickets };
  for (const [place, group] of groups.entries()) {
    const id = storms[place] ?? null;
    if (id === null) continue;
    const ticket = await lockWhereItIs(stores.tickets, id, tickets);
    if (isSettled(ticket)) await stores.alarms.endStorm(id, at);
    else places.storms.set(keyOf(group), ticket);
  }
  return places;
}

export function stormOf({ storms }: AlarmPlaces, one: AlarmInHand): Ticket | null {
  return storms.get(keyOf(groupOf(one))) ?? null;
}

export function groupOf({ alarm: { source }, judged: { group } }: AlarmInHand): AlarmGroup {
  return { source, group };
}

export function groupsOf(some: readonly AlarmInHand[]): AlarmGroup[] {
  return [...new Map(some.map(groupOf).map((group) => [keyOf(group), group])).values()];
}

export function keyOf({ source, group }: AlarmGroup): string {
  return JSON.stringify([source, group]);
}
