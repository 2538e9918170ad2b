import { chown, lchown, readdir, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import type { PostgresBinaries } from './embedded-binaries.ts';
import { runCommand } from './embedded-command.ts';

/** How to start a PostgreSQL program on this machine. */
export interface RunAs {
  name: 'directly' | 'unshare' | 'setpriv';
  /** Goes before the program and its arguments; it executes the program in its own place, so the pid stays the same. */
  prefix: string[];
  /** Who must own the cluster's folder; null: whoever runs the gateway. */
  owner: number | null;
}

/** The id of `nobody`, who owns what was made through setpriv. */
const nobody = 65534;

/** In a user namespace of its own, where the user is called nobody and has no privileges; outside the files stay the user's. */
function inNamespace(): RunAs {
  return {
    name: 'unshare',
    prefix: ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`],
    owner: null,
  };
}

/** Another user who may pass folders that are closed to others, for places where user namespaces are barred. */
function asOwner(uid: number): RunAs {
  return {
    name: 'setpriv',
    prefix: [
      'setpriv', '--reuid', String(uid), '--regid', String(uid), '--clear-groups',
      '--securebits', '+no_setuid_fixup', '--inh-caps', '+dac_override', '--ambient-caps', '+dac_override',
    ],
    owner: uid,
  };
}

/** Whether the system knows the user by name, which initdb asks for; not so in a container run with any number as its user. */
function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/**
 * Chooses how to run PostgreSQL, which refuses root and users without a name. An existing cluster keeps its owner where that works.
 * Throws with the reason of each way when none works.
 */
export async function chooseRunAs(options: {
  binaries: PostgresBinaries;
  dataDir: string;
  clusterDir: string;
  /** For tests: leave the other ways out. */
  only?: RunAs['name'];
}): Promise<RunAs> {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && hasName()) return { name: 'directly', prefix: [], owner: null };
  const ways = isRoot ? await waysOfRoot(options.clusterDir) : [inNamespace()];
  const faults: string[] = [];
  for (const way of ways) {
    if (options.only !== undefined && way.name !== options.only) continue;
    const fault = await probe(way, options);
    if (fault === null) return way;
    faults.push(`${way.name}: ${fault}`);
  }
  throw new Error(
    `PostgreSQL refuses to run as ${isRoot ? 'root' : 'a user without a name'}, and no way around that works here ` +
      `(${faults.join('; ')}). Start the gateway as an ordinary user, or set DATABASE_URL.`,
  );
}

async function waysOfRoot(clusterDir: string): Promise<RunAs[]> {
  const owner = await stat(clusterDir).then((found) => found.uid, () => 0);
  const namespace = { ...inNamespace(), owner: 0 };
  return owner === 0 ? [namespace, asOwner(nobody)] : [asOwner(owner), namespace];
}

/** Tries the way on the real places: the binary must run and the data folder must be reachable; null when it works. */
async function probe(way: RunAs, at: { binaries: PostgresBinaries; dataDir: string }): Promise<string | null> {
  const script = '"$1" --version && cd "$2"';
  const { code, output } = await runCommand(
    [...way.prefix, 'sh', '-c', script, 'sh', at.binaries.postgres, at.dataDir],
    { timeout: 5000 },
  );
  return code === 0 ? null : output || `ended with code ${code}`;
}

/** Makes the folder and all in it belong to whom this way needs. */
export async function giveTo(runAs: RunAs, folder: string): Promise<void> {
  if (runAs.owner === null || (await stat(folder)).uid === runAs.owner) return;
  for (const entry of await readdir(folder, { recursive: true })) {
    await lchown(path.join(folder, entry), runAs.owner, runAs.owner);
  }
  // Last, so that an interrupted change is seen and done again.
  await chown(folder, runAs.owner, runAs.owner);
}
