import { readFile, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandLine, isRunning } from './embedded-process.ts';

/**
 * Makes the cluster free to be started: ends a server that an earlier gateway left running on this very folder
 * and removes a pid file whose pid now belongs to some other program. Touches no foreign process.
 */
export async function endLeftoverServer(clusterDir: string, onLog: (line: string) => void): Promise<void> {
  const pidFile = path.join(clusterDir, 'postmaster.pid');
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || pidIsFree(pid)) return;
  if (!(await servesFolder(pid, clusterDir))) {
    onLog(`The pid file of PostgreSQL names process ${pid}, which is no PostgreSQL of ours: removing it.`);
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
  while (await isRunning(pid)) {
    const waited = Date.now() - started;
    if (waited > 60_000) throw new Error(`PostgreSQL (process ${pid}) does not end. End it by hand and start again.`);
    if (waited > 20_000 && !immediate) {
      immediate = true;
      send(pid, 'SIGQUIT');
    }
    await delay(20);
  }
}

/** PostgreSQL itself asks only this, so a zombie's pid counts as taken. */
function pidIsFree(pid: number): boolean {
  try {
    return !process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
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
