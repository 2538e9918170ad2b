import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { ByteStream, Rendered, RenderFirstPage } from '../../src/desk/files/index.ts';
import { readAnswer } from './protocol.ts';

export interface RenderLimits {
  seconds: number;
  /** Resident memory of the drawing process, where the system tells of it. */
  megabytes: number;
  /** Of a picture. */
  mostAnswered: number;
}

const usual: RenderLimits = { seconds: 10, megabytes: 512, mostAnswered: 16 * 1024 * 1024 };
/** Seconds by which the process outlives its time where nobody is left to end it. */
const mostLate = 1;
const lookEvery = 50;
const pageBytes = 4_096;

/** What stands beside this file: its source, or where the build put it beside the whole gateway. */
const isSource = import.meta.url.endsWith('.ts');
const program = fileURLToPath(new URL(isSource ? './draw-process.ts' : './draw-process.js', import.meta.url));
const programArguments = isSource ? ['--import', 'tsx', program] : [program];

/**
 * Draws first pages, each in a process of its own that has nothing of ours but the file and is ended when it takes too
 * long or too much: a file that breaks, hangs or takes over what reads it reaches no further.
 */
export function createFirstPageRenderer(changes: Partial<RenderLimits> = {}): RenderFirstPage {
  const limits = { ...usual, ...changes };
  return async (content, type, signal) => {
    const child = spawn(process.execPath, ['--max-old-space-size=256', ...programArguments, type, String(limits.seconds + mostLate)], {
      stdio: ['pipe', 'pipe', 'ignore'], env: {}, windowsHide: true, cwd: fileURLToPath(new URL('.', import.meta.url)),
    });
    const end: { by: 'too-slow' | 'too-large' | 'aborted' | null } = { by: null };
    const stop = (by: NonNullable<typeof end.by>) => {
      end.by ??= by;
      child.kill('SIGKILL');
    };
    const abort = () => stop('aborted');
    const timer = setTimeout(() => stop('too-slow'), limits.seconds * 1_000);
    const watch = setInterval(() => void megabytesOf(child).then((used) => used > limits.megabytes && stop('too-large')), lookEvery);
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    try {
      const [answer] = await Promise.all([answerOf(child, limits.mostAnswered, () => stop('too-large')), feed(child, content), ended(child)]);
      if (end.by === 'aborted') throw new Error('Drawing a first page was aborted.');
      if (end.by !== null) return { kind: 'refused', reason: end.by };
      return readAnswer(answer) ?? died;
    } finally {
      clearTimeout(timer);
      clearInterval(watch);
      signal.removeEventListener('abort', abort);
      child.kill('SIGKILL');
    }
  };
}

/** What kills the program that draws is broken, whatever else it may be. */
const died: Rendered = { kind: 'refused', reason: 'broken' };

async function answerOf(child: ChildProcess, most: number, tooMuch: () => void): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of child.stdout ?? []) {
    if (!(piece instanceof Uint8Array)) continue;
    size += piece.length;
    if (size > most) tooMuch();
    else pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Gives it the file. One that ended without reading all of it has said why. */
async function feed(child: ChildProcess, content: ByteStream): Promise<void> {
  const { stdin } = child;
  if (!stdin) return;
  const broken: unknown[] = [];
  await pipeline(Readable.from(watched(content, broken), { objectMode: false }), stdin).catch(() => undefined);
  if (broken.length > 0) throw broken[0];
}

/** The same stream; notes when it was the stream that broke, and not who reads it. */
async function* watched(content: ByteStream, broken: unknown[]): ByteStream {
  try {
    yield* content;
  } catch (error) {
    broken.push(error);
    throw error;
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
}

/** Resident memory as Linux tells it (proc(5), statm); 0 where it cannot be known. */
async function megabytesOf({ pid }: ChildProcess): Promise<number> {
  const pages = await readFile(`/proc/${String(pid)}/statm`, 'latin1').then((line) => Number(line.split(' ')[1]), () => 0);
  return (pages * pageBytes) / 1024 ** 2;
}
