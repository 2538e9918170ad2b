import type { Clock, Transact } from '../../core/index.ts';
import { deskActor, type EventLog } from '../events/index.ts';
import type { ContentStore } from './content-store.ts';
import type { FileSource } from './fetching.ts';

/** A recording whose copy at the provider is to be deleted, as it is found under its row's lock. */
export interface ToDelete {
  id: string;
  url: string;
  /** Our copy; null when we have none, and then nothing is deleted. */
  sha256: string | null;
  ticketId: string | null;
  tries: number;
  nextTryAt: Date;
}

export interface DeletionStore {
  /** Locks a recording whose deletion was asked for and is not done. */
  lockToDelete(recordingId: string): Promise<ToDelete | null>;
  noteDeletionTry(recordingId: string, tries: number, nextTryAt: Date | null): Promise<void>;
  setDeleted(recordingId: string, at: Date): Promise<void>;
}

export interface Deleting {
  /** Deletes the provider's copy once ours was read again and is whole; any number of times. */
  deleteRecording(recordingId: string): Promise<void>;
}

const minute = 60_000;
const longestPause = 6 * 60 * minute;
/** About four days of tries. */
const mostTries = 25;

export function createDeleting<Stores extends { files: DeletionStore; events: EventLog }>(parts: {
  transact: Transact<Stores>;
  content: Pick<ContentStore, 'isWhole'>;
  source: FileSource | null;
  clock: Clock;
}): Deleting {
  const { transact, content, source, clock } = parts;

  const takeUp = (recordingId: string): Promise<ToDelete | null> =>
    transact(async (stores) => {
      const at = clock.now();
      const found = await stores.files.lockToDelete(recordingId);
      if (!found || found.nextTryAt > at) return null;
      const tries = found.tries + 1;
      const pause = Math.min(minute * 2 ** (tries - 1), longestPause);
      await stores.files.noteDeletionTry(found.id, tries, tries >= mostTries ? null : new Date(at.getTime() + pause));
      return found;
    });

  return {
    deleteRecording: async (recordingId) => {
      const found = await takeUp(recordingId);
      if (!found || !source || found.sha256 === null || !(await content.isWhole(found.sha256))) return;
      if ((await source.deleteRecording(found.url)) !== 'deleted') return;
      await transact(async (stores) => {
        const at = clock.now();
        const { id, ticketId } = found;
        if (!(await stores.files.lockToDelete(id))) return;
        await stores.files.setDeleted(id, at);
        if (ticketId === null) return;
        await stores.events.append([{ name: 'recording.deleted', at, actor: deskActor, ticketId, reason: 'provider', after: { recording: id } }]);
      });
    },
  };
}
