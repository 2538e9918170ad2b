import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { ByteStream } from '../../src/desk/files/index.ts';
import type { RawMail, SpoolMail } from '../../src/intake/mail/receiving.ts';

/** Up to here a mail stays in memory; in bytes. */
const mostInMemory = 256 * 1024;

/**
 * Puts mails aside: short ones in memory, long ones as files in `incoming` under this folder, where the content store's
 * sweep finds what a crash left behind. Nothing is synced: until a mail is stored, nobody was promised anything.
 */
export function createMailSpool(folder: string): SpoolMail {
  const incoming = path.join(folder, 'incoming');
  return async (stream, mostBytes) => {
    const spool = startSpool(incoming);
    try {
      for await (const piece of stream) {
        if (spool.size() + piece.length > mostBytes) {
          await spool.discard();
          return 'too-large';
        }
        await spool.add(piece);
      }
      return await spool.finish();
    } catch (error) {
      await spool.discard();
      throw error;
    }
  };
}

interface Spool {
  size(): number;
  add(piece: Uint8Array): Promise<void>;
  finish(): Promise<RawMail>;
  discard(): Promise<void>;
}

function startSpool(incoming: string): Spool {
  const place = path.join(incoming, randomUUID());
  let pieces: Uint8Array[] = [];
  let size = 0;
  let handle: FileHandle | null = null;

  /** From the first byte that is too many for memory. */
  const moveToDisk = async (): Promise<FileHandle> => {
    await mkdir(incoming, { recursive: true });
    const opened = await open(place, 'wx', 0o600);
    handle = opened;
    const soFar = pieces;
    pieces = [];
    for (const piece of soFar) await writeAll(opened, piece);
    return opened;
  };
  const close = async (): Promise<boolean> => {
    const opened = handle;
    handle = null;
    await opened?.close();
    return opened !== null;
  };

  return {
    size: () => size,
    add: async (piece) => {
      size += piece.length;
      if (handle) await writeAll(handle, piece);
      // Copied: whoever feeds a stream may use its buffer again.
      else if (size <= mostInMemory) pieces.push(Uint8Array.from(piece));
      else await writeAll(await moveToDisk(), piece);
    },
    finish: async () => ((await close()) ? fromDisk(place, size) : fromMemory(pieces, size)),
    discard: async () => {
      await close();
      await rm(place, { force: true });
    },
  };
}

function fromMemory(pieces: Uint8Array[], size: number): RawMail {
  const whole = Buffer.concat(pieces, size);
  return {
    size,
    open: () => once(whole),
    discard: async () => {},
  };
}

async function* once(whole: Uint8Array): ByteStream {
  if (whole.length > 0) yield whole;
}

function fromDisk(place: string, size: number): RawMail {
  return {
    size,
    open: () => whenRead(place),
    discard: () => rm(place, { force: true }),
  };
}

/** Opens the file when its first byte is asked for, so that a stream that nobody reads keeps nothing open. */
async function* whenRead(place: string): ByteStream {
  yield* createReadStream(place);
}

/** A write may take less than it was given. */
async function writeAll(handle: FileHandle, piece: Uint8Array): Promise<void> {
  for (let done = 0; done < piece.length; ) done += (await handle.write(piece, done)).bytesWritten;
}
