import { newId } from '../../src/core/index.ts';
import { openFolder, type OpenFolder } from './folder.ts';
import { backoff, newsOf, pause, spread, type News } from './pauses.ts';
import { beginFolder, goesOn, ofStorage, placeOf, readOnward, type Reading } from './read-folder.ts';
import type { MailboxReaderParts, MailboxState, MailboxStateKind, Pace } from './settings.ts';
import { newMemory } from './take-in.ts';
import { isTrouble, MailboxTrouble, troubleOf } from './trouble.ts';

export interface MailboxReader {
  state(): MailboxState;
  /** Ends within two seconds; what is being received then is finished if that is time enough, else it comes again. */
  close(): Promise<void>;
}

const usualPace: Pace = { firstRetry: 1_000, lastRetry: 60_000, loginRefused: 300_000, noFolder: 60_000, standby: 3_000, answer: 20_000, leaseSeconds: 10 };
/** Milliseconds that work under way has when the reader is closed, and after that the loop to end. */
const finishWithin = 1_500;
const endWithin = 500;

/**
 * Reads a mailbox for as long as it is not closed, whatever becomes of the connection, the server or our storage. Of
 * several processes one reads it. Every mail is received, then marked, then passed by the checkpoint, so that whatever
 * dies in between, it is read again and its mark repeated. No mail is passed that was not received.
 */
export function startMailboxReader(parts: MailboxReaderParts): MailboxReader {
  const { mailbox, checkpoints, clock, onFault } = parts;
  const pace = { ...usualPace, ...parts.pace };
  const retries = { first: pace.firstRetry, last: pace.lastRetry };
  const holder = newId();
  const closing = new AbortController();
  let memory = newMemory('');
  let state: MailboxState = { kind: 'connecting', since: clock.now(), detail: null };
  let folder: OpenFolder | null = null;
  let failures = 0;
  let refused = false;

  const become = (kind: MailboxStateKind, detail: string | null = null) => {
    if (kind === state.kind && detail === state.detail) return;
    state = { kind, since: clock.now(), detail };
    parts.onState(state);
  };

  const suffer = async (trouble: MailboxTrouble, signal: AbortSignal) => {
    refused = trouble.kind === 'login-refused';
    // Every retry may say it in other words; only what is new is a fault to tell.
    if (state.kind !== trouble.kind) onFault(trouble);
    become(trouble.kind, trouble.message);
    failures += 1;
    const slow = { 'login-refused': pace.loginRefused, 'no-folder': pace.noFolder, 'held-up': null, unreachable: null }[trouble.kind];
    await pause(slow === null ? backoff(failures - 1, retries) : spread(slow), signal);
  };

  /** Reads what there is, again and again until it is done: only storage that is away is waited for with the folder open. */
  const readAll = async (reading: Reading, renumbered: boolean) => {
    let anew = renumbered;
    for (;;) {
      reading.signal.throwIfAborted();
      try {
        if (state.kind !== 'held-up') become('reading');
        const checkpoint = await ofStorage(checkpoints.read(mailbox.key));
        if (checkpoint === null || anew) await beginFolder(reading, checkpoint);
        else {
          await readOnward(reading, checkpoint);
          failures = 0;
          return;
        }
        anew = false;
      } catch (error) {
        if (!(error instanceof MailboxTrouble) || error.kind !== 'held-up') throw error;
        await suffer(error, reading.signal);
      }
    }
  };

  const follow = async (open: OpenFolder, news: News, renumbered: boolean, signal: AbortSignal) => {
    const reading: Reading = { folder: open, parts, memory, signal, onProgress: () => become('reading') };
    await readAll(reading, renumbered);
    while (!isOver(signal)) {
      become('waiting');
      await news.wait(mailbox.pollSeconds, signal);
      if (isOver(signal)) return;
      await demandAnswer(open, pace.answer);
      await readAll(reading, false);
    }
  };

  const session = async (signal: AbortSignal) => {
    // What keeps it from being read is told until it is read again.
    if (!isTrouble(state.kind)) become('connecting');
    const credentials = await parts.credentials({ fresh: refused }).catch((error: unknown) => {
      throw troubleOf(error, 'login');
    });
    const before = await ofStorage(checkpoints.read(mailbox.key));
    folder = await openFolder(mailbox, credentials, { signal, ca: parts.ca });
    try {
      const epoch = `${folder.path} ${folder.uidValidity}`;
      if (memory.epoch !== epoch) memory = newMemory(epoch, memory.moved);
      const renumbered = before !== null && !goesOn(before, folder, placeOf(mailbox));
      if (folder.readOnly && mailbox.afterwards !== 'keep') onFault(new Error(`Mailbox ${mailbox.key}: the server lets nobody change this folder.`));
      await follow(folder, newsOf(folder.client), renumbered, signal);
    } finally {
      folder.client.close();
      folder = null;
    }
  };

  /** Sessions for as long as the mailbox is ours. */
  const hold = async (signal: AbortSignal) => {
    while (!isOver(signal)) {
      try {
        await session(signal);
      } catch (error) {
        if (!isOver(signal)) await suffer(troubleOf(error, 'session'), signal);
      }
    }
  };

  /** Keeps renewing the lease; once it is somebody else's, the work is told to end. */
  const whileHeld = async (by: string, work: (signal: AbortSignal) => Promise<void>) => {
    const lost = new AbortController();
    const renewal = setInterval(() => {
      checkpoints.renew(mailbox.key, by, pace.leaseSeconds).then((still) => still || lost.abort(), () => undefined);
    }, (pace.leaseSeconds * 1000) / 3);
    await work(AbortSignal.any([closing.signal, lost.signal])).finally(() => clearInterval(renewal));
  };

  const run = async () => {
    while (!isOver(closing.signal)) {
      try {
        if (await checkpoints.take(mailbox.key, holder, pace.leaseSeconds)) await whileHeld(holder, hold);
        if (!isOver(closing.signal)) become('standby');
        await pause(spread(pace.standby), closing.signal);
      } catch (error) {
        await suffer(new MailboxTrouble('held-up', 'Whose turn it is to read the mailbox cannot be asked.', error), closing.signal);
      }
    }
    await checkpoints.release(mailbox.key, holder).catch(() => undefined);
  };

  const running = run();
  return {
    state: () => state,
    close: async () => {
      closing.abort();
      await atMost(finishWithin, running);
      folder?.client.close();
      await atMost(endWithin, running);
      become('closed');
    },
  };
}

function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** The connection may be dead without anybody having said so. */
async function demandAnswer({ client }: OpenFolder, within: number): Promise<void> {
  const timer = setTimeout(() => client.close(), within);
  await client.noop().finally(() => clearTimeout(timer));
  if (!client.usable) throw new MailboxTrouble('unreachable', client.byeReason ?? 'The connection ended.');
}

async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  const enough = new AbortController();
  await Promise.race([work.finally(() => enough.abort()), pause(milliseconds, enough.signal)]);
}
