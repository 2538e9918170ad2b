import { ImapFlow, type MailboxObject } from 'imapflow';
import type { MailboxCredentials, MailboxSettings } from './settings.ts';
import { MailboxTrouble, troubleOf } from './trouble.ts';

/** A folder that is selected on a connection of its own. */
export interface OpenFolder {
  client: ImapFlow;
  /** As the server calls it. */
  path: string;
  uidValidity: string;
  /** Higher than every UID that was given so far. */
  uidNext: number;
  readOnly: boolean;
}

/** Milliseconds from the connection to the open folder. */
const mostOpening = 60_000;
/** No answer may be larger, in bytes. */
const mostAnswer = 64 * 1024 * 1024;

/** Connects, logs in and selects the folder; ends at once when the signal says so. Throws MailboxTrouble. */
export async function openFolder(
  settings: MailboxSettings,
  credentials: MailboxCredentials,
  { signal, ca }: { signal: AbortSignal; ca?: string | undefined },
): Promise<OpenFolder> {
  const client = new ImapFlow({
    host: settings.host,
    port: settings.port,
    secure: settings.tls,
    // A password crosses no network in the clear.
    ...(settings.tls || isLoopback(settings.host) ? {} : { doSTARTTLS: true }),
    auth: 'password' in credentials ? { user: settings.user, pass: credentials.password } : { user: settings.user, ...credentials },
    clientInfo: { name: 'Ventanilla' },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 30_000,
    greetingTimeout: 30_000,
    socketTimeout: 120_000,
    maxLineLength: mostAnswer,
    maxLiteralSize: mostAnswer,
    maxResponseSize: 2 * mostAnswer,
    ...(ca === undefined ? {} : { tls: { ca } }),
  });
  // Its faults also end what is under way, where they are told.
  client.on('error', () => undefined);
  const close = () => client.close();
  signal.addEventListener('abort', close);
  // However much the server says meanwhile.
  const tooLong = setTimeout(close, mostOpening);
  try {
    signal.throwIfAborted();
    await client.connect().catch((error: unknown) => {
      throw troubleOf(error, 'login');
    });
    return await select(client, settings).catch((error: unknown) => {
      throw troubleOf(error, 'select');
    });
  } catch (error) {
    client.close();
    throw error;
  } finally {
    clearTimeout(tooLong);
    signal.removeEventListener('abort', close);
  }
}

async function select(client: ImapFlow, { folder, moveTo }: MailboxSettings): Promise<OpenFolder> {
  const path = folder.startsWith('\\') ? await findSpecialUse(client, folder) : folder;
  // Held for as long as the connection lasts: while it is, silence on our side is taken for work and not for a fault.
  await client.getMailboxLock(path, { maxLockHoldTime: false });
  const selected = client.mailbox;
  if (!selected) throw new MailboxTrouble('unreachable', 'The connection ended.');
  // Servers call one folder by several names; mail that is moved to where it is would come again for ever.
  const target = moveTo === null ? false : await client.status(moveTo, { uidNext: true }).catch(() => false as const);
  if (target && target.path === selected.path) throw new MailboxTrouble('no-folder', 'Mail is to be moved to the folder that it is read from.');
  return {
    client, path: selected.path, uidValidity: String(selected.uidValidity), uidNext: await uidNextOf(client, selected),
    readOnly: selected.readOnly === true,
  };
}

async function findSpecialUse(client: ImapFlow, use: string): Promise<string> {
  const found = (await client.list()).find(({ specialUse }) => specialUse?.toLowerCase() === use.toLowerCase());
  if (!found) throw new MailboxTrouble('no-folder', `The server has no folder for ${use}.`);
  return found.path;
}

/** Some servers do not tell it. */
async function uidNextOf(client: ImapFlow, selected: MailboxObject): Promise<number> {
  if (selected.uidNext) return selected.uidNext;
  if (selected.exists === 0) return 1;
  const last = await client.fetchOne('*', { uid: true });
  return (last ? last.uid : 0) + 1;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
