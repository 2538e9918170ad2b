import { AppError, MailUnreadable, unavailable, type ChannelCapabilities, type Contact, type InboundMail, type Letter } from '../../core/index.ts';
import type { ByteStream } from '../../desk/files/index.ts';
import type { Quarantine, QuarantineReason } from '../../desk/quarantine/index.ts';
import type { AcceptMail } from './accept-mail.ts';
import { takeByRule, type TakeMailAs } from './mail-rules.ts';
import type { AuthenticateMail, KeepMailFile, MailArrival, MailReceipt, RawMail, ReadMail, ReceiveMail, SpoolMail } from './receiving.ts';

/** The channel as intake needs it: both are pure and take any mail. */
export interface MailChannel {
  name: string;
  capabilities: ChannelCapabilities;
  toContact(mail: InboundMail): Contact;
  toLetter(mail: InboundMail): Letter;
}

export interface MailIntake {
  receive: ReceiveMail;
  /** Takes in again what lay in quarantine, also what would be turned away as a report on nothing of ours. It is not put back: what cannot be taken in is told. */
  receiveAgain(content: ByteStream, arrival: MailArrival): Promise<Exclude<MailReceipt, { kind: 'quarantined' }> | Unfit>;
}

/** A mail that cannot be taken in, and why. */
interface Unfit {
  kind: 'unfit';
  reason: QuarantineReason;
  /** For whoever looks into it. */
  detail: string | null;
}

/** Bytes above which not even quarantine keeps a mail; it stays where it came from. */
const mostHeld = 1024 ** 3;

/**
 * The way of a mail from bytes to the desk. Whatever cannot be taken in is put into quarantine with its bytes; only a
 * fault of our own storage rejects (`unavailable`), and then the mail must come again.
 */
export function createMailIntake(parts: {
  spool: SpoolMail;
  authenticate: AuthenticateMail;
  read: ReadMail;
  keepFile: KeepMailFile;
  channel: MailChannel;
  accept: AcceptMail;
  /** What is asked of every mail before it is taken for a letter; left out: nothing. */
  takeAs?: readonly TakeMailAs[];
  quarantine: Quarantine;
  /** Of one mail. */
  mostBytes: number;
  /** Told of faults in the program, whose mail is in quarantine. */
  onFault: (error: unknown) => void;
}): MailIntake {
  const { spool, channel, accept, quarantine, mostBytes, onFault } = parts;

  const readOf = async (raw: RawMail, arrival: MailArrival): Promise<InboundMail> => {
    const authentication = await parts.authenticate(raw, arrival);
    const storage: { fault: unknown } = { fault: null };
    const keepFile: KeepMailFile = (content, about) =>
      parts.keepFile(content, about).catch((error: unknown) => {
        storage.fault = error;
        throw error;
      });
    return parts.read(raw, { arrival, authentication, keepFile }).catch((error: unknown) => {
      throw storage.fault === null ? error : unavailable('The storage of files', storage.fault);
    });
  };

  const takeIn = async (raw: RawMail, arrival: MailArrival, even: boolean) => {
    if (raw.size > mostBytes) return unfit('too-large', `${raw.size} bytes`);
    try {
      const mail = await readOf(raw, arrival);
      const how = { capabilities: channel.capabilities, mailbox: arrival.mailbox, even };
      const given = { mail, contact: channel.toContact(mail), letter: channel.toLetter(mail), arrival };
      const accepted = (await takeByRule(parts.takeAs ?? [], given)) ?? (await accept(given.contact, given.letter, how));
      return accepted.kind === 'bounce-of-nothing' || accepted.kind === 'channel-closed' ? unfit(accepted.kind, null) : accepted;
    } catch (error) {
      if (error instanceof AppError && error.retryable) throw error;
      if (error instanceof MailUnreadable) return unfit(error.reason, error.message);
      onFault(error);
      return unfit('fault', error instanceof Error ? error.message : null);
    }
  };

  const hold = async ({ reason, detail }: Unfit, content: ByteStream, head: string, arrival: MailArrival): Promise<MailReceipt> => {
    const about = { fromText: headerIn(head, 'from') ?? arrival.returnPath ?? '', subject: headerIn(head, 'subject') };
    const { id } = await quarantine.hold({ channel: channel.name, source: arrival.source, reason, detail, ...about, arrival, content });
    return { kind: 'quarantined', id, reason };
  };

  const withRaw = async <Result>(stream: ByteStream, work: (raw: RawMail | 'too-large') => Promise<Result>): Promise<Result> => {
    const raw = await spool(stream, mostHeld);
    try {
      return await work(raw);
    } finally {
      if (raw !== 'too-large') await raw.discard();
    }
  };

  return {
    receive: (stream, arrival) =>
      withRaw(stream, async (raw) => {
        if (raw === 'too-large') return hold(unfit('too-large', 'More than 1 GiB: only this note is kept.'), once('Larger than 1 GiB.'), '', arrival);
        const taken = await takeIn(raw, arrival, false);
        return taken.kind === 'unfit' ? hold(taken, raw.open(), await headOf(raw), arrival) : receiptOf(taken);
      }),
    receiveAgain: (content, arrival) =>
      withRaw(content, async (raw) => {
        if (raw === 'too-large') return unfit('too-large', null);
        const taken = await takeIn(raw, arrival, true);
        return taken.kind === 'unfit' ? taken : receiptOf(taken);
      }),
  };
}

function receiptOf<Taken extends { kind: string }>(taken: Taken): Taken | { kind: 'noted' } {
  return taken.kind === 'noted' ? { kind: 'noted' } : taken;
}

function unfit(reason: QuarantineReason, detail: string | null): Unfit {
  return { kind: 'unfit', reason, detail: detail === null ? null : detail.slice(0, 500) };
}

const headBytes = 16_384;

async function headOf(raw: RawMail): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of raw.open()) {
    pieces.push(piece);
    size += piece.length;
    if (size >= headBytes) break;
  }
  return Buffer.concat(pieces).subarray(0, headBytes).toString('latin1');
}

/** A header as it stands in the bytes, for people to recognise the mail by; null without one. */
function headerIn(head: string, name: string): string | null {
  const lines = head.split(/\r?\n/);
  const at = lines.findIndex((line) => line.toLowerCase().startsWith(`${name}:`));
  const end = lines.findIndex((line) => line === '');
  if (at === -1 || (end !== -1 && at > end)) return null;
  const value = (lines[at] ?? '').slice(name.length + 1).trim();
  return value === '' ? null : value.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 300);
}

async function* once(text: string): ByteStream {
  yield new TextEncoder().encode(text);
}
