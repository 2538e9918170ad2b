import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { fileTypeFromFile } from 'file-type';
import type { ByteStream, ContentStore, ReceivedContent } from '../../src/desk/files/index.ts';

const headBytes = 4096;

/**
 * Contents as files under this folder: `ab/cdef...` by SHA-256, whole or not there at all (written aside, synced, renamed).
 * The folder is made when it is first needed; processes on several machines share it.
 */
export function createContentStore(folder: string): ContentStore {
  const incoming = path.join(folder, 'incoming');
  const placeOf = (sha256: string): string => {
    if (!/^[\da-f]{64}$/.test(sha256)) throw new Error('A content is named by its SHA-256 in hexadecimal.');
    return path.join(folder, sha256.slice(0, 2), sha256.slice(2));
  };

  return {
    receive: async (stream, mostBytes) => {
      await mkdir(incoming, { recursive: true });
      const aside = path.join(incoming, randomUUID());
      try {
        const written = await writeAside(aside, stream, mostBytes);
        if (written !== 'too-large') return await receivedFrom(aside, written, placeOf(written.sha256));
      } catch (error) {
        await rm(aside, { force: true });
        throw error;
      }
      await rm(aside, { force: true });
      return 'too-large';
    },
    open: async (sha256, range) => {
      // Opened before it is answered: what is removed later is still read to its end.
      const handle = await openIfThere(placeOf(sha256));
      return handle && handle.createReadStream(range ? { start: range.start, end: range.end } : {});
    },
    isWhole: async (sha256) => {
      const handle = await openIfThere(placeOf(sha256));
      if (!handle) return false;
      const hash = createHash('sha256');
      for await (const piece of pieces(handle.createReadStream())) hash.update(piece);
      return hash.digest('hex') === sha256;
    },
    remove: (sha256) => rm(placeOf(sha256), { force: true }),
    olderThan: (time) => olderThan(folder, time),
  };
}

async function openIfThere(place: string): Promise<FileHandle | null> {
  return open(place, 'r').catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}

/** A stream's pieces with the type they have. */
function pieces(stream: AsyncIterable<Uint8Array>): ByteStream {
  return stream;
}

interface Written {
  sha256: string;
  size: number;
  head: Uint8Array;
}

async function writeAside(aside: string, stream: ByteStream, mostBytes: number): Promise<Written | 'too-large'> {
  const handle = await open(aside, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    const head = Buffer.alloc(headBytes);
    let size = 0;
    for await (const piece of stream) {
      if (size + piece.length > mostBytes) return 'too-large';
      if (size < headBytes) head.set(piece.subarray(0, headBytes - size), size);
      hash.update(piece);
      await writeAll(handle, piece);
      size += piece.length;
    }
    await handle.sync();
    return { sha256: hash.digest('hex'), size, head: head.subarray(0, Math.min(size, headBytes)) };
  } finally {
    await handle.close();
  }
}

/** A write may take less than it was given. */
async function writeAll(handle: FileHandle, piece: Uint8Array): Promise<void> {
  for (let done = 0; done < piece.length; ) done += (await handle.write(piece, done)).bytesWritten;
}

async function receivedFrom(aside: string, written: Written, place: string): Promise<ReceivedContent> {
  return {
    ...written,
    sniffed: await sniff(aside),
    keep: async () => {
      const folder = path.dirname(place);
      await mkdir(folder, { recursive: true });
      // Also over one that is there: it is the same, and counts as new from now on. A second call finds it moved.
      await rename(aside, place).catch(async (error: unknown) => {
        if (!isMissing(error)) throw error;
        await stat(place);
      });
      await syncFolder(folder);
    },
    discard: () => rm(aside, { force: true }),
  };
}

/** What looks like a type but breaks off is of none. */
async function sniff(file: string): Promise<string | null> {
  return fileTypeFromFile(file).then((type) => type?.mime ?? null, () => null);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  // Some file systems cannot sync a folder; there the rename itself must do.
  await handle.sync().catch(() => undefined);
  await handle.close();
}

async function* olderThan(folder: string, time: Date): AsyncIterable<string[]> {
  const parts = (await list(folder)).filter((name) => /^[\da-f]{2}$/.test(name));
  for (const part of parts) {
    const names = await old(path.join(folder, part), time);
    const hashes = names.map((name) => part + name).filter((name) => /^[\da-f]{64}$/.test(name));
    if (hashes.length > 0) yield hashes;
  }
  for (const name of await old(path.join(folder, 'incoming'), time)) await rm(path.join(folder, 'incoming', name), { force: true });
}

async function old(folder: string, time: Date): Promise<string[]> {
  const names = await list(folder);
  const found: string[] = [];
  for (const name of names) {
    // Gone meanwhile: another process sweeps, too.
    const about = await stat(path.join(folder, name)).catch(() => null);
    if (about && about.mtime < time) found.push(name);
  }
  return found;
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
