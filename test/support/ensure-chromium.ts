import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where Debian puts it. */
export const chromiumProgram = '/usr/bin/chromium';

const command = 'apt-get update && apt-get install -y --no-install-recommends chromium';

/** Makes sure of Chromium: installs Debian's when root may, else throws with the one command to type. */
export function ensureChromium(): void {
  if (existsSync(chromiumProgram)) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log(`The tests need Chromium: ${command}`);
    spawnSync('sh', ['-c', command], { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    if (existsSync(chromiumProgram)) return;
  }
  throw new Error(`The tests need Debian's Chromium. Install it with: sudo sh -c '${command}'`);
}
