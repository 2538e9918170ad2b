import { readFile, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandLine, isAlive } from './embedded-process.ts';

/**
 * Makes the cluster free to be started: ends a server that an earlier gateway left running on this very folder
 * and removes a pid file whose pid now belongs to some other program. Touches no foreign process.
 */
export async function endLeftoverServer(clusterDir: string, onLog: (line: string) => void): Promise<void> {
  const pidFile = path.join(clusterDir, 'postmaster.pid');
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return;
  if (!(await servesFolder(pid, clusterDir))) {
    onLog(`The pid file of PostgreSQL names process ${pid}, which is another program: removing it.`);
    await rm(pidFile, { force: true });
    return;
  }
  onLog(`Ending the PostgreSQL (process ${pid}) that an earlier gateway left running.`);
  await endServer(pid);
}

/** Ends a server by its pid: fast shutdown first, after 20 s immediate shutdown (which loses nothing, the next start recovers). */
export async function endServer(pid: number): Promise<void> {
  const started = Date.now();
  let immediate = false;
  send(pid, 'SIGINT');
  while (isAlive(pid) && !(await isZombie(pid))) {
    const waited = Date.now() - started;
    if (waited > 60_000) throw new Error(`PostgreSQL (process ${pid}) does not end. End it by hand and start again.`);
    if (waited > 20_000 && !immediate) {
      immediate = true;
      send(pid, 'SIGQUIT');
    }
    await delay(20);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return;
    throw error;
  }
}

/** An ended process that nobody has collected yet, as happens in containers without an init. */
async function isZombie(pid: number): Promise<boolean> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return line.slice(line.lastIndexOf(')') + 2).startsWith('Z');
}

/** Whether the process is a PostgreSQL whose data folder is this one, also when the folder was moved since. */
async function servesFolder(pid: number, clusterDir: string): Promise<boolean> {
  const words = await commandLine(pid);
  if (!/(^|[\\/])postgres(\.exe)?(\s|$)/.test(words[0] ?? '')) return false;
  const [only = ''] = words;
  if (words.length === 1) return only.includes(`-D ${clusterDir} `);
  const named = words[words.indexOf('-D') + 1] ?? '';
  if ((await realpath(named).catch(() => '')) === clusterDir) return true;
  // A server works inside its data folder.
  const [works, ours] = await Promise.all([
    stat(`/proc/${pid}/cwd`).catch(() => null),
    stat(clusterDir),
  ]);
  return works !== null && works.dev === ours.dev && works.ino === ours.ino;
}
