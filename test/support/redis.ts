import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import { findFreePort } from '../../adapters/postgres/embedded-port.ts';

export interface TestRedis {
  url: string;
  pid: number;
  stop(): Promise<void>;
  /** Forgets everything, in every database. */
  flushAll(): Promise<void>;
}

/** Starts the `redis-server` on the PATH on a free port of 127.0.0.1; it keeps nothing and ends with this process. */
export async function startRedis(): Promise<TestRedis> {
  const port = await findFreePort();
  const folder = await mkdtemp(path.join(tmpdir(), 'ventanilla-redis-'));
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.once('error', () => resolve());
  });
  await new Promise<void>((resolve, reject) => {
    const said: string[] = [];
    createInterface({ input: server.stdout }).on('line', (line) => {
      said.push(line);
      if (line.includes('Ready to accept connections')) resolve();
    });
    server.once('error', (error) => reject(new Error(`redis-server could not be started: ${error.message}`)));
    void ended.then(() => reject(new Error(`redis-server ended at once:\n${said.join('\n')}`)));
  });
  const pid = server.pid;
  if (pid === undefined) throw new Error('redis-server has no pid.');
  const watchdog = endWithThisProcess(pid);
  const url = `redis://127.0.0.1:${port}`;
  return {
    url,
    pid,
    flushAll: () => flushAll(url),
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
      watchdog.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function flushAll(url: string): Promise<void> {
  const client = new Redis(url);
  await client.flushall().finally(() => client.disconnect());
}

function endWithThisProcess(pid: number) {
  const watchdog = spawn('sh', ['-c', 'cat >/dev/null; kill "$1"', 'redis-watchdog', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.stdin.on('error', () => undefined);
  return watchdog;
}
