import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where Debian puts it. */
export const alertmanagerProgram = '/usr/bin/prometheus-alertmanager';

const command = 'apt-get update && apt-get install -y --no-install-recommends prometheus-alertmanager';
// A freshly installed one must not start by itself: every test has its own.
const install = `printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d && ${command}; rm -f /usr/sbin/policy-rc.d`;

/** Makes sure of Prometheus' Alertmanager: installs Debian's when root may, else throws with the one command to type. */
export function ensureAlertmanager(): void {
  if (existsSync(alertmanagerProgram)) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log(`The tests need Alertmanager: ${command}`);
    const script = existsSync('/usr/sbin/policy-rc.d') ? command : install;
    spawnSync('sh', ['-c', script], { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    if (existsSync(alertmanagerProgram)) return;
  }
  throw new Error(`The tests need Prometheus' Alertmanager (Debian's prometheus-alertmanager). Install it with: sudo sh -c '${command}'`);
}
