import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { runCommand } from './embedded-command.ts';

/** A process that cannot be mistaken for a later one with the same pid. */
export const processIdentitySchema = z.object({ pid: z.number().int().positive(), started: z.string() });
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

/** Whether a process with this pid exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When the process started, in the system's own words (only good for comparing); empty when not known. */
export async function startOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const [boot, line] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
      readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''),
    ]);
    // proc_pid_stat(5): field 22 is the start in clock ticks since boot; the name, field 2, may hold spaces.
    const ticks = line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return ticks === '' ? '' : `${boot.trim()} ${ticks}`;
  }
  const { code, output } = await runCommand(['ps', '-o', 'lstart=', '-p', String(pid)], { timeout: 5000 });
  return code === 0 ? output : '';
}

export async function ownIdentity(): Promise<ProcessIdentity> {
  return { pid: process.pid, started: await startOf(process.pid) };
}

/** Whether exactly this process still lives. */
export async function stillLives(identity: ProcessIdentity): Promise<boolean> {
  return isAlive(identity.pid) && (await startOf(identity.pid)) === identity.started;
}

/** The command line of a process, an argument an entry (one entry where the system does not tell them apart). */
export async function commandLine(pid: number): Promise<string[]> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return text.split('\0').filter((part) => part !== '');
  }
  const { code, output } = await runCommand(['ps', '-o', 'command=', '-p', String(pid)], { timeout: 5000 });
  return code === 0 && output !== '' ? [output] : [];
}
