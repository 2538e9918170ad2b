import type { ByteStream } from '../../src/desk/files/index.ts';

/** The beginning of a stream, at most so many bytes and a piece; what follows is left alone. */
export async function readStart(stream: ByteStream, most: number): Promise<Buffer> {
  const { start } = await peek(stream, most);
  return start.subarray(0, most);
}

/** Reads the beginning of a stream ahead; `all` gives the whole of it, once. */
export async function peek(stream: ByteStream, most: number): Promise<{ start: Buffer; isWhole: boolean; all: ByteStream }> {
  const source = stream[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let length = 0;
  let isWhole = false;
  while (length < most && !isWhole) {
    const next = await source.next();
    if (next.done) isWhole = true;
    else {
      pieces.push(next.value);
      length += next.value.length;
    }
  }
  const start = Buffer.concat(pieces);
  return { start, isWhole, all: chain(start, source) };
}

/** A beginning and what follows it, which is let go when nobody reads on. */
export async function* chain(start: Uint8Array, source: AsyncIterator<Uint8Array>): ByteStream {
  if (start.length > 0) yield start;
  yield* { [Symbol.asyncIterator]: () => source };
}

const mostLookedAt = 4096;

/** The same bytes; where lines end with carriage returns alone, as on old machines, each is a line feed. */
export async function withLineFeeds(stream: ByteStream): Promise<ByteStream> {
  const { start, all } = await peek(stream, mostLookedAt);
  const first = start.indexOf(13);
  const isOld = first >= 0 && first < start.length - 1 && !start.includes(10);
  return isOld ? feedLines(all) : all;
}

async function* feedLines(stream: ByteStream): ByteStream {
  for await (const bytes of stream) yield bytes.map((byte) => (byte === 13 ? 10 : byte));
}
