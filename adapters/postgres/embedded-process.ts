import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { runCommand } from './embedded-command.ts';

/** A process that cannot be mistaken for a later one with the same pid. */
export const processIdentitySchema = z.object({ pid: z.number().int().positive(), started: z.string() });
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

/** Whether a process with this pid runs, whoever owns it; one that ended but was never collected (a zombie) does not. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return (await statFields(pid))[0] !== 'Z';
}

/** proc_pid_stat(5) from field 3, the state, on; empty where there is no such file. Field 2, the name, may hold anything. */
async function statFields(pid: number): Promise<string[]> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return line === '' ? [] : line.slice(line.lastIndexOf(')') + 2).split(' ');
}

/** When the process started, in the system's own words (only good for comparing); empty when not known. */
export async function startOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    // Field 22 is the start in clock ticks since boot.
    const ticks = (await statFields(pid))[19];
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
    return ticks === undefined ? '' : `${boot.trim()} ${ticks}`;
  }
  const { code, output } = await runCommand(['ps', '-o', 'lstart=', '-p', String(pid)], { timeout: 5000 });
  return code === 0 ? output : '';
}

export async function ownIdentity(): Promise<ProcessIdentity> {
  return { pid: process.pid, started: await startOf(process.pid) };
}

/** Whether exactly this process still lives. */
export async function stillLives(identity: ProcessIdentity): Promise<boolean> {
  return (await isRunning(identity.pid)) && (await startOf(identity.pid)) === identity.started;
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
