import { invalidTransition, notFound, type Clock, type Transact } from '../../core/index.ts';
import { agentActor, type EventLog } from '../events/index.ts';
import type { ByteStream, ContentStore } from '../files/index.ts';
import type { QuarantineItem, QuarantineReader } from './item.ts';
import type { QuarantineReason } from './quarantine.ts';
import type { HeldThing, QuarantineStore } from './quarantine-store.ts';

/** What became of something that was taken in again. */
export type TakenIn =
  | { kind: 'opened' | 'appended'; contactId: string; ticketNumber: number }
  /** It was taken in meanwhile. */
  | { kind: 'duplicate' }
  /** It is no work for anybody. */
  | { kind: 'noted' }
  | { kind: 'unfit'; reason: QuarantineReason; detail: string | null };

/** Takes in again what was in quarantine, also what would be turned away; any number of times. Rejects when it could not be stored. */
export type TakeInAgain = (content: ByteStream, arrival: unknown) => Promise<TakenIn>;

/** What people do about things in quarantine. */
export interface Quarantined extends QuarantineReader {
  /** Its bytes as they came. Throws `not_found` (404) when there is no such thing, or they are gone. */
  openRaw(id: string): Promise<{ item: QuarantineItem; content: ByteStream }>;
  /**
   * Takes it in again. It is `replayed` then, or stays held with the new reason. Throws `not_found` (404), and
   * `invalid_transition` (409) when it is not held any more or somebody else is replaying it.
   */
  replay(id: string, by: { agentId: string }): Promise<{ item: QuarantineItem; result: TakenIn }>;
  /** Nobody needs it. Throws as `replay`. */
  discard(id: string, reason: string, by: { agentId: string }): Promise<QuarantineItem>;
}

/** A replay that takes longer has died with its process. */
const longestReplay = 5 * 60_000;

export function createQuarantined<Stores extends { quarantine: QuarantineStore; events: EventLog }>(parts: {
  transact: Transact<Stores>;
  reader: QuarantineReader;
  content: Pick<ContentStore, 'open'>;
  takeIn: TakeInAgain;
  clock: Clock;
}): Quarantined {
  const { transact, reader, content, takeIn, clock } = parts;

  const show = async (id: string): Promise<QuarantineItem> => {
    const item = await reader.read(id);
    if (!item) throw notFound('The quarantined item');
    return item;
  };
  const openRaw = async (id: string, sha256: string): Promise<ByteStream> => {
    const stream = await content.open(sha256);
    if (!stream) throw notFound(`The content of ${id}`);
    return stream;
  };

  /** Nobody else replays or ends it until it is let go. */
  const takeUp = (id: string): Promise<HeldThing> =>
    transact(async (stores) => {
      const at = clock.now();
      const thing = await lockHeld(stores, id, at);
      await stores.quarantine.setReplaying(id, new Date(at.getTime() + longestReplay));
      return thing;
    });

  const letGo = (id: string) => transact((stores) => stores.quarantine.setReplaying(id, null));

  const settle = (id: string, result: TakenIn, by: string): Promise<void> =>
    transact(async (stores) => {
      const at = clock.now();
      // Whoever took longer than a replay may take may find it ended by somebody else.
      if ((await stores.quarantine.lock(id))?.state !== 'held') return;
      await stores.quarantine.setReplaying(id, null);
      if (result.kind === 'unfit') return stores.quarantine.setReason(id, result.reason, result.detail);
      const contactId = 'contactId' in result ? result.contactId : null;
      await stores.quarantine.end(id, { state: 'replayed', by, reason: null, contactId, at });
      await stores.events.append([{
        name: 'contact.replayed', at, actor: agentActor(by), contactId, reason: result.kind, after: { quarantine: id },
        ticketId: contactId === null ? null : await stores.quarantine.ticketOf(contactId),
      }]);
    });

  return {
    list: reader.list,
    read: reader.read,
    openRaw: async (id) => {
      const item = await show(id);
      return { item, content: await openRaw(id, item.sha256) };
    },
    replay: async (id, { agentId }) => {
      const thing = await takeUp(id);
      try {
        const result = await takeIn(whenRead(() => openRaw(id, thing.sha256)), thing.arrival);
        await settle(id, result, agentId);
        return { item: await show(id), result };
      } catch (error) {
        await letGo(id).catch(() => undefined);
        throw error;
      }
    },
    discard: async (id, reason, { agentId }) => {
      await transact(async (stores) => {
        const at = clock.now();
        await lockHeld(stores, id, at);
        await stores.quarantine.end(id, { state: 'discarded', by: agentId, reason, contactId: null, at });
        await stores.events.append([{ name: 'contact.discarded', at, actor: agentActor(agentId), reason, after: { quarantine: id } }]);
      });
      return show(id);
    },
  };
}

/** Opens nothing that nobody reads. */
async function* whenRead(open: () => Promise<ByteStream>): ByteStream {
  yield* await open();
}

async function lockHeld(stores: { quarantine: QuarantineStore }, id: string, at: Date): Promise<HeldThing> {
  const thing = await stores.quarantine.lock(id);
  if (!thing) throw notFound('The quarantined item');
  if (thing.state !== 'held') throw invalidTransition('It is not in quarantine any more.');
  if (thing.replayingUntil !== null && thing.replayingUntil > at) throw invalidTransition('Somebody is replaying it at this moment.');
  return thing;
}
