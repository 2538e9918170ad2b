import { afterAll, beforeAll } from 'vitest';
import { startMailboxReader, type MailboxReader } from '../../../adapters/imap/mailbox-reader.ts';
import type { GetCredentials, MailboxReaderParts, MailboxSettings, MailboxState } from '../../../adapters/imap/settings.ts';
import { connectDatabase, type Database } from '../../../adapters/postgres/database.ts';
import { mailboxStore } from '../../../adapters/postgres/mailbox-store.ts';
import { systemClock } from '../../../src/core/index.ts';
import { until } from '../../../src/demo/expectations.ts';
import type { MailboxCheckpoints } from '../../../src/intake/mail/mailbox-checkpoint.ts';
import type { MailArrival, MailReceipt } from '../../../src/intake/mail/receiving.ts';
import { mailPassword, startDovecot, type Dovecot, type DovecotOptions } from '../../support/dovecot.ts';
import { createDeskDatabase } from '../../support/postgres.ts';

/** A mail with a Message-ID and a subject of this name; `size` in bytes, about. */
export function mailNamed(name: string, size = 0): string {
  const filling = `${'x'.repeat(76)}\r\n`.repeat(Math.ceil(size / 78));
  return `From: Ana <ana@example.org>\r\nTo: desk@example.org\r\nMessage-ID: <${name}@example.org>\r\nSubject: ${name}\r\n\r\nHola\r\n${filling}`;
}

export function namesOf(count: number, prefix = 'm'): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}

/** Stands where intake stands: keeps what it takes in, once. */
export interface Intake {
  /** Subjects in the order in which they were taken in. */
  taken: string[];
  /** The same with those that came again. */
  seen: string[];
  arrivals: MailArrival[];
  /** How many come in at this moment, and the most that ever did. */
  open: number;
  most: number;
  /** Throws or waits before a mail is taken in. */
  before: (subject: string) => Promise<void> | void;
  /** After it was taken in, before the reader hears of it. */
  after: (subject: string) => Promise<void> | void;
}

export interface Reading {
  reader: MailboxReader;
  intake: Intake;
  states: MailboxState[];
  faults: unknown[];
  key: string;
  checkpoint(): ReturnType<MailboxCheckpoints['read']>;
  /** Until these were taken in, and the mailbox is quiet. */
  untilTaken(count: number): Promise<void>;
}

export interface Mailboxes {
  dovecot: Dovecot;
  database: Database;
  checkpoints: MailboxCheckpoints;
  /** A user whom nobody else has. */
  newUser(): string;
  read(user: string, options?: ReadOptions): Reading;
}

export interface ReadOptions extends Partial<MailboxSettings> {
  intake?: Intake;
  credentials?: GetCredentials;
  parts?: Partial<MailboxReaderParts>;
}

export function newIntake(): Intake {
  return { taken: [], seen: [], arrivals: [], open: 0, most: 0, before: () => {}, after: () => {} };
}

async function take(intake: Intake, stream: AsyncIterable<Uint8Array>, arrival: MailArrival): Promise<MailReceipt> {
  intake.open += 1;
  intake.most = Math.max(intake.most, intake.open);
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    const subject = /^Subject: (.*?)\r?$/m.exec(Buffer.concat(chunks).toString())?.[1] ?? '';
    await intake.before(subject);
    intake.seen.push(subject);
    intake.arrivals.push(arrival);
    const again = intake.taken.includes(subject);
    if (!again) intake.taken.push(subject);
    await intake.after(subject);
    return again ? { kind: 'duplicate' } : { kind: 'opened', contactId: subject, ticketNumber: 1 };
  } finally {
    intake.open -= 1;
  }
}

/** A Dovecot and a database for a test file; every reader ends with its test file. */
export function useMailboxes(options: DovecotOptions = {}): Mailboxes {
  const held: { dovecot?: Dovecot; database?: Database; drop?: () => Promise<void> } = {};
  const readers: MailboxReader[] = [];
  let users = 0;
  beforeAll(async () => {
    const [dovecot, { url, drop }] = await Promise.all([startDovecot(options), createDeskDatabase()]);
    Object.assign(held, { dovecot, drop, database: connectDatabase({ url, max: 4 }) });
  });
  afterAll(async () => {
    await Promise.all(readers.map((reader) => reader.close()));
    await held.database?.close();
    await Promise.all([held.drop?.(), held.dovecot?.close()]);
  });
  const given = <Thing>(thing: Thing | undefined): Thing => {
    if (thing === undefined) throw new Error('Nothing was started yet.');
    return thing;
  };

  const mailboxes: Mailboxes = {
    get dovecot() {
      return given(held.dovecot);
    },
    get database() {
      return given(held.database);
    },
    get checkpoints() {
      return mailboxStore(given(held.database).db);
    },
    newUser: () => `user${(users += 1)}`,
    read: (user, { intake = newIntake(), credentials, parts, ...settings } = {}) => {
      const { checkpoints, dovecot } = mailboxes;
      const states: MailboxState[] = [];
      const faults: unknown[] = [];
      const mailbox: MailboxSettings = {
        key: user, host: '127.0.0.1', port: dovecot.port, tls: false, user, folder: 'INBOX', start: 'now', afterwards: 'seen',
        moveTo: null, pollSeconds: 60, ...settings,
      };
      const reader = startMailboxReader({
        mailbox,
        credentials: credentials ?? (async () => ({ password: mailPassword })),
        checkpoints,
        known: async (ids) => new Set(ids.filter((id) => intake.taken.includes(id.slice(1, id.indexOf('@'))))),
        receive: (stream, arrival) => take(intake, stream, arrival),
        clock: systemClock,
        onFault: (fault) => faults.push(fault),
        onState: (state) => states.push(state),
        ...parts,
        pace: { firstRetry: 50, lastRetry: 400, loginRefused: 300, noFolder: 200, standby: 100, ...parts?.pace },
      });
      readers.push(reader);
      const reading: Reading = {
        reader, intake, states, faults, key: mailbox.key,
        checkpoint: () => checkpoints.read(mailbox.key),
        untilTaken: async (count) => {
          await until(`${count} mails are taken in`, () => intake.taken.length >= count && reader.state().kind === 'waiting').catch((error: unknown) => {
            throw new Error(`${String(error)}; ${intake.taken.length} were: ${intake.taken.slice(0, 20).join(' ')}; ${JSON.stringify(reader.state())}; ${faults.slice(0, 20).join(' | ')}`);
          });
        },
      };
      return reading;
    },
  };
  return mailboxes;
}

/** Until the reader has nothing to do but to wait for news. */
export function untilWaiting({ reader }: Reading): Promise<unknown> {
  return until('the reader waits for news', () => reader.state().kind === 'waiting');
}
