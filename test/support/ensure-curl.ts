import { spawnSync } from 'node:child_process';

const command = 'apt-get update && apt-get install -y --no-install-recommends curl';

/** Makes sure of curl, which the fax server's hook needs: installs Debian's when root may, else throws with the one command to type. */
export function ensureCurl(): void {
  if (isThere()) return;
  if (process.getuid?.() === 0) {
    console.log(`The tests need curl: ${command}`);
    spawnSync('sh', ['-c', command], { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    if (isThere()) return;
  }
  throw new Error(`The tests need curl. Install it with: sudo sh -c '${command}'`);
}

function isThere(): boolean {
  return spawnSync('curl', ['--version'], { stdio: 'ignore' }).status === 0;
}
