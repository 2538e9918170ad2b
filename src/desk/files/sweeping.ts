import type { Transact } from '../../core/index.ts';
import { deskActor, type EventLog } from '../events/index.ts';
import type { ContentStore } from './content-store.ts';
import type { FileStore } from './keeper.ts';

/** A file whose time is over. */
export interface Expired {
  attachmentId: string;
  recordingId: string | null;
  ticketId: string | null;
}

export interface SweepStore {
  /** Ends what was stored before this time: the rows stay and say `expired`, their contents are let go. */
  expire(what: 'recordings' | 'attachments', before: Date, most: number): Promise<Expired[]>;
  /** Contents that nobody refers to and that were kept before this time. */
  unreferred(before: Date, most: number): Promise<string[]>;
  /** Removes a content's row, unless somebody refers to it or it was kept since. */
  forget(sha256: string, before: Date): Promise<boolean>;
  /** Of these, those that have no row. */
  unknownOf(hashes: string[]): Promise<string[]>;
  /** Asks for the deletion of the provider's copies of all recordings that we have and that nobody asked for yet. */
  askToDeleteAll(at: Date, most: number): Promise<void>;
}

/** Days that recordings and attachments are kept; null: for good. */
export interface RetentionRules {
  recordingDays: number | null;
  attachmentDays: number | null;
  deleteAtProvider: boolean;
}

const day = 24 * 60 * 60_000;
const most = 500;

/**
 * Removes files whose time is over, and contents that nobody refers to for a day: first the row, then the disk, under
 * the content's lock, so that one that is being kept again meanwhile stays.
 */
export function createFileSweep<Stores extends { files: FileStore & SweepStore; events: EventLog }>(parts: {
  transact: Transact<Stores>;
  content: ContentStore;
  rules: RetentionRules;
}): (at: Date) => Promise<void> {
  const { transact, content, rules } = parts;

  const expire = (what: 'recordings' | 'attachments', days: number | null, at: Date): Promise<void> =>
    transact(async (stores) => {
      if (days === null) return;
      const expired = await stores.files.expire(what, new Date(at.getTime() - days * day), most);
      await stores.events.append(
        expired.flatMap(({ attachmentId, recordingId, ticketId }) =>
          ticketId === null
            ? []
            : [{
                name: 'attachment.expired' as const, at, actor: deskActor, ticketId,
                after: { attachment: attachmentId, recording: recordingId },
              }]),
      );
    });

  /** Removes a content from the disk when, under its lock, `mayGo` says so. */
  const removeIf = (sha256: string, mayGo: (files: SweepStore) => Promise<boolean>): Promise<void> =>
    transact(async (stores) => {
      await stores.files.serialise(sha256);
      if (await mayGo(stores.files)) await content.remove(sha256);
    });

  return async (at) => {
    const aDayAgo = new Date(at.getTime() - day);
    await expire('recordings', rules.recordingDays, at);
    await expire('attachments', rules.attachmentDays, at);
    if (rules.deleteAtProvider) await transact((stores) => stores.files.askToDeleteAll(at, most));
    for (const sha256 of await transact((stores) => stores.files.unreferred(aDayAgo, most))) {
      await removeIf(sha256, (files) => files.forget(sha256, aDayAgo));
    }
    for await (const hashes of content.olderThan(aDayAgo)) {
      for (const sha256 of await transact((stores) => stores.files.unknownOf(hashes))) {
        await removeIf(sha256, async (files) => (await files.unknownOf([sha256])).length === 1);
      }
    }
  };
}
