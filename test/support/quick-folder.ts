import { chmod, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import path from 'node:path';

/** Where Linux keeps files in memory. */
const inMemory = '/dev/shm';
/** Bytes that must be free there: several times what a whole run ever holds. */
const enough = 2 * 1024 ** 3;
const prefix = 'ventanilla-tests-';

/**
 * Makes a folder in memory where all temporary files of this run lie, its databases before all: on a busy disk a copy of
 * a database costs ten times as much. Does nothing where there is no room for it. Gives what removes the folder.
 */
export async function useQuickFolder(): Promise<() => Promise<void>> {
  const free = await statfs(inMemory).then(({ bavail, bsize }) => bavail * bsize, () => 0);
  if (free < enough) return () => Promise.resolve();
  await removeLeftovers();
  const folder = await mkdtemp(path.join(inMemory, `${prefix}${process.pid}-`));
  // As the system's own: servers that run as somebody else pass through it.
  await chmod(folder, 0o1777);
  process.env['TMPDIR'] = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/** What runs left that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(inMemory)) {
    const owner = Number(name.startsWith(prefix) ? name.slice(prefix.length).split('-')[0] : Number.NaN);
    if (Number.isInteger(owner) && !isRunning(owner)) await rm(path.join(inMemory, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
