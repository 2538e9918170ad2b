import type { FetchMessageObject } from 'imapflow';
import type { MailboxCheckpoint } from '../../src/intake/mail/mailbox-checkpoint.ts';
import type { OpenFolder } from './folder.ts';
import { markMails } from './mark.ts';
import type { MailboxReaderParts, MailboxSettings } from './settings.ts';
import { batchSize, takeIn, type Memory } from './take-in.ts';
import { MailboxTrouble } from './trouble.ts';

export interface Reading {
  folder: OpenFolder;
  parts: Pick<MailboxReaderParts, 'mailbox' | 'checkpoints' | 'known' | 'receive' | 'clock' | 'onFault'>;
  memory: Memory;
  signal: AbortSignal;
  /** Called whenever the checkpoint has moved. */
  onProgress: () => void;
}

/** Headers that are asked for at once. */
const headerBatch = 500;
/** Milliseconds by which the server's clock may be behind ours. */
const clockSkew = 5 * 60_000;

/** The folder that a mailbox's numbers belong to. */
export function placeOf({ user, host, folder }: MailboxSettings): string {
  return `${user}@${host}/${folder}`;
}

/** Whether the checkpoint says where in this folder to go on; after a server was restored from a copy its numbers may have gone back. */
export function goesOn(checkpoint: MailboxCheckpoint, folder: OpenFolder, place: string): boolean {
  return checkpoint.place === place && checkpoint.uidValidity === folder.uidValidity && checkpoint.uid < folder.uidNext;
}

/**
 * Takes in of a mailbox that was never read, or whose numbers were given anew, what is not in PostgreSQL yet and should
 * be. The checkpoint is stored at the end: a crash on the way begins again, and what was taken in is known by then and
 * only marked.
 */
export async function beginFolder(reading: Reading, before: MailboxCheckpoint | null): Promise<void> {
  const { folder, parts: { mailbox, checkpoints, clock } } = reading;
  const at = clock.now();
  const takesAll = before === null && mailbox.start === 'all';
  const last = folder.uidNext - 1;
  if (!takesAll && last > 0 && (before !== null || mailbox.start !== 'now')) await takeInMissing(reading, before, last);
  const start = { place: placeOf(mailbox), uidValidity: folder.uidValidity, uid: takesAll ? 0 : last, at };
  await ofStorage(checkpoints.begin(mailbox.key, start, before));
}

async function takeInMissing(reading: Reading, before: MailboxCheckpoint | null, last: number): Promise<void> {
  const { folder: { client }, parts } = reading;
  const since = earliest(parts.mailbox, before);
  const uids = await search(reading, { uid: `1:${last}`, ...(since && before === null ? { since } : {}) });
  const taking = { ...reading, settled: async () => {} };
  for (const some of batches(uids, headerBatch)) {
    reading.signal.throwIfAborted();
    const heads = await client.fetchAll(some, { uid: true, internalDate: true, headers: ['message-id'] }, { uid: true });
    const recent = heads.filter(({ internalDate }) => since === null || new Date(internalDate ?? since) >= since);
    const known = await ofStorage(parts.known(recent.flatMap((head) => messageIdOf(head) ?? [])));
    const isKnown = (head: FetchMessageObject) => known.has(messageIdOf(head) ?? '');
    await markMails(client, recent.filter(isKnown).map(({ uid }) => uid), parts.mailbox);
    const missing = recent.filter((head) => !isKnown(head)).map(({ uid }) => uid).sort((one, other) => one - other);
    for (const batch of batches(missing, batchSize)) await takeIn(taking, batch);
  }
}

/** When the oldest mail that is taken in arrived; null: any. */
function earliest({ start }: MailboxSettings, before: MailboxCheckpoint | null): Date | null {
  if (start === 'all') return null;
  if (start !== 'now') return new Date(`${start}T00:00:00Z`);
  return before === null ? null : new Date(before.begunAt.getTime() - clockSkew);
}

function messageIdOf({ headers }: FetchMessageObject): string | null {
  return /<[^<>\s]+>/.exec(headers?.toString('latin1').replace(/\r?\n[ \t]+/g, '') ?? '')?.[0] ?? null;
}

/** Takes in everything after the checkpoint, which follows. */
export async function readOnward(reading: Reading, checkpoint: MailboxCheckpoint): Promise<void> {
  const { folder, parts: { mailbox, checkpoints, clock } } = reading;
  const { place, uidValidity } = checkpoint;
  if (place !== placeOf(mailbox) || uidValidity !== folder.uidValidity) throw new MailboxTrouble('unreachable', 'The mailbox was begun anew by somebody else.');
  const settled = async (uid: number) => {
    await ofStorage(checkpoints.advance(mailbox.key, { place, uidValidity, uid, at: clock.now() }));
    reading.onProgress();
  };
  // A range that ends in `*` always has the last mail in it.
  const uids = (await search(reading, { uid: `${checkpoint.uid + 1}:*` })).filter((uid) => uid > checkpoint.uid);
  for (const batch of batches(uids, batchSize)) {
    reading.signal.throwIfAborted();
    await takeIn({ ...reading, settled }, batch);
  }
}

async function search({ folder: { client } }: Reading, query: { uid: string; since?: Date }): Promise<number[]> {
  const found = await client.search(query, { uid: true });
  if (!found) throw new MailboxTrouble('unreachable', 'The server did not answer a search.');
  return found.sort((one, other) => one - other);
}

function* batches(uids: number[], size: number): Generator<number[]> {
  for (let start = 0; start < uids.length; start += size) yield uids.slice(start, start + size);
}

/** What is asked of our own storage; without it the mailbox waits. */
export function ofStorage<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch((error: unknown) => {
    throw new MailboxTrouble('held-up', 'What was read cannot be noted.', error);
  });
}
