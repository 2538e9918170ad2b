import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { findFreePort } from '../../adapters/postgres/embedded-port.ts';
import { until } from '../../src/demo/expectations.ts';
import { startGatewayProcess, type GatewayProcess } from '../../src/demo/gateway-process.ts';
import { startPretendMail } from '../../src/demo/pretend-mail.ts';
import { createDatabase } from '../support/create-database.ts';
import { mailPassword, startDovecot, type Dovecot } from '../support/dovecot.ts';
import { handOver, newMail, ourAddress } from './mail-load.ts';
import { median } from './sms.ts';

export interface MailFigures {
  /** Mails per second by SMTP until the last 250: over one connection, over eight, and over eight with a file of 1 MB each. */
  one: number;
  eight: number;
  withFile: number;
  /** The same over eight by a bare listener that stores one row. */
  bare: { eight: number; withFile: number };
  /** Mails per second from Dovecot to open tickets. */
  imap: number;
  /** MiB of resident memory: before 20 mails of 25 MB, and the most while they were taken in. */
  memory: { before: number; peak: number };
}

const rounds = 3;
const mailsPerRound = { one: 400, eight: 1_200, withFile: 64, imap: 1_500, large: 20 };
const megabyte = 1024 * 1024;

/** E-mail of new customers into a real gateway, whose acknowledgements go out meanwhile, beside a bare listener in turns. */
export async function benchMail(server: string): Promise<MailFigures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ventanilla-bench-mail-'));
  const database = await createDatabase(server);
  const post = await startPretendMail({ keep: false });
  const dovecot = await startDovecot();
  const port = await findFreePort();
  const env = {
    DATABASE_URL: database.url, DATA_DIR: path.join(folder, 'data'), DESK_FILE: fileURLToPath(new URL('../../desk.yaml', import.meta.url)), LOG_LEVEL: 'error',
    ADMIN_EMAIL: 'bench@desk.test', ADMIN_PASSWORD: 'bench-bench-bench',
    MAIL_FROM: ourAddress, SMTP_LISTEN: `127.0.0.1:${port}`, SMTP_URL: post.smtpUrl,
  };
  const gateway = await startGatewayProcess({ folder, env });
  const bare = await startBare(database.url);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const smtp = await measureSmtp({ port, bare: bare.port, client });
    const memory = await measureMemory(port, gateway);
    await quiet(client);
    await gateway.stop();
    const imap = await measureImap({ dovecot, client, start: () => startGatewayProcess({ folder, env: { ...env, IMAP_URL: `imap://bench:${encodeURIComponent(mailPassword)}@127.0.0.1:${dovecot.port}/INBOX?start=all` } }) });
    return { ...smtp, imap, memory };
  } finally {
    await client.end();
    bare.process.kill('SIGTERM');
    await gateway.stop();
    await dovecot.close();
    await post.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureSmtp({ port, bare, client }: { port: number; bare: number; client: pg.Client }): Promise<Omit<MailFigures, 'imap' | 'memory'>> {
  const figures: Record<'one' | 'eight' | 'withFile' | 'bareEight' | 'bareWithFile', number[]> = { one: [], eight: [], withFile: [], bareEight: [], bareWithFile: [] };
  const take = async (to: number, what: keyof typeof figures, count: number, connections: number, bytes = 0) => {
    const mails = Array.from({ length: count }, () => newMail(bytes));
    figures[what].push(await handOver(to, mails, connections));
    await quiet(client);
  };
  await handOver(bare, Array.from({ length: 200 }, () => newMail()), 8);
  await handOver(port, Array.from({ length: 200 }, () => newMail()), 8);
  await quiet(client);
  for (let round = 0; round < rounds; round += 1) {
    await take(bare, 'bareEight', mailsPerRound.eight, 8);
    await take(port, 'one', mailsPerRound.one, 1);
    await take(port, 'eight', mailsPerRound.eight, 8);
    await take(bare, 'bareWithFile', mailsPerRound.withFile, 8, megabyte);
    await take(port, 'withFile', mailsPerRound.withFile, 8, megabyte);
  }
  return {
    one: median(figures.one), eight: median(figures.eight), withFile: median(figures.withFile),
    bare: { eight: median(figures.bareEight), withFile: median(figures.bareWithFile) },
  };
}

/** Waits until everything is routed and acknowledged, so that what is measured next has the machine to itself. */
async function quiet(client: pg.Client): Promise<void> {
  await until('the gateway has routed and acknowledged what it took in', async () => {
    const { rows } = await client.query<{ behind: boolean }>(`
      select exists (select from tickets where routed_version < routing_version)
        or exists (select from deliveries where status in ('queued', 'sending')) as behind`);
    return rows[0]?.behind === false;
  }, 180);
}

async function measureMemory(port: number, gateway: GatewayProcess): Promise<MailFigures['memory']> {
  const before = await residentMiB(gateway.pid());
  let peak = before;
  const watching = setInterval(() => void residentMiB(gateway.pid()).then((now) => (peak = Math.max(peak, now))), 50);
  for (let sent = 0; sent < mailsPerRound.large; sent += 4) {
    await handOver(port, Array.from({ length: 4 }, () => newMail(18 * megabyte)), 4);
  }
  clearInterval(watching);
  return { before, peak };
}

async function residentMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}

/** Puts mails into the mailbox, starts the gateway, and counts from the first open ticket to the last. */
async function measureImap(parts: { dovecot: Dovecot; client: pg.Client; start: () => Promise<GatewayProcess> }): Promise<number> {
  const { dovecot, client, start } = parts;
  await dovecot.deliver('bench', Array.from({ length: mailsPerRound.imap }, () => newMail().raw));
  const taken = async () => Number((await client.query<{ count: string }>(`select count(*)::text as count from mails where mailbox = 'imap'`)).rows[0]?.count ?? 0);
  const gateway = await start();
  try {
    const first = await until('the first mail', taken, 60);
    const startedAt = performance.now();
    await until('the last mail', async () => (await taken()) === mailsPerRound.imap, 120);
    return (mailsPerRound.imap - first) / ((performance.now() - startedAt) / 1_000);
  } finally {
    await gateway.stop();
  }
}

async function startBare(databaseUrl: string): Promise<{ port: number; process: ChildProcess }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/bench/mail-bare.ts'], {
    env: { ...process.env, BENCH_DATABASE_URL: databaseUrl }, stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) return { port: (JSON.parse(line) as { port: number }).port, process: child };
  }
  throw new Error('The bare listener ended before it listened.');
}
