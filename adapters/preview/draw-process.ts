import { Worker } from 'node:worker_threads';
import { drawFirstPage } from './draw.ts';
import { writeAnswer } from './protocol.ts';

/**
 * The process that draws one first page: the file comes by its input, its type and the seconds it has are its arguments,
 * the answer leaves by its output. A file may hold this thread for ever: another one ends the process when its time is
 * over, or when whoever asked is gone and nobody else would.
 */
const [, , type = '', seconds = ''] = process.argv;
const watch = `
  const asker = process.ppid;
  const end = () => process.kill(process.pid, 'SIGKILL');
  setInterval(() => process.ppid === asker || end(), 200);
  setTimeout(end, ${Number(seconds) * 1_000});
`;
new Worker(watch, { eval: true, execArgv: [] }).unref();
const pieces: Uint8Array[] = [];
for await (const piece of process.stdin) if (piece instanceof Uint8Array) pieces.push(piece);
const answer = await drawFirstPage(Buffer.concat(pieces), type);
process.stdout.write(writeAnswer(answer), () => process.exit(0));
