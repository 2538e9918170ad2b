import type { GetCredentials, MailboxSettings } from '../../adapters/imap/settings.ts';
import { createTokenSource, type GetToken } from '../../adapters/oauth/token.ts';
import { imapSchema, type DeskDefinition, type ImapSettings } from '../desk/definition/index.ts';
import { ConfigFaults, type MailConfig, type MailSecrets } from './config.ts';

/** A mailbox that is read, and what opens it. */
export interface MailboxToRead {
  settings: MailboxSettings;
  /** Ours, to which its mail is written. */
  address: string;
  credentials: GetCredentials;
}

/** The key of the mailbox that IMAP_URL names. */
export const imapUrlKey = 'imap';

interface Sources {
  fetch: typeof globalThis.fetch;
  now: () => Date;
}

/** The mailboxes of desk.yaml and of IMAP_URL, with what the environment holds of their secrets. Throws ConfigFaults. */
export function mailboxesToRead(desk: Pick<DeskDefinition, 'mailboxes'>, mail: MailConfig, sources: Sources): MailboxToRead[] {
  const faults: string[] = [];
  const found: MailboxToRead[] = [];
  const keep = (key: string, address: string, imap: ImapSettings, secrets: MailSecrets) => {
    const settings = settingsOf(key, imap);
    const credentials = credentialsOf(key, imap, secrets, sources);
    if (settings.afterwards === 'move' && settings.moveTo === settings.folder) faults.push(`${key}: mail is moved to the folder that it is read from`);
    if (typeof credentials === 'string') faults.push(credentials);
    else found.push({ settings, address, credentials });
  };
  for (const { key, address, imap } of desk.mailboxes) if (imap !== null) keep(key, address, imap, mail.secrets[key] ?? {});
  if (mail.imapUrl !== null) {
    const { imap, password, faults: wrong } = parseImapUrl(mail.imapUrl);
    faults.push(...wrong);
    if (desk.mailboxes.some(({ key }) => key === imapUrlKey)) faults.push(`IMAP_URL: a mailbox of desk.yaml has the key ${imapUrlKey} already`);
    if (imap !== null) {
      const address = mail.from?.address ?? (/^[^\s@]+@[^\s@]+$/.test(imap.user) ? imap.user.toLowerCase() : desk.mailboxes[0]?.address);
      if (address === undefined) faults.push('MAIL_FROM: expected, since the user in IMAP_URL is no address and desk.yaml names no mailbox');
      else keep(imapUrlKey, address, imap, { ...mail.secrets[imapUrlKey], ...(password === null ? {} : { password }) });
    }
  }
  faults.push(...readTwice(found));
  if (faults.length > 0) throw new ConfigFaults(faults);
  return found;
}

function settingsOf(key: string, imap: ImapSettings): MailboxSettings {
  const { host, tls, user, folder, start, afterwards, pollSeconds } = imap;
  return {
    key, host, port: imap.port ?? (tls ? 993 : 143), tls, user, folder, start, afterwards,
    moveTo: afterwards === 'move' ? (imap.moveTo ?? null) : null, pollSeconds,
  };
}

function readTwice(mailboxes: MailboxToRead[]): string[] {
  const placeOf = ({ settings: { user, host, folder } }: MailboxToRead) => JSON.stringify([user, host.toLowerCase(), folder.toLowerCase()]);
  return mailboxes.flatMap((mailbox, index) => {
    const other = mailboxes.slice(0, index).find((earlier) => placeOf(earlier) === placeOf(mailbox));
    return other ? [`${mailbox.settings.key}: the mailbox ${other.settings.key} reads the same folder`] : [];
  });
}

/** What opens the mailbox, or what is missing for that. */
function credentialsOf(key: string, imap: ImapSettings, secrets: MailSecrets, { fetch, now }: Sources): GetCredentials | string {
  const name = key.toUpperCase().replaceAll('-', '_');
  const { password, clientSecret, refreshToken } = secrets;
  if (imap.oauth) {
    if (clientSecret === undefined && refreshToken === undefined) {
      return `MAIL_CLIENT_SECRET_${name} or MAIL_REFRESH_TOKEN_${name}: expected, since the mailbox ${key} is read with a token`;
    }
    return withToken(createTokenSource({ ...imap.oauth, clientSecret, refreshToken }, fetch, now));
  }
  if (password === undefined) return `MAIL_PASSWORD_${name}: expected, since the mailbox ${key} is read by IMAP`;
  return async () => ({ password });
}

function withToken(getToken: GetToken): GetCredentials {
  return async (how) => ({ accessToken: await getToken(how) });
}

/**
 * Reads `imaps://user:password@host:port/Folder?afterwards=move&moveTo=Done&start=all&pollSeconds=30`; everything but
 * user and host has a default, and `imap:` means STARTTLS where the server offers it. Each fault starts with `IMAP_URL`.
 */
export function parseImapUrl(text: string): { imap: ImapSettings | null; password: string | null; faults: string[] } {
  const wrong = (...what: string[]) => ({ imap: null, password: null, faults: what.map((one) => `IMAP_URL: ${one}`) });
  if (!URL.canParse(text)) return wrong('expected an address such as imaps://user:password@host');
  const url = new URL(text);
  const parts = decodeAll({ user: url.username, password: url.password, folder: url.pathname.replace(/^\//, '') });
  if (parts === null) return wrong('a % that is meant must be written as %25');
  const { pollSeconds, ...others } = Object.fromEntries(url.searchParams);
  const parsed = imapSchema.safeParse({
    ...others,
    ...(pollSeconds === undefined ? {} : { pollSeconds: Number(pollSeconds) }),
    host: decodeURIComponent(url.hostname).replace(/^\[|\]$/g, ''),
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    tls: url.protocol === 'imaps:',
    user: parts.user,
    ...(parts.folder === '' ? {} : { folder: parts.folder }),
  });
  if (!parsed.success) return wrong(...parsed.error.issues.map(({ path, message }) => `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`));
  return { imap: parsed.data, password: parts.password === '' ? null : parts.password, faults: [] };
}

/** Null when one of them is not well encoded. */
function decodeAll<Parts extends Record<string, string>>(parts: Parts): Record<keyof Parts, string> | null {
  try {
    const decoded = Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, decodeURIComponent(value)]));
    return { ...parts, ...decoded };
  } catch {
    return null;
  }
}

/** Whom mail comes from where its mailbox says nothing else: MAIL_FROM, else the mailbox of IMAP_URL, else the first of desk.yaml; null without any. */
export function mailFromOf(desk: Pick<DeskDefinition, 'mailboxes'>, mail: MailConfig, mailboxes: MailboxToRead[]): { name: string | null; address: string } | null {
  if (mail.from !== null) return mail.from;
  const read = mailboxes.find(({ settings }) => settings.key === imapUrlKey);
  const first = desk.mailboxes[0];
  if (read) return { name: null, address: read.address };
  return first ? { name: first.name, address: first.address } : null;
}
