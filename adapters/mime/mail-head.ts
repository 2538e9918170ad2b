import type { ByteStream } from '../../src/desk/files/index.ts';
import { chain } from './streams.ts';

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
    if (next.done) return withoutEnd(head);
    head = head.length === 0 ? trimStart(next.value) : Buffer.concat([head, next.value]);
    const end = findEnd(head, Math.max(looked - 3, 0));
    if (end) return { head: head.subarray(0, end.from), body: chain(head.subarray(end.to), source) };
    looked = head.length;
    if (head.length > most) {
      await source.return(undefined);
      return null;
    }
  }
}

/** A mail without an empty line: it is all header, up to the last line that can be of one. */
function withoutEnd(bytes: Buffer): HeadAndBody {
  const [last] = [...bytes.toString('latin1').matchAll(/^(?:[\x21-\x39\x3b-\x7e]+[ \t]*:|[ \t])[^\n]*(?:\n|$)/gm)].slice(-1);
  const end = last ? last.index + last[0].length : 0;
  return { head: bytes.subarray(0, end), body: once(bytes.subarray(end)) };
}

async function* once(bytes: Buffer): ByteStream {
  if (bytes.length > 0) yield bytes;
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

async function* pieces(stream: ByteStream): AsyncGenerator<Buffer> {
  for await (const given of stream) {
    const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
    for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
  }
}
