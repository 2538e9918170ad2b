import { demandUnchanged, invalidInput, momentAfter, newId, notFound, type Clock, type Locale, type Transact } from '../../core/index.ts';
import { findService, type DeskDefinition } from '../definition/index.ts';
import { agentActor, type EventLog, type EventName } from '../events/index.ts';
import {
  spokenWords, tellOne,
  type Announcement, type AnnouncementChannel, type AnnouncementInForce, type AnnouncementReader, type AnnouncementStore, type NewAnnouncement,
} from './announcement.ts';

export interface Announcements {
  /** Those in force now, as one reader is told them: outages first. */
  inForce(about: { channel: AnnouncementChannel; service: string | null; locale: Locale }): Promise<AnnouncementInForce[]>;
  /** The same for callers who wait, as sentences. */
  spoken(about: { service: string | null; locale: Locale }): Promise<string[]>;
  /** Past ones and those to come too, at most 500. */
  list(): Promise<Announcement[]>;
  /** Throws `invalid_input` (400) for what cannot be told. */
  publish(announcement: NewAnnouncement, agentId: string): Promise<Announcement>;
  /** Changes what is given. Throws `not_found` (404), `invalid_input` (400), and `stale` (409) when it changed since it was seen. */
  change(id: string, change: { [Field in keyof NewAnnouncement]?: NewAnnouncement[Field] | undefined }, by: SeenBy): Promise<Announcement>;
  /** Takes it back everywhere at once. Throws `not_found` (404) and `stale` (409). */
  withdraw(id: string, by: SeenBy): Promise<void>;
}

/** Who changes it, and the `updatedAt` that they saw, if they said. */
interface SeenBy {
  agentId: string;
  seen: Date | null;
}

const mostInForce = 50;
const mostListed = 500;

export function createAnnouncements(parts: {
  transact: Transact<{ announcements: AnnouncementStore; events: EventLog }>;
  reader: AnnouncementReader;
  desk: DeskDefinition;
  clock: Clock;
}): Announcements {
  const { transact, reader, desk, clock } = parts;
  const inForce: Announcements['inForce'] = async (about) => tellOne(await reader.inForce(clock.now(), mostInForce), about);
  const demandExisting = (announcement: Announcement | null) => {
    if (!announcement) throw notFound('The announcement');
    return announcement;
  };
  const tell = (name: EventName, agentId: string, at: Date, id: string, change: { was: NewAnnouncement | null; is: NewAnnouncement | null }) => ({
    name, at, actor: agentActor(agentId),
    ...(change.was && { before: { announcementId: id, ...plain(change.was) } }),
    after: change.is ? { announcementId: id, ...plain(change.is) } : { announcementId: id },
  });

  return {
    inForce,
    spoken: async (about) => (await inForce({ ...about, channel: 'voice' })).map(spokenWords),
    list: () => reader.list(mostListed),
    publish: (announcement, agentId) => {
      demandTellable(announcement, desk);
      return transact(async ({ announcements, events }) => {
        const at = clock.now();
        const id = newId();
        await announcements.add({ ...announcement, id, by: agentId, at });
        await events.append([tell('announcement.published', agentId, at, id, { was: null, is: announcement })]);
        return demandExisting(await announcements.lock(id));
      });
    },
    change: (id, change, { agentId, seen }) =>
      transact(async ({ announcements, events }) => {
        const was = demandExisting(await announcements.lock(id));
        demandUnchanged(was.updatedAt, seen);
        const is: NewAnnouncement = {
          kind: change.kind ?? was.kind, words: change.words ?? was.words, services: change.services ?? was.services,
          channels: change.channels ?? was.channels, from: change.from ?? was.from,
          until: change.until === undefined ? was.until : change.until,
        };
        demandTellable(is, desk);
        const at = momentAfter(was.updatedAt, clock.now());
        await announcements.change(id, is, at);
        await events.append([tell('announcement.changed', agentId, at, id, { was, is })]);
        return demandExisting(await announcements.lock(id));
      }),
    withdraw: (id, { agentId, seen }) =>
      transact(async ({ announcements, events }) => {
        const was = demandExisting(await announcements.lock(id));
        demandUnchanged(was.updatedAt, seen);
        await announcements.remove(id);
        await events.append([tell('announcement.withdrawn', agentId, clock.now(), id, { was, is: null })]);
      }),
  };
}

function demandTellable({ words, services, channels, from, until }: NewAnnouncement, desk: DeskDefinition): void {
  const faults: Record<string, string> = {};
  if (!words.es && !words.en) faults['words'] = 'must have a title in one language at least';
  if (services.some((key) => !findService(desk, key))) faults['services'] = 'must be keys of services';
  if (channels.length === 0) faults['channels'] = 'must name one channel at least';
  if (until !== null && until <= from) faults['until'] = 'must be after its beginning';
  if (Object.keys(faults).length > 0) throw invalidInput(faults);
}

function plain({ kind, words, services, channels, from, until }: NewAnnouncement): Record<string, unknown> {
  return { kind, words, services, channels, from: from.toISOString(), until: until?.toISOString() ?? null };
}
