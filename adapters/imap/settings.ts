import type { Clock } from '../../src/core/index.ts';
import type { MailboxCheckpoints } from '../../src/intake/mail/mailbox-checkpoint.ts';
import type { ReceiveMail } from '../../src/intake/mail/receiving.ts';

/** A folder on a mail server that is read. */
export interface MailboxSettings {
  key: string;
  host: string;
  port: number;
  /** TLS from the first byte; without it STARTTLS, which only a server on this machine need not offer. */
  tls: boolean;
  user: string;
  /** A path, or a special use (RFC 6154) such as `\All`, whatever the server calls that folder. */
  folder: string;
  /** What of the mail that is there already is taken in: `now` none, `all`, or what came since a day (`2026-11-01`). */
  start: string;
  afterwards: 'keep' | 'seen' | 'flag' | 'move';
  /** Where mail is moved to; made when it does not exist. */
  moveTo: string | null;
  pollSeconds: number;
}

/** What opens a mailbox. */
export type MailboxCredentials = { password: string } | { accessToken: string };

/** Gets what opens a mailbox; `fresh`: what was given last was refused. */
export type GetCredentials = (how: { fresh: boolean }) => Promise<MailboxCredentials>;

/** What a reader of a mailbox is doing. `held-up`: a mail could not be stored, and is tried again. */
export type MailboxStateKind =
  | 'connecting' | 'reading' | 'waiting' | 'standby' | 'held-up' | 'unreachable' | 'login-refused' | 'no-folder' | 'closed';

export interface MailboxState {
  kind: MailboxStateKind;
  since: Date;
  /** In the server's words where it said something; holds no secret. */
  detail: string | null;
}

/** Milliseconds, between tries but for the last two. */
export interface Pace {
  /** Doubled with every failure in a row, up to `lastRetry`, and spread. */
  firstRetry: number;
  lastRetry: number;
  loginRefused: number;
  noFolder: number;
  /** Between looks at whether the process that reads the mailbox still does. */
  standby: number;
  /** Within which a server that lives answers. */
  answer: number;
  leaseSeconds: number;
}

export interface MailboxReaderParts {
  mailbox: MailboxSettings;
  credentials: GetCredentials;
  checkpoints: MailboxCheckpoints;
  /** Which of these Message-IDs, with their brackets, were taken in before. */
  known(messageIds: string[]): Promise<Set<string>>;
  receive: ReceiveMail;
  clock: Clock;
  /** Told once of what keeps the mailbox from being read, for as long as it stays the same. */
  onFault(error: unknown): void;
  onState(state: MailboxState): void;
  /** A certificate in PEM to be believed beside the system's. */
  ca?: string;
  pace?: Partial<Pace>;
}
