import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ownIdentity, processIdentitySchema, stillLives } from './embedded-process.ts';

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Takes the data folder for this process; throws when a living process holds it.
 * The lock of a process that died is taken over.
 */
export async function lockFolder(dataDir: string): Promise<FolderLock> {
  const lockFile = path.join(dataDir, 'gateway.lock');
  const mine = `${lockFile}.${randomUUID()}`;
  await writeFile(mine, JSON.stringify(await ownIdentity()), { mode: 0o600, flush: true });
  try {
    // A hard link appears whole or not at all, so nobody reads a half-written lock.
    while (!(await tryLink(mine, lockFile))) await dropStaleLock(lockFile, dataDir);
  } finally {
    await rm(mine, { force: true });
  }
  return { release: () => rm(lockFile, { force: true }) };
}

async function dropStaleLock(lockFile: string, dataDir: string): Promise<void> {
  await refuseIfHeld(lockFile, dataDir);
  // Renaming is won by one process only. What was renamed is looked at again:
  // it may be the fresh lock of somebody who was faster.
  const stale = `${lockFile}.${randomUUID()}`;
  if (!(await rename(lockFile, stale).then(() => true, () => false))) return;
  try {
    await refuseIfHeld(stale, dataDir);
  } catch (error) {
    await tryLink(stale, lockFile);
    throw error;
  } finally {
    await rm(stale, { force: true });
  }
}

async function refuseIfHeld(lockFile: string, dataDir: string): Promise<void> {
  const holder = await readHolder(lockFile);
  if (holder === null || !(await stillLives(holder))) return;
  throw new Error(
    `Another gateway (process ${holder.pid}) is already running on ${dataDir}. ` +
      'Stop it first, or give this one another DATA_DIR.',
  );
}

/** Null when there is no lock or it says nothing. */
async function readHolder(lockFile: string) {
  try {
    return processIdentitySchema.parse(JSON.parse(await readFile(lockFile, 'utf8')));
  } catch {
    return null;
  }
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
