import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { serverEnvironment } from './embedded-command.ts';
import type { ClusterPlace } from './embedded-cluster.ts';
import { endServer } from './embedded-leftover.ts';

/** One life of the server process. */
export interface ServerRun {
  /** Resolves when connections are accepted; rejects with the server's output when it ends before. Recovery may take long. */
  ready: Promise<void>;
  /** Resolves with the reason when the process has ended. */
  ended: Promise<string>;
  /** Fast shutdown; resolves when the process has ended. */
  stop(): Promise<void>;
}

export type ServerSettings = Record<string, string>;

/** Fit for a small desk. fsync and synchronous_commit stay on: a provider that was told 2xx has its contact on disk. */
const deskSettings: ServerSettings = {
  listen_addresses: '127.0.0.1',
  // A socket's path is limited to about 107 characters; TCP works at any depth.
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  fsync: 'on',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  random_page_cost: '1.1',
  jit: 'off',
  log_checkpoints: 'off',
  // Statements and values can hold what people wrote; the client that made an error is told it anyway.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** Starts the server in a process group of its own, out of reach of signals meant for the gateway's. */
export function runServer(options: {
  place: ClusterPlace;
  port: number;
  settings: ServerSettings;
  onLog: (line: string) => void;
}): ServerRun {
  const { place, onLog } = options;
  const settings = { ...deskSettings, ...options.settings, port: String(options.port) };
  const [program = '', ...args] = [
    ...place.runAs.prefix, place.binaries.postgres, '-D', place.clusterDir,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const child = spawn(program, args, { env: serverEnvironment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const watchdog = child.pid === undefined ? null : watchOwner(child.pid, place.clusterDir);
  const lastLines: string[] = [];
  const ended = whenEnded(child).then((reason) => {
    watchdog?.kill('SIGKILL');
    return reason;
  });
  const ready = new Promise<void>((resolve, reject) => {
    const take = (line: string) => {
      lastLines.push(line);
      if (lastLines.length > 30) lastLines.shift();
      onLog(line);
      if (line.includes('database system is ready to accept connections')) resolve();
    };
    createInterface({ input: child.stdout }).on('line', take);
    createInterface({ input: child.stderr }).on('line', take);
    void ended.then((reason) => reject(new Error(`PostgreSQL did not start (${reason}):\n${lastLines.join('\n')}`)));
  });
  // Whoever only waits for the end must not be hit by an unhandled rejection.
  ready.catch(() => undefined);
  const stop = async () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) await endServer(child.pid);
    await ended;
  };
  return { ready, ended, stop };
}

function whenEnded(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      const reason = signal === null ? `code ${code}` : `signal ${signal}`;
      // Its last words come before `close`; but a killed server's children may hold the streams open a little longer.
      const patience = setTimeout(() => resolve(reason), 200);
      child.once('close', () => {
        clearTimeout(patience);
        resolve(reason);
      });
    });
  });
}

/**
 * Ends the server when the gateway dies, however it dies: the shell's input is a pipe that only the gateway holds.
 * It checks the pid file first, so that a later process with the same pid is safe.
 */
function watchOwner(pid: number, clusterDir: string): ChildProcess | null {
  if (process.platform === 'win32') return null;
  const script = 'cat >/dev/null; read -r pid <"$2" && [ "$pid" = "$1" ] && kill -INT "$1"';
  const pidFile = path.join(clusterDir, 'postmaster.pid');
  const shell = spawn('sh', ['-c', script, 'ventanilla-watchdog', String(pid), pidFile], {
    env: serverEnvironment,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  return shell;
}
