import { spawn } from 'node:child_process';

/** What PostgreSQL's programs get instead of the gateway's environment: no secrets, no PG* variables, messages in English. */
export const serverEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

export interface CommandResult {
  /** Null: it could not be started, was ended by a signal, or took too long. */
  code: number | null;
  /** Both streams as they came, or why it could not be started. */
  output: string;
}

/** Runs a program to its end and never throws; `timeout` in milliseconds. */
export function runCommand(
  [program = '', ...args]: string[],
  options: { input?: string; timeout?: number } = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: serverEnvironment,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(options.timeout === undefined ? {} : { timeout: options.timeout, killSignal: 'SIGKILL' as const }),
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output: output.trim() }));
    // A program that ends without reading its input breaks the pipe; its exit code tells enough.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}
