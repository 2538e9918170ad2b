import type { InboundMail, MailAuthentication } from '../../core/index.ts';
import type { ByteStream, Kept } from '../../desk/files/index.ts';

/** How a mail reached us. */
export interface MailArrival {
  /** What brought it, such as `smtp` or `imap soporte`; for people. */
  source: string;
  /** The key of the mailbox it was read from; null: its recipients tell. */
  mailbox: string | null;
  /** MAIL FROM, lower-cased; '' for the null path; null when the transport does not tell. */
  returnPath: string | null;
  /** RCPT TO, lower-cased; empty when the transport does not tell. */
  deliveredTo: string[];
  /** The machine that handed it over; null when it was read from a mailbox. */
  peer: { address: string; helo: string | null } | null;
  receivedAt: Date;
}

/** The raw bytes of one mail, at hand to be read any number of times until they are let go. */
export interface RawMail {
  /** In bytes. */
  size: number;
  open(): ByteStream;
  discard(): Promise<void>;
}

/** Puts the bytes of a mail aside: short ones in memory, long ones on the disk. Rejects with what the stream rejects with. */
export type SpoolMail = (stream: ByteStream, mostBytes: number) => Promise<RawMail | 'too-large'>;

/** Checks where a mail comes from, within 1.5 seconds of DNS; never rejects. */
export type AuthenticateMail = (raw: RawMail, arrival: MailArrival) => Promise<MailAuthentication>;

/** Keeps one file of a mail as its bytes come. */
export type KeepMailFile = (content: ByteStream, about: { name: string | null; claimedType: string | null }) => Promise<Kept>;

/** Reads a mail, however it is built. Rejects with MailUnreadable when that cannot be done, and with what `keepFile` rejects with. */
export type ReadMail = (
  raw: RawMail,
  about: { arrival: MailArrival; authentication: MailAuthentication; keepFile: KeepMailFile },
) => Promise<InboundMail>;

/** What became of a mail once it is stored; a mail that is told as any of these need not be sent again. */
export type MailReceipt =
  | { kind: 'opened' | 'appended'; contactId: string; ticketNumber: number }
  /** It was taken in before. */
  | { kind: 'duplicate' }
  /** It told of a mail of ours, or its sender is blocked: kept, and no work for anybody. */
  | { kind: 'noted' }
  | { kind: 'quarantined'; id: string; reason: string };

/** Takes in one mail. When this resolves it is in PostgreSQL; rejects with `unavailable` (503) when it could not be stored, and then it must come again. */
export type ReceiveMail = (stream: ByteStream, arrival: MailArrival) => Promise<MailReceipt>;
