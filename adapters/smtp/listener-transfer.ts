import type { PassThrough } from 'node:stream';
import type { ByteStream } from '../../src/desk/files/index.ts';

/** One mail on its way in. */
export interface Transfer {
  /** What comes, as it comes; rejects when the sender is gone before the end, and at the first byte past the limit. */
  bytes: ByteStream;
  isTooLarge(): boolean;
  /** The sender went away, or was too slow, before the mail was whole. */
  isBroken(): boolean;
  /** Breaks it off; one that is whole stays whole. */
  end(why: string): void;
  /** Lets the rest run off unread; `tooMuch` is told once when that is many times what was allowed. */
  drain(tooMuch: () => void): void;
}

const mostTimesTheLimit = 4;

/** Follows one mail of at most so many bytes; the stream is never destroyed from here unless `end` is called. */
export function followTransfer(stream: PassThrough, mostBytes: number): Transfer {
  let size = 0;
  let tooLarge = false;
  // The library tells a vanished sender as an error only to who listens; the reader is told by its own iterator.
  stream.on('error', () => {});

  return {
    bytes: (async function* () {
      const pieces: ByteStream = stream.iterator({ destroyOnReturn: false });
      for await (const piece of pieces) {
        size += piece.length;
        if (size > mostBytes) {
          tooLarge = true;
          throw new Error(`The mail is longer than ${mostBytes} bytes.`);
        }
        yield piece;
      }
    })(),
    isTooLarge: () => tooLarge,
    isBroken: () => stream.destroyed && !stream.readableEnded,
    end: (why) => {
      if (!stream.writableEnded) stream.destroy(new Error(why));
    },
    drain: (tooMuch) => {
      if (stream.readableEnded || stream.destroyed) return;
      let told = false;
      stream.on('data', (piece: Uint8Array) => {
        size += piece.length;
        if (told || size <= mostBytes * mostTimesTheLimit) return;
        told = true;
        tooMuch();
      });
      stream.resume();
    },
  };
}
