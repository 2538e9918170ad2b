import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { ImapFlow } from 'imapflow';
import { findFreePort } from '../../adapters/postgres/embedded-port.ts';
import { until } from '../../src/demo/expectations.ts';
import { dovecotProgram, ensureDovecot } from './ensure-dovecot.ts';

/** The password of everybody on it. */
export const mailPassword = 'secret-pass/word';

/** A real Dovecot on a port of 127.0.0.1. Any user name is a mailbox of its own, made when it is first used. */
export interface Dovecot {
  port: number;
  /** TLS from the first byte; 0 without `tls`. */
  tlsPort: number;
  /** What signed its certificate, in PEM; null without `tls`. */
  ca: string | null;
  /** Puts mails into INBOX as a mail server does; the date of arrival is now unless told. */
  deliver(user: string, mails: (string | Buffer)[], arrivedAt?: Date): Promise<void>;
  /** A connection of one's own with a folder selected. */
  using<Result>(user: string, folder: string, work: (client: ImapFlow) => Promise<Result>): Promise<Result>;
  /** In the order of their UIDs. */
  list(user: string, folder?: string): Promise<{ uid: number; flags: string[] }[]>;
  /** Gives INBOX another UIDVALIDITY and every mail another UID; nobody may have it open. */
  renumber(user: string): Promise<void>;
  /** From now on it cannot read the mail that was delivered to INBOX as the so-manieth, from 1. */
  damage(user: string, which: number): Promise<void>;
  stop(): Promise<void>;
  /** Ends all of it at once, as a power cut does. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface DovecotOptions {
  tls?: boolean;
  /** What it says it can do instead of everything it can. */
  capability?: string;
  /** Where it asks about access tokens (RFC 7662); passwords work beside. */
  introspectionUrl?: string;
}

/** Where mailboxes lie, who owns them, and how programs run as them: Dovecot reads no mail as root. */
function owner(): { uid: number; gid: number; name: string; group: string; as: string[] } {
  const { uid, gid, username } = userInfo();
  if (uid !== 0) return { uid, gid, name: username, group: groupName(gid), as: [] };
  return {
    uid: 65534, gid: 65534, name: 'nobody', group: 'nogroup',
    as: ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--'],
  };
}

function groupName(gid: number): string {
  return spawnSync('id', ['-gn']).stdout.toString().trim() || String(gid);
}

/** Starts one; everything of it lies under a folder that `close` removes, and it ends with this process. */
export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  ensureDovecot();
  const us = owner();
  const base = await mkdtemp(path.join(tmpdir(), 'ventanilla-dovecot-'));
  const port = await findFreePort();
  const tlsPort = options.tls ? await findFreePort() : 0;
  const ca = options.tls ? await makeCertificate(base) : null;
  await writeFile(path.join(base, 'oauth2.conf'), oauthConfig(options.introspectionUrl ?? ''));
  await writeFile(path.join(base, 'dovecot.conf'), config({ base, port, tlsPort, us, options }));
  await mkdir(path.join(base, 'mail'));
  spawnSync('chown', ['-R', `${us.uid}:${us.gid}`, base]);
  let running: Running | null = null;
  let delivered = 0;
  const maildir = (user: string) => path.join(base, 'mail', user);

  const start = async () => {
    running = run([...us.as, dovecotProgram, '-F', '-c', path.join(base, 'dovecot.conf')]);
    await until('Dovecot answers', () => greets(port), 10);
  };
  const end = async (signal: NodeJS.Signals) => {
    await running?.end(signal);
    running = null;
  };

  const dovecot: Dovecot = {
    port, tlsPort, ca, start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    deliver: async (user, mails, arrivedAt) => {
      const folders = ['', 'tmp', 'new', 'cur'].map((name) => path.join(maildir(user), name));
      for (const folder of folders) {
        await mkdir(folder, { recursive: true });
        await chown(folder, us.uid, us.gid);
      }
      for (const mail of mails) {
        // In the order of their names they get their UIDs.
        const name = `${1_700_000_000 + delivered++}.M1.test`;
        const made = path.join(maildir(user), 'tmp', name);
        await writeFile(made, mail);
        await chown(made, us.uid, us.gid);
        if (arrivedAt) await utimes(made, arrivedAt, arrivedAt);
        await rename(made, path.join(maildir(user), 'new', name));
      }
    },
    using: async (user, folder, work) => {
      const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, auth: { user, pass: mailPassword }, logger: false, disableAutoIdle: true, tls: { rejectUnauthorized: false } });
      client.on('error', () => undefined);
      await client.connect();
      try {
        await client.mailboxOpen(folder);
        return await work(client);
      } finally {
        client.close();
      }
    },
    list: (user, folder = 'INBOX') =>
      dovecot.using(user, folder, async (client) => {
        const found = await client.fetchAll('1:*', { uid: true, flags: true }, { uid: true });
        return found.map(({ uid, flags }) => ({ uid, flags: [...(flags ?? [])].filter((flag) => flag !== '\\Recent') }));
      }),
    renumber: async (user) => {
      for (const name of await readdir(maildir(user))) {
        if (/^dovecot(-uidlist|\.index.*)$/.test(name)) await rm(path.join(maildir(user), name), { recursive: true });
      }
    },
    damage: async (user, which) => {
      const inNew = path.join(maildir(user), 'new');
      const name = (await readdir(inNew)).sort()[which - 1];
      if (name === undefined) throw new Error(`There is no mail number ${which} that nobody has looked at.`);
      await chmod(path.join(inNew, name), 0);
    },
    close: async () => {
      await end('SIGTERM');
      await rm(base, { recursive: true, force: true });
    },
  };
  await start();
  return dovecot;
}

interface Running {
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Runs it as a group of processes of its own, which ends with this process too. */
function run([program = '', ...args]: string[]): Running {
  const said: string[] = [];
  const server = spawn(program, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  server.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const ended = new Promise<void>((resolve) => {
    server.once('exit', (code) => {
      if (code !== null && code !== 0) console.error(`Dovecot ended with ${code}: ${said.join('')}`);
      resolve();
    });
    server.once('error', () => resolve());
  });
  const watchdog = endWithThisProcess(server);
  return {
    end: async (signal) => {
      if (server.pid !== undefined) killGroup(server.pid, signal);
      await ended;
      watchdog.kill('SIGKILL');
    },
  };
}

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}

function endWithThisProcess({ pid }: ChildProcess): ChildProcess {
  const watchdog = spawn('sh', ['-c', 'cat >/dev/null; kill -KILL "-$1"', 'dovecot-watchdog', String(pid)], {
    detached: true, stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.stdin.on('error', () => undefined);
  return watchdog;
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => socket.destroy());
    socket.once('error', () => undefined);
    socket.once('close', () => resolve(socket.bytesRead > 0));
  });
}

async function makeCertificate(base: string): Promise<string> {
  const [key, cert] = [path.join(base, 'key.pem'), path.join(base, 'cert.pem')];
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
    '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert]);
  if (made.status !== 0) throw new Error(`openssl made no certificate: ${String(made.stderr)}`);
  return readFile(cert, 'utf8');
}

function oauthConfig(introspectionUrl: string): string {
  return `introspection_mode = post\nintrospection_url = ${introspectionUrl}\nusername_attribute = username\nactive_attribute = active\nactive_value = true\n`;
}

function config(about: { base: string; port: number; tlsPort: number; us: ReturnType<typeof owner>; options: DovecotOptions }): string {
  const { base, port, tlsPort, us, options } = about;
  const oauth = options.introspectionUrl === undefined ? '' : `
auth_mechanisms = plain login xoauth2 oauthbearer
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${base}/oauth2.conf
}`;
  return `
base_dir = ${base}/run
state_dir = ${base}/state
log_path = ${base}/log
protocols = imap
listen = 127.0.0.1
ssl = ${options.tls ? 'yes' : 'no'}
${options.tls ? `ssl_cert = <${base}/cert.pem\nssl_key = <${base}/key.pem` : ''}
disable_plaintext_auth = no
auth_failure_delay = 0
default_internal_user = ${us.name}
default_login_user = ${us.name}
default_internal_group = ${us.group}
mail_uid = ${us.uid}
mail_gid = ${us.gid}
first_valid_uid = 1
mail_location = maildir:${base}/mail/%u
mail_max_userip_connections = 100
maildir_very_dirty_syncs = no
${options.capability === undefined ? '' : `imap_capability = ${options.capability}`}
namespace inbox {
  inbox = yes
  mailbox Todo {
    special_use = \\All
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
  }
}
service anvil {
  chroot =
  # Wrong passwords do not slow down the ones that follow.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
${oauth}
passdb {
  driver = static
  args = password=${mailPassword}
}
userdb {
  driver = static
  args = uid=${us.uid} gid=${us.gid} home=${base}/mail/%u allow_all_users=yes
}
`;
}
