import type { ByteStream } from '../files/index.ts';

/** Why something lies in quarantine, as a code with its words in `locales.ts`. */
export const quarantineReasons = ['unreadable', 'too-many-parts', 'too-deep', 'too-large', 'bounce-of-nothing', 'channel-closed', 'fault'] as const;
export type QuarantineReason = (typeof quarantineReasons)[number];

/** What is to be put into quarantine; `content` is read to its end. */
export interface ToHold {
  channel: string;
  /** What brought it, such as `smtp` or `imap soporte`. */
  source: string;
  reason: QuarantineReason;
  /** For whoever looks into it; no text of the mail's. */
  detail: string | null;
  fromText: string;
  subject: string | null;
  /** How it arrived, as whoever takes it in again needs it. */
  arrival: unknown;
  content: ByteStream;
}

/** Keeps what could not be taken in, with its raw bytes. */
export interface Quarantine {
  /** The same bytes again while they are held give the same id. Rejects when it could not be stored. */
  hold(what: ToHold): Promise<{ id: string }>;
}
