import type { Clock, Signals, Transact } from '../../core/index.ts';
import { providerActor, type EventLog, type EventName } from '../events/index.ts';
import type { AttachmentReason, AttachmentState } from './attachment.ts';
import type { ByteStream } from './content-store.ts';
import type { FileKeeper, FileStore, StoredFile } from './keeper.ts';
import { wantPreviews, type PreviewWishStore } from './preview.ts';

/** What became of an attempt to get a file from its provider. */
export type Fetched =
  /** `cancel` ends a stream that nobody will read. */
  | { kind: 'content'; stream: ByteStream; declaredSize: number | null; cancel(): Promise<void> }
  /** Not there, or not there yet. */
  | { kind: 'not-found' }
  /** The address is none of the provider's: nothing was asked for. */
  | { kind: 'foreign-address' }
  /** No answer in time, or one that says nothing about the file. */
  | { kind: 'unreachable' };

/** Where files are fetched from: a provider, with its credentials. Never throws for what the other side does. */
export interface FileSource {
  fetch(url: string, signal: AbortSignal): Promise<Fetched>;
  /** Deletes a recording at the provider; one that is gone already is deleted. */
  deleteRecording(url: string): Promise<'deleted' | 'unreachable'>;
}

/** A file to be fetched, as it is found under its row's lock. */
export interface ToFetch {
  id: string;
  url: string;
  name: string | null;
  claimedType: string;
  contactId: string | null;
  recordingId: string | null;
  /** The ticket it is shown in; null while it is shown in none. */
  ticketId: string | null;
  tries: number;
  firstTryAt: Date | null;
  nextTryAt: Date;
}

export interface FetchStore {
  /** Locks a file that is still to be fetched. Null for any other. */
  lockToFetch(attachmentId: string): Promise<ToFetch | null>;
  /** Counts a try; until `nextTryAt` nobody else tries. `reason` is why the one before failed, null to leave it. */
  noteTry(attachmentId: string, change: { tries: number; firstTryAt: Date; nextTryAt: Date; reason: AttachmentReason | null }): Promise<void>;
  setStored(attachmentId: string, file: StoredFile, at: Date): Promise<void>;
  setEnded(attachmentId: string, state: Extract<AttachmentState, 'refused' | 'lost'>, reason: AttachmentReason): Promise<void>;
  /** Asks for the deletion of the provider's copy from `at` on. */
  askToDelete(recordingId: string, at: Date): Promise<void>;
}

export interface FetchStores {
  files: FileStore & FetchStore;
  events: EventLog;
  previews: PreviewWishStore;
  signals: Signals;
}

export interface Fetching {
  /** Tries once to fetch a file that is due; harmless for any other, and any number of times. Aborting counts as a failed try. Rejects when our own side failed: that try counts, too. */
  fetchFile(attachmentId: string, signal?: AbortSignal): Promise<void>;
}

export interface FetchRules {
  /** Of one file. */
  mostBytes: number;
  /** Seconds after which the provider's copy of a recording may go, once ours is kept; null: it stays. */
  deleteAfterSeconds: number | null;
}

type Outcome =
  | { kind: 'stored'; file: StoredFile }
  | { kind: 'refused' | 'failed'; reason: AttachmentReason };

const second = 1_000;
const minute = 60 * second;
/** One try ends within 60 s; a worker that died with it is followed by another after this long. */
const lease = 90 * second;
const firstPause = 5 * second;
const longestPause = 30 * minute;
/** How long a file that is not there may still come: media lag behind the message that tells of them. */
const patience: Partial<Record<AttachmentReason, number>> = { 'not-found': 10 * minute };
/** How long a provider may be out of reach. */
const longestPatience = 24 * 60 * minute;

/** Fetches files from where they came from: each ends stored, refused or lost, and the ticket's timeline says which. */
export function createFetching<Stores extends FetchStores>(parts: {
  transact: Transact<Stores>;
  keeper: FileKeeper;
  /** Null while no provider has credentials. */
  source: FileSource | null;
  rules: FetchRules;
  clock: Clock;
}): Fetching {
  const { transact, keeper, source, rules, clock } = parts;

  /** Takes the file up for one try; null when there is nothing to do now. */
  const takeUp = (attachmentId: string): Promise<ToFetch | null> =>
    transact(async (stores) => {
      const at = clock.now();
      const file = await stores.files.lockToFetch(attachmentId);
      if (!file || file.nextTryAt > at) return null;
      const taken = { ...file, tries: file.tries + 1, firstTryAt: file.firstTryAt ?? at };
      await stores.files.noteTry(file.id, { ...taken, nextTryAt: new Date(at.getTime() + lease), reason: null });
      return taken;
    });

  const attempt = async (file: ToFetch, signal: AbortSignal): Promise<Outcome> => {
    if (!source) return { kind: 'failed', reason: 'no-credentials' };
    // Only named: whoever told of it could not say where it is.
    if (file.url === '') return { kind: 'refused', reason: 'not-found' };
    const fetched = await source.fetch(file.url, signal);
    if (fetched.kind === 'foreign-address') return { kind: 'refused', reason: 'foreign-address' };
    if (fetched.kind !== 'content') return { kind: 'failed', reason: fetched.kind };
    if (fetched.declaredSize !== null && fetched.declaredSize > rules.mostBytes) {
      await fetched.cancel();
      return { kind: 'refused', reason: 'too-large' };
    }
    return keepFetched(file, fetched.stream);
  };

  const keepFetched = async (file: ToFetch, stream: ByteStream): Promise<Outcome> => {
    const fate = { broke: false };
    const watched = watch(stream, fate);
    const isRecording = file.recordingId !== null;
    const limits = { mostBytes: rules.mostBytes, ...(isRecording ? { families: ['media'] as const } : {}) };
    try {
      const kept = await keeper.keep(watched, { name: file.name, claimedType: isRecording ? null : file.claimedType, limits });
      return kept.kind === 'kept' ? { kind: 'stored', file: kept.file } : kept;
    } catch (error) {
      if (fate.broke) return { kind: 'failed', reason: 'unreachable' };
      throw error;
    }
  };

  const settle = (taken: ToFetch, outcome: Outcome): Promise<void> =>
    transact(async (stores) => {
      const at = clock.now();
      const file = await stores.files.lockToFetch(taken.id);
      // Another try took it up meanwhile: what counts is how that one ends.
      if (file?.tries !== taken.tries) return;
      if (outcome.kind === 'stored') return store(stores, file, outcome.file, at);
      const since = file.firstTryAt ?? at;
      const isOver = at.getTime() - since.getTime() >= (patience[outcome.reason] ?? longestPatience);
      if (outcome.kind === 'failed' && !isOver) {
        const pause = Math.min(firstPause * 3 ** (file.tries - 1), longestPause);
        const nextTryAt = new Date(at.getTime() + pause);
        return stores.files.noteTry(file.id, { tries: file.tries, firstTryAt: since, nextTryAt, reason: outcome.reason });
      }
      const state = outcome.kind === 'failed' ? 'lost' : 'refused';
      await stores.files.setEnded(file.id, state, outcome.reason);
      await tell(stores, file, state === 'lost' ? 'attachment.lost' : 'attachment.refused', at, outcome.reason);
    });

  const store = async (stores: Stores, file: ToFetch, stored: StoredFile, at: Date): Promise<void> => {
    await stores.files.setStored(file.id, stored, at);
    await wantPreviews(stores, [stored], at);
    await tell(stores, file, 'attachment.stored', at, null);
    if (file.recordingId === null || rules.deleteAfterSeconds === null) return;
    // The relay finds it when it is due.
    await stores.files.askToDelete(file.recordingId, new Date(at.getTime() + rules.deleteAfterSeconds * second));
  };

  return {
    fetchFile: async (attachmentId, signal = new AbortController().signal) => {
      const taken = await takeUp(attachmentId);
      if (!taken) return;
      const outcome = await attempt(taken, signal).catch(async (error: unknown) => {
        await settle(taken, { kind: 'failed', reason: 'not-kept' });
        throw error;
      });
      await settle(taken, outcome);
    },
  };
}

async function tell(stores: FetchStores, file: ToFetch, name: EventName, at: Date, reason: AttachmentReason | null): Promise<void> {
  if (file.ticketId === null) return;
  await stores.events.append([
    {
      name, at, actor: providerActor, ticketId: file.ticketId, reason,
      after: { attachment: file.id, contactId: file.contactId, recording: file.recordingId },
    },
  ]);
}

/** The same stream; notes when it was the stream that broke, and not who reads it. */
async function* watch(stream: ByteStream, fate: { broke: boolean }): ByteStream {
  try {
    yield* stream;
  } catch (error) {
    fate.broke = true;
    throw error;
  }
}
