import { spawnSync } from 'node:child_process';

const install = 'apt-get update && apt-get install -y --no-install-recommends redis-server';

/** Makes sure of a `redis-server` on the PATH: installs Debian's when root may, else throws with the one command to type. */
export function ensureRedisServer(): void {
  if (runs('redis-server')) return;
  const hasApt = runs('apt-get');
  if (hasApt && process.getuid?.() === 0) {
    console.log(`The tests need redis-server: ${install}`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('sh', ['-c', install], { stdio: 'inherit', env });
    if (runs('redis-server')) return;
  }
  const command = hasApt ? `sudo sh -c '${install}'` : 'brew install redis';
  throw new Error(`The tests need redis-server on the PATH. Install it with: ${command}`);
}

function runs(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}
