import { chown, lchown, readdir, stat } from 'node:fs/promises';
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

/** Root inside a user namespace of its own, where it is called nobody and has no privileges; the files stay root's. */
function inNamespace(): RunAs {
  return {
    name: 'unshare',
    prefix: ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`],
    owner: 0,
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

/**
 * Chooses how to run PostgreSQL, which refuses to run as root. An existing cluster keeps its owner where that works.
 * Throws with the reason of each way when none works.
 */
export async function chooseRunAs(options: {
  binaries: PostgresBinaries;
  dataDir: string;
  clusterDir: string;
  /** For tests: leave the other ways out. */
  only?: RunAs['name'];
}): Promise<RunAs> {
  if (process.getuid?.() !== 0) return { name: 'directly', prefix: [], owner: null };
  const owner = await stat(options.clusterDir).then((found) => found.uid, () => 0);
  const ways = owner === 0 ? [inNamespace(), asOwner(nobody)] : [asOwner(owner), inNamespace()];
  const faults: string[] = [];
  for (const way of ways) {
    if (options.only !== undefined && way.name !== options.only) continue;
    const fault = await probe(way, options);
    if (fault === null) return way;
    faults.push(`${way.name}: ${fault}`);
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and no way around that works here ' +
      `(${faults.join('; ')}). Start the gateway as an ordinary user, or set DATABASE_URL.`,
  );
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
