import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { ByteStream } from '../../src/desk/files/index.ts';
import type { OpenFolder } from './folder.ts';
import { markMails } from './mark.ts';
import { receiveInOrder } from './receive-in-order.ts';
import type { MailboxReaderParts } from './settings.ts';
import { MailboxTrouble, troubleOf } from './trouble.ts';

/** What a reader remembers of the mails of a folder beside its checkpoint; all of it may be lost. */
export interface Memory {
  /** What folder and UIDVALIDITY the UIDs are of. */
  epoch: string;
  /** Taken in, though one before it was not. */
  received: Set<number>;
  /** How often in a row reading failed on the server's side, and the last mail that was to be read then. */
  setbacks: { count: number; upTo: number };
  /** How often the server failed to give one; Infinity: it was told and is left. */
  failures: Map<number, number>;
  /** The server's own ids (RFC 8474, Gmail) of what was moved: moved out of Gmail's All Mail a mail may appear there again. */
  moved: Set<string>;
}

export function newMemory(epoch: string, moved = new Set<string>()): Memory {
  return { epoch, received: new Set(), setbacks: { count: 0, upTo: 0 }, failures: new Map(), moved };
}

export interface TakingIn {
  folder: OpenFolder;
  parts: Pick<MailboxReaderParts, 'mailbox' | 'receive' | 'clock' | 'onFault'>;
  memory: Memory;
  signal: AbortSignal;
  /** Everything up to this UID was taken in and marked. */
  settled(uid: number): Promise<void>;
}

/** Mails that are asked about in one request. */
export const batchSize = 50;
/** Bytes up to which a mail is read whole. */
const shortMail = 256 * 1024;
/** Bytes that are read at once. */
const mostAtOnce = 4 * 1024 * 1024;
const atATime = 8;
/** Bytes of a long mail in one request. */
const chunkSize = 256 * 1024;
/** After so many setbacks mails are read one by one, to find the one that the server cannot give. */
const mostSetbacks = 3;
/** A mail that the server fails to give so often is told and left, once it is seen that the server gives others. */
const mostFailures = 5;
const mostRemembered = 10_000;

interface Listed {
  uid: number;
  size: number;
  receivedAt: Date;
  /** Only servers with ids of their own tell it. */
  emailId: string | null;
}

/**
 * Takes in mails by their UIDs, at most `batchSize`, in rising order. What is gone by now and drafts are passed over.
 * Each is received, then marked, then settled: a crash in between repeats the mark, and loses none. One that the server
 * cannot give, whatever is tried, is told and left. Throws MailboxTrouble: `held-up` at the first mail that could not
 * be stored, once everything before it is settled, else what the server's side failed with; then it can be called again.
 */
export async function takeIn(taking: TakingIn, uids: number[]): Promise<void> {
  const { memory } = taking;
  const last = uids.at(-1) ?? 0;
  if (memory.setbacks.count >= mostSetbacks) await takeInOneByOne(taking, uids);
  else {
    await takeInTogether(taking, uids).catch((error: unknown) => {
      if (isOfServer(error, taking.signal)) memory.setbacks = { count: memory.setbacks.count + 1, upTo: last };
      throw error;
    });
  }
  if (last >= memory.setbacks.upTo) memory.setbacks = { count: 0, upTo: 0 };
}

function isOfServer(error: unknown, signal: AbortSignal): boolean {
  return !signal.aborted && !(error instanceof MailboxTrouble && error.kind === 'held-up');
}

/** Finds out which mails the server cannot give. None is blamed on a server that gives nothing at all. */
async function takeInOneByOne(taking: TakingIn, uids: number[]): Promise<void> {
  const { memory: { failures }, parts: { mailbox, onFault } } = taking;
  const failed = (uid: number) => failures.get(uid) ?? 0;
  const other = uids.find((uid) => failed(uid) < mostFailures);
  const isProven = other !== undefined && uids.some((uid) => failed(uid) >= mostFailures && Number.isFinite(failed(uid)));
  if (isProven) await countingFailures(taking, other, () => demandFirstBytes(taking.folder.client, other));
  for (const uid of uids) {
    if (failed(uid) === Infinity) await taking.settled(uid);
    else await countingFailures(taking, uid, () => takeInTogether(taking, [uid]));
  }

  async function countingFailures({ signal }: TakingIn, uid: number, work: () => Promise<void>): Promise<void> {
    const before = failed(uid);
    await work().catch((error: unknown) => {
      if (isOfServer(error, signal)) failures.set(uid, isProven && before >= mostFailures ? Infinity : before + 1);
      if (failed(uid) === Infinity) onFault(new Error(`Mailbox ${mailbox.key}: the server does not give the mail with UID ${uid}; it is left where it is.`));
      throw error;
    });
  }
}

async function demandFirstBytes(client: ImapFlow, uid: number): Promise<void> {
  const found = await client.fetchOne(String(uid), { uid: true, source: { start: 0, maxLength: 1024 } }, { uid: true });
  if (!found || !found.source) throw notGiven();
}

async function takeInTogether(taking: TakingIn, uids: number[]): Promise<void> {
  for (const group of groupsOf(await list(taking, uids))) await takeInGroup(taking, group);
  const last = uids.at(-1);
  if (last !== undefined) await taking.settled(last);
}

function isShort(mail: Listed | undefined): boolean {
  return mail !== undefined && mail.size <= shortMail;
}

async function list({ folder: { client }, parts, memory }: TakingIn, uids: number[]): Promise<Listed[]> {
  const now = parts.clock.now();
  const found = await client.fetchAll(uids, { uid: true, size: true, internalDate: true, flags: true }, { uid: true });
  return found
    .filter(({ flags, emailId }) => !flags?.has('\\Draft') && !(emailId !== undefined && memory.moved.has(emailId)))
    .map((message) => ({ uid: message.uid, size: message.size ?? Infinity, receivedAt: receivedAt(message, now), emailId: message.emailId ?? null }))
    .sort((one, other) => one.uid - other.uid);
}

function receivedAt({ internalDate }: FetchMessageObject, now: Date): Date {
  const at = new Date(internalDate ?? now);
  return at < now ? at : now;
}

/** Neighbours that can be read at once; a long one is alone. */
function groupsOf(mails: Listed[]): Listed[][] {
  const groups: Listed[][] = [];
  let bytes = Infinity;
  for (const mail of mails) {
    bytes += mail.size;
    const group = groups.at(-1);
    if (group && bytes <= mostAtOnce && isShort(mail)) group.push(mail);
    else {
      groups.push([mail]);
      bytes = isShort(mail) ? mail.size : Infinity;
    }
  }
  return groups;
}

async function takeInGroup(taking: TakingIn, mails: Listed[]): Promise<void> {
  const { folder: { client }, memory: { received }, signal } = taking;
  const short = isShort(mails[0]);
  const sources = short ? await sourcesOf(client, mails.filter(({ uid }) => !received.has(uid))) : null;
  const { done, fault } = await receiveInOrder(mails, atATime, signal, async (mail) => {
    if (!received.has(mail.uid)) await receiveOne(taking, mail, sources ? onePiece(sources.get(mail.uid)) : download(client, mail.uid));
    received.add(mail.uid);
  });
  await settle(taking, mails.slice(0, done));
  if (fault !== null) throw fault;
  signal.throwIfAborted();
}

async function sourcesOf(client: ImapFlow, mails: Listed[]): Promise<Map<number, Buffer>> {
  if (mails.length === 0) return new Map();
  const found = await client.fetchAll(mails.map(({ uid }) => uid), { uid: true, source: true }, { uid: true });
  return new Map(found.flatMap(({ uid, source }) => (source ? [[uid, source]] : [])));
}

/** A mail that was listed and is not given may be gone by now: the next connection tells. */
function notGiven(): MailboxTrouble {
  return new MailboxTrouble('unreachable', 'The server gave a mail without its content.');
}

async function* onePiece(bytes: Buffer | undefined): ByteStream {
  if (bytes === undefined) throw notGiven();
  yield bytes;
}

async function* download(client: ImapFlow, uid: number): ByteStream {
  const { content } = await client.download(String(uid), undefined, { uid: true, chunkSize });
  if (!content) throw notGiven();
  for await (const chunk of content) if (chunk instanceof Uint8Array) yield chunk;
}

/** Throws MailboxTrouble, `held-up` when it is our side that failed. */
async function receiveOne({ parts }: TakingIn, mail: Listed, content: ByteStream): Promise<void> {
  const server: { fault: unknown } = { fault: null };
  const stream = watched(content, (fault) => (server.fault = fault));
  const { key } = parts.mailbox;
  const storage = await parts
    .receive(stream, { source: `imap ${key}`, mailbox: key, returnPath: null, deliveredTo: [], peer: null, receivedAt: mail.receivedAt })
    .then(() => null, (error: unknown) => new MailboxTrouble('held-up', 'A mail could not be stored.', error));
  if (server.fault !== null) throw troubleOf(server.fault, 'session');
  if (storage) throw storage;
}

/** Tells apart what fails on the way from the server from what fails behind us. */
async function* watched(content: ByteStream, onFault: (error: unknown) => void): ByteStream {
  try {
    yield* content;
  } catch (error) {
    onFault(error);
    throw error;
  }
}

async function settle({ folder, parts, memory, settled }: TakingIn, mails: Listed[]): Promise<void> {
  const last = mails.at(-1);
  if (!last) return;
  const { mailbox } = parts;
  const marked = await markMails(folder.client, mails.map(({ uid }) => uid), mailbox);
  if (!marked) parts.onFault(new Error(`Mailbox ${mailbox.key}: the server refuses to do ${mailbox.afterwards} with mail that was taken in.`));
  if (mailbox.afterwards === 'move') {
    if (memory.moved.size > mostRemembered) memory.moved.clear();
    for (const { emailId } of mails) if (emailId !== null) memory.moved.add(emailId);
  }
  await settled(last.uid);
  for (const { uid } of mails) memory.received.delete(uid);
}
