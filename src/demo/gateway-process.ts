import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '../../adapters/postgres/embedded-port.ts';

export interface GatewayProcess {
  /** Where it listens; the same after a restart. A worker listens nowhere. */
  url: string;
  /** Of the process that runs now. */
  pid(): number;
  /** Everything it printed so far, all its runs together. */
  log(): string;
  /** Ends it at once with SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** Ends it with SIGTERM; gives its exit code, null when it had to be killed after 15 s. */
  stop(): Promise<number | null>;
  /** Starts it again with the same environment, and waits until it can accept contacts. */
  restart(): Promise<void>;
  /** Waits for the end of the process; gives its exit code. */
  ended(): Promise<number | null>;
}

export interface GatewayProcessOptions {
  /** The variables of the gateway. Nothing else of our own environment reaches it, but what finds programs and folders. */
  env: Record<string, string>;
  /** Its working folder: one without a `.env` keeps ours from it. */
  folder: string;
  /** Whether to wait until it can accept contacts; otherwise it is only started. */
  waitUntilReady?: boolean;
}

const main = fileURLToPath(new URL('../../dist/gateway/main.js', import.meta.url));
const inherited = ['PATH', 'HOME', 'USER', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'SYSTEMROOT'];
const startLasts = 60_000;
const stopLasts = 15_000;

/** Runs a real gateway, as it was built last, as a process of its own on a free port. Throws with its output when it ends instead of starting. */
export async function startGatewayProcess(options: GatewayProcessOptions): Promise<GatewayProcess> {
  const port = options.env['PORT'] ?? String(await findFreePort());
  const url = `http://127.0.0.1:${port}`;
  const isWorker = options.env['ROLE'] === 'worker';
  let output = '';
  let child: ChildProcess | null = null;

  const begin = async () => {
    const from = output.length;
    const started = spawn(process.execPath, ['--enable-source-maps', main], {
      cwd: options.folder,
      env: { ...ourOwn(), ...options.env, PORT: port },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    started.stdout.on('data', keep);
    started.stderr.on('data', keep);
    if (options.waitUntilReady === false) return;
    const isReady = isWorker ? () => Promise.resolve(output.slice(from).includes('listening')) : () => answers(`${url}/readyz`);
    await untilReady(started, isReady, () => output.slice(from));
  };
  const running = (): ChildProcess => {
    if (child === null) throw new Error('The gateway was not started.');
    return child;
  };

  await begin();
  return {
    url,
    pid: () => running().pid ?? 0,
    log: () => output,
    kill: async () => {
      running().kill('SIGKILL');
      await endOf(running());
    },
    stop: async () => {
      const stopping = running();
      if (!hasEnded(stopping)) stopping.kill('SIGTERM');
      const tooLong = setTimeout(() => stopping.kill('SIGKILL'), stopLasts);
      await endOf(stopping);
      clearTimeout(tooLong);
      return stopping.exitCode;
    },
    restart: begin,
    ended: async () => {
      await endOf(running());
      return running().exitCode;
    },
  };
}

function ourOwn(): Record<string, string> {
  return Object.fromEntries(inherited.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  }));
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Resolves after the last of its output. */
async function endOf(child: ChildProcess): Promise<void> {
  if (hasEnded(child) && child.stdout?.closed !== false) return;
  await once(child, 'close');
}

async function untilReady(child: ChildProcess, isReady: () => Promise<boolean>, output: () => string): Promise<void> {
  const deadline = Date.now() + startLasts;
  while (!(await isReady())) {
    if (hasEnded(child)) throw new Error(`The gateway ended instead of starting:\n${output()}`);
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`The gateway was not ready after a minute:\n${output()}`);
    }
    await delay(50);
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then((answer) => answer.ok, () => false);
}
