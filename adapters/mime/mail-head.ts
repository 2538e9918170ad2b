import type { ByteStream } from '../../src/desk/files/index.ts';

const most = 1024 * 1024;
const pieceSize = 64 * 1024;

/** A mail as its header and what follows the empty line; the body can be read once. */
export interface HeadAndBody {
  head: Buffer;
  body: ByteStream;
}

/** Takes the header off a mail; null when it has not ended after a megabyte. Empty lines before it are passed over. */
export async function takeHead(stream: ByteStream): Promise<HeadAndBody | null> {
  const source = pieces(stream)[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let looked = 0;
  for (;;) {
    const next = await source.next();
    if (next.done) return { head, body: rest(Buffer.alloc(0), source) };
    head = head.length === 0 ? trimStart(next.value) : Buffer.concat([head, next.value]);
    const end = findEnd(head, Math.max(looked - 3, 0));
    if (end) return { head: head.subarray(0, end.from), body: rest(head.subarray(end.to), source) };
    looked = head.length;
    if (head.length > most) {
      await source.return?.();
      return null;
    }
  }
}

/** The empty line: where it begins, and where the body does. */
function findEnd(bytes: Buffer, from: number): { from: number; to: number } | null {
  for (let at = bytes.indexOf(10, from); at >= 0; at = bytes.indexOf(10, at + 1)) {
    if (bytes[at + 1] === 10) return { from: at + 1, to: at + 2 };
    if (bytes[at + 1] === 13 && bytes[at + 2] === 10) return { from: at + 1, to: at + 3 };
  }
  return null;
}

function trimStart(bytes: Buffer): Buffer {
  let start = 0;
  while (bytes[start] === 10 || bytes[start] === 13) start += 1;
  return bytes.subarray(start);
}

async function* rest(start: Buffer, source: AsyncIterator<Buffer>): ByteStream {
  if (start.length > 0) yield start;
  yield* { [Symbol.asyncIterator]: () => source };
}

async function* pieces(stream: ByteStream): AsyncGenerator<Buffer> {
  for await (const given of stream) {
    const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
    for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
  }
}
