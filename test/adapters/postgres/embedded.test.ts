import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { findPostgresBinaries } from '../../../adapters/postgres/embedded-binaries.ts';
import { openCluster } from '../../../adapters/postgres/embedded-cluster.ts';
import { findFreePort } from '../../../adapters/postgres/embedded-port.ts';
import { isRunning, startOf } from '../../../adapters/postgres/embedded-process.ts';
import { runServer } from '../../../adapters/postgres/embedded-server.ts';
import { chooseRunAs } from '../../../adapters/postgres/embedded-user.ts';
import type { RunAs } from '../../../adapters/postgres/embedded-user.ts';
import { startEmbeddedPostgres } from '../../../adapters/postgres/embedded.ts';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from '../../../adapters/postgres/embedded.ts';

/** Holds a database with one word in it; every test must be able to start from what the one before left. */
let usedDir = '';
let freshDir = '';
let dataDir = '';
let folder = '';
let running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ventanilla embedded '));
  await chmod(folder, 0o700);
  usedDir = path.join(folder, 'la data');
  dataDir = usedDir;
  const first = await start();
  await ask(first.url, "CREATE TABLE words AS SELECT 'hola' AS answer");
  await first.stop();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

beforeEach(async () => {
  dataDir = usedDir;
  freshDir = path.join(await mkdtemp(path.join(folder, 'fresh ')), 'la data');
});

afterEach(async () => {
  await Promise.all(running.map((one) => one.stop()));
  running = [];
});

async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, ...options });
  running.push(postgres);
  return postgres;
}

async function ask(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(statement);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

/** Another process that starts the database in the folder and holds it. */
async function startOwner(): Promise<ChildProcess> {
  const script = path.join(import.meta.dirname, 'embedded-owner.ts');
  const owner = spawn(process.execPath, ['--import', 'tsx', script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(createInterface({ input: owner.stdout }), 'line');
  return owner;
}

async function serverPid(): Promise<number> {
  return Number((await readFile(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

const word = 'SELECT answer FROM words';

test('the first start makes a durable UTF-8 database; a second start keeps its data', async () => {
  dataDir = freshDir;
  const first = await start();
  const settings = "SELECT string_agg(setting, ' ' ORDER BY name) AS answer FROM pg_settings WHERE name IN ";
  expect(await ask(first.url, `${settings} ('fsync', 'synchronous_commit', 'full_page_writes')`)).toBe('on on on');
  expect(await ask(first.url, `${settings} ('server_encoding', 'TimeZone')`)).toBe('UTC UTF8');
  expect(await ask(first.url, "SELECT lower('ÑANDÚ') AS answer")).toBe('ñandú');
  await ask(first.url, "CREATE TABLE words AS SELECT 'hola' AS answer");
  await first.stop();
  await expect(ask(first.url, word)).rejects.toThrow(/ECONNREFUSED/);
  const second = await start();
  expect(await ask(second.url, word)).toBe('hola');
});

test('a wrong password is refused', async () => {
  const url = new URL((await start()).url);
  url.password = 'no';
  await expect(ask(url.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
});

test('a server killed at run time comes back on the same url with all that was committed', async () => {
  const { url } = await start();
  for (const round of [1, 2]) {
    const killed = await serverPid();
    process.kill(killed, 'SIGKILL');
    await vi.waitFor(async () => expect(await ask(url, word)).toBe('hola'), { timeout: 20_000, interval: 50 });
    expect(await serverPid(), `round ${round}`).not.toBe(killed);
  }
});

test('stopping in the middle of a restart leaves nothing running', async () => {
  const postgres = await start();
  const killed = await serverPid();
  process.kill(killed, 'SIGKILL');
  await vi.waitFor(async () => expect(await isRunning(killed)).toBe(false));
  await postgres.stop();
  await expect(ask(postgres.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
  expect(await isRunning(await serverPid().catch(() => killed))).toBe(false);
});

test('a server whose gateway was killed ends by itself, and the next start works', async () => {
  const owner = await startOwner();
  const orphan = await serverPid();
  await expect(start()).rejects.toThrow(new RegExp(`Another gateway \\(process ${owner.pid}\\)`));
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  // At once: the orphan may still be shutting down.
  expect(await ask((await start()).url, word)).toBe('hola');
  expect(await isRunning(orphan)).toBe(false);
});

test('the watchdog alone ends the server of a killed gateway', async () => {
  const owner = await startOwner();
  const orphan = await serverPid();
  owner.kill('SIGKILL');
  await vi.waitFor(async () => expect(await isRunning(orphan)).toBe(false), { timeout: 20_000 });
});

test('a server that was left running on the same folder is ended, then started anew', async () => {
  const binaries = await findPostgresBinaries();
  const clusterDir = path.join(dataDir, 'postgres');
  const runAs = await chooseRunAs({ binaries, dataDir, clusterDir });
  const place = { binaries, runAs, dataDir, clusterDir };
  const left = runServer({ place, port: await findFreePort(), settings: {}, onLog: () => undefined });
  running.push(left);
  await left.ready;
  const pid = await serverPid();
  expect(await ask((await start()).url, word)).toBe('hola');
  expect(await isRunning(pid)).toBe(false);
});

test('a pid file that names another living program is put aside, and that program is left alone', async () => {
  const stranger = spawn('sleep', ['600'], { stdio: 'ignore' });
  running.push({ stop: () => Promise.resolve(void stranger.kill()) });
  await writeFile(path.join(dataDir, 'postgres', 'postmaster.pid'), `${stranger.pid}\n${dataDir}\n0\n1\n\n`);
  expect(await ask((await start()).url, word)).toBe('hola');
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
});

test('an interrupted initdb is begun again', async () => {
  dataDir = freshDir;
  await mkdir(path.join(dataDir, 'postgres.new', 'base'), { recursive: true });
  await writeFile(path.join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n');
  const { url } = await start();
  expect(await ask(url, 'SELECT 1 AS answer')).toBe(1);
});

test('a folder with something else in it is never overwritten', async () => {
  dataDir = freshDir;
  await mkdir(path.join(dataDir, 'postgres'), { recursive: true });
  await writeFile(path.join(dataDir, 'postgres', 'thesis.txt'), 'years of work');
  await expect(start()).rejects.toThrow(/is no PostgreSQL cluster/);
  expect(await readFile(path.join(dataDir, 'postgres', 'thesis.txt'), 'utf8')).toBe('years of work');
});

test('a lost password file is made again', async () => {
  await rm(path.join(dataDir, 'postgres-password'));
  const again = await start();
  expect(await ask(again.url, word)).toBe('hola');
  await again.stop();
  expect(await ask((await start()).url, word)).toBe('hola');
});

test('a second gateway on the folder is refused while the first lives', async () => {
  const first = await start();
  await expect(start()).rejects.toThrow(/already running on .*another DATA_DIR/);
  expect(await ask(first.url, word)).toBe('hola');
});

test.each([
  ['a process that is gone', async () => JSON.stringify({ pid: 2 ** 22 + 1, started: await startOf(process.pid) })],
  ['an earlier process with a living pid', () => JSON.stringify({ pid: process.pid, started: 'long ago' })],
  ['nobody', () => '{"pid":'],
])('a lock of %s does not stop a start', async (_holder, lock) => {
  await writeFile(path.join(dataDir, 'gateway.lock'), await lock());
  expect(await ask((await start()).url, 'SELECT 1 AS answer')).toBe(1);
});

test('of many gateways that meet a stale lock at once, one wins', async () => {
  await writeFile(path.join(dataDir, 'gateway.lock'), '{}');
  const tries = await Promise.allSettled([1, 2, 3, 4].map(() => start()));
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
});

test('root may change between the two ways of running, and the data stays', async () => {
  await (await start({ runAs: 'setpriv' })).stop();
  const byDefault = await start();
  expect(await ask(byDefault.url, word)).toBe('hola');
});

test("a failed start says what PostgreSQL said, and frees the folder", async () => {
  await expect(start({ settings: { shared_buffers: 'plenty' } })).rejects.toThrow(/invalid value for parameter "shared_buffers"/);
  await expect(start()).resolves.toHaveProperty('url');
});

test('a failed initdb says what it said', async () => {
  dataDir = freshDir;
  await mkdir(dataDir);
  const nowhere = { initdb: path.join(dataDir, 'initdb'), postgres: path.join(dataDir, 'postgres') };
  const runAs: RunAs = { name: 'directly', prefix: [], owner: null };
  const clusterDir = path.join(dataDir, 'postgres');
  await expect(openCluster({ binaries: nowhere, runAs, dataDir, clusterDir })).rejects.toThrow(/initdb failed .*ENOENT/s);
});

test('a platform without binaries is told to set DATABASE_URL', async () => {
  await expect(findPostgresBinaries('sunos', 'sparc')).rejects.toThrow(/sunos sparc.*DATABASE_URL/);
});

test("the server is in a process group of its own, out of reach of the gateway's signals", async () => {
  await start();
  const pid = await serverPid();
  expect(await processGroup(pid)).toBe(pid);
  expect(await processGroup(pid)).not.toBe(await processGroup(process.pid));
});

async function processGroup(pid: number): Promise<number> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8');
  return Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[2]);
}
