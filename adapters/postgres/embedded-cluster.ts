import { randomBytes } from 'node:crypto';
import { access, mkdir, open, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PostgresBinaries } from './embedded-binaries.ts';
import { runCommand } from './embedded-command.ts';
import { giveTo } from './embedded-user.ts';
import type { RunAs } from './embedded-user.ts';

/** Name of the database and of its owner. */
export const databaseName = 'ventanilla';

export interface ClusterPlace {
  binaries: PostgresBinaries;
  runAs: RunAs;
  dataDir: string;
  clusterDir: string;
}

/** Guarantees a whole cluster in its folder and returns the owner's password, which a 0600 file in the data folder keeps. */
export async function openCluster(place: ClusterPlace): Promise<string> {
  const exists = await access(path.join(place.clusterDir, 'PG_VERSION')).then(() => true, () => false);
  const passwordFile = path.join(place.dataDir, 'postgres-password');
  const known = (await readFile(passwordFile, 'utf8').catch(() => '')).trim();
  const password = known === '' ? randomBytes(24).toString('hex') : known;
  const keepPassword = () => writeFile(passwordFile, `${password}\n`, { mode: 0o600, flush: true });
  if (exists) {
    await giveTo(place.runAs, place.clusterDir);
    if (known !== '') return known;
    // The file was lost, the cluster was not: its owner gets the new password, and only then the file.
    await runSingleUser(place, place.clusterDir, `ALTER ROLE ${databaseName} PASSWORD '${password}'`);
    await keepPassword();
  } else {
    await keepPassword();
    await createCluster(place, passwordFile);
  }
  return password;
}

/** Builds in a folder beside the real one and renames it when complete, so that an interrupted initdb leaves nothing half-made. */
async function createCluster(place: ClusterPlace, passwordFile: string): Promise<void> {
  await clearPlace(place.clusterDir);
  const unfinished = `${place.clusterDir}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await giveTo(place.runAs, unfinished);
  // The builtin provider knows Unicode on every platform; the system's C.UTF-8 serves the extensions that still ask it.
  const systemLocale = process.platform === 'linux' ? 'C.UTF-8' : 'C';
  const { code, output } = await runCommand([
    ...place.runAs.prefix, place.binaries.initdb, '-D', unfinished,
    '--username', databaseName, '--pwfile', passwordFile, '--auth', 'scram-sha-256',
    '--encoding', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', systemLocale,
  ]);
  if (code !== 0) throw new Error(`PostgreSQL's initdb failed (code ${code}):\n${output}`);
  await runSingleUser(place, unfinished, `CREATE DATABASE ${databaseName}`);
  await rename(unfinished, place.clusterDir);
  await syncFolder(place.dataDir);
}

/** An empty folder may go; anything else in the cluster's place is somebody's data. */
async function clearPlace(clusterDir: string): Promise<void> {
  await rmdir(clusterDir).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw new Error(`${clusterDir} holds something that is no PostgreSQL cluster. Move it away and start again.`, {
      cause: error,
    });
  });
}

/** Runs one statement without a listening server. */
async function runSingleUser(place: ClusterPlace, folder: string, statement: string): Promise<void> {
  const { code, output } = await runCommand(
    [...place.runAs.prefix, place.binaries.postgres, '--single', '-D', folder, 'postgres'],
    { input: `${statement}\n` },
  );
  // In this mode a failed statement does not change the exit code.
  if (code !== 0 || /\b(ERROR|FATAL|PANIC):/.test(output)) {
    throw new Error(`PostgreSQL could not be prepared (code ${code}):\n${output}`);
  }
}

/** Makes a rename survive a power cut. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
