import { drawFirstPage } from './draw.ts';
import { writeAnswer, type Answer } from './protocol.ts';

/** The process that draws one first page: the file comes by its input, its type is its argument, the answer leaves by its output. */
const pieces: Uint8Array[] = [];
for await (const piece of process.stdin) if (piece instanceof Uint8Array) pieces.push(piece);
const answer = await drawFirstPage(Buffer.concat(pieces), process.argv[2] ?? '').catch(refusalOf);
process.stdout.write(writeAnswer(answer), () => process.exit(0));

function refusalOf(error: unknown): Answer {
  const words = error instanceof Error ? error.message : '';
  if (/password/i.test(words)) return { kind: 'refused', reason: 'encrypted' };
  return { kind: 'refused', reason: /pixel limit|allocate|memory/i.test(words) ? 'too-large' : 'broken' };
}
