import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where Debian puts it, which is not on everybody's PATH. */
export const dovecotProgram = '/usr/sbin/dovecot';

// A freshly installed one must not start by itself: every test has its own.
const install = `printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d && \
apt-get update && apt-get install -y --no-install-recommends dovecot-imapd; rm -f /usr/sbin/policy-rc.d`;
const command = 'apt-get update && apt-get install -y --no-install-recommends dovecot-imapd';

/** Makes sure of a Dovecot with IMAP: installs Debian's when root may, else throws with the one command to type. */
export function ensureDovecot(): void {
  if (isThere()) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log(`The tests need Dovecot: ${command}`);
    const script = existsSync('/usr/sbin/policy-rc.d') ? command : install;
    spawnSync('sh', ['-c', script], { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    if (isThere()) return;
  }
  throw new Error(`The tests need Dovecot 2.3 with its IMAP server (Debian's dovecot-imapd). Install it with: sudo sh -c '${command}'`);
}

function isThere(): boolean {
  return existsSync(dovecotProgram) && existsSync('/usr/lib/dovecot/imap');
}
