import { drawFirstPage } from './draw.ts';
import { writeAnswer } from './protocol.ts';

/** The process that draws one first page: the file comes by its input, its type is its argument, the answer leaves by its output. */
const pieces: Uint8Array[] = [];
for await (const piece of process.stdin) if (piece instanceof Uint8Array) pieces.push(piece);
const answer = await drawFirstPage(Buffer.concat(pieces), process.argv[2] ?? '');
process.stdout.write(writeAnswer(answer), () => process.exit(0));
