import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { ByteStream } from '../../src/desk/files/index.ts';
import type { OpenFolder } from './folder.ts';
import { markMails } from './mark.ts';
import { receiveInOrder } from './receive-in-order.ts';
import type { MailboxReaderParts } from './settings.ts';
import { isAnswer, MailboxTrouble, troubleOf } from './trouble.ts';

/** What a reader remembers of the mails of a folder beside its checkpoint; all of it may be lost. */
export interface Memory {
  /** Taken in, though one before it was not. */
  received: Set<number>;
  /** How often the server failed to give one. */
  failures: Map<number, number>;
  /** Gmail's own ids of what was moved: moved out of All Mail a mail may appear there again. */
  moved: Set<string>;
}

export function newMemory(): Memory {
  return { received: new Set(), failures: new Map(), moved: new Set() };
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
const chunkSize = 512 * 1024;
/** A mail that the server fails to give so often is told and left. */
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
 * Each is received, then marked, then settled: a crash in between repeats the mark, and loses none.
 * Throws MailboxTrouble `held-up` at the first mail that could not be stored, once everything before it is settled.
 */
export async function takeIn(taking: TakingIn, uids: number[]): Promise<void> {
  const last = uids.at(-1);
  if (last === undefined) return;
  const listed = await list(taking, uids);
  for (const group of groupsOf(listed)) await takeInGroup(taking, group);
  await taking.settled(last);
}

function isShort(mail: Listed | undefined): boolean {
  return mail !== undefined && mail.size <= shortMail;
}

async function list({ folder, parts, memory }: TakingIn, uids: number[]): Promise<Listed[]> {
  const now = parts.clock.now();
  const found = await folder.client.fetchAll(uids, { uid: true, size: true, internalDate: true, flags: true }, { uid: true });
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

/** Short ones together; what the server does not give in one answer is read one by one, so that one bad mail keeps none of the others. */
async function takeInGroup(taking: TakingIn, mails: Listed[]): Promise<void> {
  const { received } = taking.memory;
  const sources = isShort(mails[0]) ? await sourcesOf(taking.folder, mails.filter(({ uid }) => !received.has(uid))) : null;
  const groups = sources ? [mails] : mails.map((mail) => [mail]);
  for (const group of groups) {
    const outcomes = await receiveInOrder(group, atATime, taking.signal, async (mail) => {
      if (received.has(mail.uid)) return 'received';
      const outcome = await receiveOne(taking, mail, sources ? onePiece(sources.get(mail.uid)) : null);
      if (outcome === 'received') received.add(mail.uid);
      return outcome;
    });
    await settle(taking, group, outcomes.done);
    if (outcomes.fault !== null) throw outcomes.fault;
    taking.signal.throwIfAborted();
  }
}

/** Null when the server does not give them all that are still there. */
async function sourcesOf({ client }: OpenFolder, mails: Listed[]): Promise<Map<number, Buffer> | null> {
  if (mails.length === 0) return new Map();
  try {
    const found = await client.fetchAll(mails.map(({ uid }) => uid), { uid: true, source: true }, { uid: true });
    return found.length === mails.length ? new Map(found.flatMap(({ uid, source }) => (source ? [[uid, source]] : []))) : null;
  } catch (error) {
    if (!isAnswer(error)) throw error;
    return null;
  }
}

async function* onePiece(bytes: Buffer | undefined): ByteStream {
  if (bytes === undefined) throw new Error('The server gave the mail without its content.');
  yield bytes;
}

/** `left`: it is gone by now, or the server does not give it. Throws MailboxTrouble. */
async function receiveOne(taking: TakingIn, mail: Listed, content: ByteStream | null): Promise<'received' | 'left'> {
  const { folder: { client }, parts } = taking;
  const server: { fault: unknown } = { fault: null };
  const stream = watched(content ?? download(client, mail.uid), (fault) => (server.fault = fault));
  const { key } = parts.mailbox;
  const storage = await parts
    .receive(stream, { source: `imap ${key}`, mailbox: key, returnPath: null, deliveredTo: [], peer: null, receivedAt: mail.receivedAt })
    .then(() => null, (error: unknown) => new MailboxTrouble('held-up', 'A mail could not be stored.', error));
  if (server.fault !== null) return leaveOrTryAgain(taking, mail, server.fault);
  if (storage) throw storage;
  return 'received';
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

async function* download(client: ImapFlow, uid: number): ByteStream {
  const { content } = await client.download(String(uid), undefined, { uid: true, chunkSize });
  if (!content) throw new Error('The server gave the mail without its content.');
  for await (const chunk of content) if (chunk instanceof Uint8Array) yield chunk;
}

async function leaveOrTryAgain({ folder: { client }, parts, memory }: TakingIn, { uid }: Listed, fault: unknown): Promise<'left'> {
  if (!client.usable) throw troubleOf(fault, 'session');
  // Only now some servers tell what another client has removed.
  await client.noop();
  if (!(await client.fetchOne(String(uid), { uid: true }, { uid: true }))) return 'left';
  const failures = (memory.failures.get(uid) ?? 0) + 1;
  memory.failures.set(uid, failures);
  if (failures < mostFailures) throw troubleOf(fault, 'session');
  parts.onFault(new Error(`Mailbox ${parts.mailbox.key}: the server does not give the mail with UID ${uid}; it was left where it is.`));
  return 'left';
}

/** Marks and settles what was received of a group, up to the first that was not. */
async function settle({ folder, parts, memory, settled }: TakingIn, group: Listed[], outcomes: ('received' | 'left')[]): Promise<void> {
  const last = group[outcomes.length - 1];
  if (!last) return;
  const received = group.filter((_, index) => outcomes[index] === 'received');
  const marked = await markMails(folder.client, received.map(({ uid }) => uid), parts.mailbox);
  if (!marked) parts.onFault(new Error(`Mailbox ${parts.mailbox.key}: the server refuses to do ${parts.mailbox.afterwards} with mail that was taken in.`));
  if (parts.mailbox.afterwards === 'move') {
    if (memory.moved.size > mostRemembered) memory.moved.clear();
    for (const { emailId } of received) if (emailId !== null) memory.moved.add(emailId);
  }
  await settled(last.uid);
  for (const { uid } of group) if (uid <= last.uid) memory.received.delete(uid);
}
