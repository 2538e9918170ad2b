import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMailSpool } from '../../../adapters/files/index.ts';
import type { ByteStream } from '../../../src/desk/files/index.ts';
import type { RawMail } from '../../../src/intake/mail/receiving.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'spool-'));
});
afterEach(() => rm(folder, { recursive: true }));

const limit = 2_000_000;
const aside = () => readdir(path.join(folder, 'incoming')).catch(() => []);

async function* inPieces(bytes: Buffer, length: number): ByteStream {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function contentOf(stream: ByteStream): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function spooled(stream: ByteStream): Promise<RawMail> {
  const raw = await createMailSpool(folder)(stream, limit);
  if (raw === 'too-large') throw new Error('too large');
  return raw;
}

describe('a mail put aside', () => {
  it.each([['none', 0, 0], ['up to 256 kB', 262_144, 0], ['one more', 262_145, 1], ['the limit', limit, 1]])(
    'of %s is read as often as one likes, and is gone once it is let go',
    async (_name, size, files) => {
      const bytes = randomBytes(size);
      const raw = await spooled(inPieces(bytes, 60_000));

      expect(raw.size).toBe(size);
      expect(await aside()).toHaveLength(files);
      const [first, second] = await Promise.all([contentOf(raw.open()), contentOf(raw.open())]);
      expect(first.equals(bytes) && second.equals(bytes)).toBe(true);
      for await (const piece of raw.open()) if (piece.length > 0) break;

      await raw.discard();
      await raw.discard();
      expect(await aside()).toEqual([]);
    },
  );

  it('opens nothing that nobody reads', async () => {
    const raw = await spooled(inPieces(randomBytes(300_000), 60_000));
    const unread = raw.open();
    await raw.discard();
    await expect(contentOf(unread)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is not changed by a feeder that uses its buffer again', async () => {
    const buffer = Buffer.alloc(4);
    const raw = await spooled((async function* () {
      for (const word of ['one ', 'two ']) {
        buffer.write(word);
        yield buffer;
      }
    })());
    expect(String(await contentOf(raw.open()))).toBe('one two ');
  });

  it.each([['short', 1_000], ['long', 400_000]])('past the limit leaves nothing, and its feeder is told to stop (%s pieces)', async (_name, length) => {
    let stopped = false;
    const stream = (async function* () {
      try {
        for (;;) yield Buffer.alloc(length);
      } finally {
        stopped = true;
      }
    })();
    expect(await createMailSpool(folder)(stream, limit)).toBe('too-large');
    expect([stopped, await aside()]).toEqual([true, []]);
  });

  it.each([['short', 1_000], ['long', 300_000]])('that breaks off rejects with why, and leaves nothing (%s)', async (_name, length) => {
    const stream = (async function* () {
      yield Buffer.alloc(length);
      throw new Error('the line is cut');
    })();
    await expect(createMailSpool(folder)(stream, limit)).rejects.toThrow('the line is cut');
    expect(await aside()).toEqual([]);
  });
});
