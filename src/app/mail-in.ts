import type { MailboxReader, MailboxState } from '../../adapters/imap/index.ts';
import type { Database } from '../../adapters/postgres/database.ts';
import { createMailboxNotes } from '../../adapters/postgres/channel-health-reader.ts';
import { createKnownMail } from '../../adapters/postgres/known-mail.ts';
import { mailboxStore } from '../../adapters/postgres/mailbox-store.ts';
import { systemClock } from '../core/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import type { ReceiveMail } from '../intake/mail/receiving.ts';
import type { Logger, Metrics } from '../telemetry/index.ts';
import type { Closers } from './closers.ts';
import type { Config } from './config.ts';
import type { DeskServices } from './desk-services.ts';
import type { MailboxToRead } from './mail-settings.ts';
import { createMailboxNews } from './mailbox-news.ts';

export interface MailIn {
  config: Config;
  desk: DeskDefinition;
  database: Database;
  services: Pick<DeskServices, 'receiveMail' | 'ownMail' | 'isOwnMail' | 'switches' | 'channels'>;
  metrics: Pick<Metrics, 'contactAccepted' | 'mailboxReadable'>;
  logger: Logger;
  onFault: (error: unknown) => void;
  closers: Closers;
}

const megabyte = 1024 * 1024;

/** Takes in mail that other mail servers hand over, where SMTP_LISTEN says so; gives the address, or null. Rejects when the port cannot be had. */
export async function listenForMail(parts: MailIn): Promise<string | null> {
  const { config, desk, services, onFault, closers } = parts;
  const { listen, tls } = config.mail;
  if (listen === null) return null;
  const { startSmtpListener } = await import('../../adapters/smtp/index.ts');
  const listener = await startSmtpListener({
    ...listen, tls, mostBytes: desk.email.maxMegabytes * megabyte, receive: countedReceive(parts), onFault,
    accepts: (address) => services.isOwnMail(address) || isPostmaster(address, services.ownMail),
    isClosed: isEmailClosed(services), now: systemClock.now,
  });
  closers.push(listener.close);
  const { host, port } = listener.address;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Whoever looks after one of our domains (RFC 5321, 4.5.1). */
function isPostmaster(address: string, ownMail: ReadonlySet<string>): boolean {
  return address === 'postmaster' || [...ownMail].some((own) => address === `postmaster${own.slice(own.lastIndexOf('@'))}`);
}

function isEmailClosed({ switches, channels }: MailIn['services']): () => boolean {
  return () => switches.isClosed(channels.email.name);
}

/** Reads mailboxes for as long as the process lives and mail is not closed; of several processes one reads each. */
export async function readMailboxes(parts: MailIn, mailboxes: MailboxToRead[]): Promise<void> {
  if (mailboxes.length === 0) return;
  const { startMailboxReader } = await import('../../adapters/imap/index.ts');
  const { database, services, logger, metrics, onFault, closers } = parts;
  const isClosed = isEmailClosed(services);
  const checkpoints = mailboxStore(database.db);
  const known = createKnownMail(database.db);
  const receive = countedReceive(parts);
  const note = createMailboxNotes(database.db);
  const start = () => mailboxes.map(({ settings, address, credentials }) =>
    startMailboxReader({
      mailbox: settings, credentials, checkpoints, known, clock: systemClock, onFault,
      receive: (stream, arrival) => receive(stream, { ...arrival, deliveredTo: arrival.deliveredTo.length > 0 ? arrival.deliveredTo : [address] }),
      onState: tellState(settings.key, createMailboxNews(settings.key, logger, metrics), note, onFault),
    }));
  let readers: MailboxReader[] = [];
  let ending: Promise<unknown> = Promise.resolve();
  // All at once: each may take two seconds.
  const stop = () => {
    ending = Promise.all([ending, ...readers.splice(0).map((reader) => reader.close())]);
    return ending;
  };
  const follow = () => {
    if (isClosed()) void stop().catch(onFault);
    else if (readers.length === 0) readers = start();
  };
  const stopFollowing = services.switches.whenTurned(follow);
  follow();
  closers.push(() => {
    stopFollowing();
    return stop();
  });
}

/** Whoever waits for another process to be done with a mailbox has nothing to tell of it. */
function tellState(
  mailbox: string, tell: (state: MailboxState) => void, note: ReturnType<typeof createMailboxNotes>, onFault: (error: unknown) => void,
): (state: MailboxState) => void {
  return (state) => {
    tell(state);
    if (state.kind !== 'standby' && state.kind !== 'closed') note(mailbox, state).catch(onFault);
  };
}

function countedReceive({ services, metrics }: MailIn): ReceiveMail {
  return async (stream, arrival) => {
    const receipt = await services.receiveMail(stream, arrival);
    metrics.contactAccepted({ channel: 'email', outcome: receipt.kind });
    return receipt;
  };
}
