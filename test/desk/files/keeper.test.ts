import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ByteStream, FileLimits, Kept } from '../../../src/desk/files/index.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { amr, docx, exe, gif, jpeg, mp3, mp4, pdf, png, threegp, wav, zip } from './samples.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
});
afterAll(() => desk.close());

const limits: FileLimits = { mostBytes: 1024 * 1024 };
const keep = (content: ByteStream | Uint8Array, claimedType: string | null = null, name: string | null = null, more: Partial<FileLimits> = {}): Promise<Kept> =>
  desk.fileKeeper.keep(content, { name, claimedType, limits: { ...limits, ...more } });
const typeOf = (kept: Kept) => (kept.kind === 'kept' ? kept.file.type : kept.reason);
const onDisk = async () => (await readdir(desk.filesFolder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());

async function bytesOf(sha256: string): Promise<Buffer | null> {
  const stream = await desk.content.open(sha256);
  if (!stream) return null;
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('the type of a file', () => {
  it.each([
    ['image/png', png], ['image/jpeg', jpeg], ['image/gif', gif], ['application/pdf', pdf], ['audio/amr', amr], ['audio/mpeg', mp3],
    ['audio/wav', wav()], ['video/mp4', mp4], ['video/3gpp', threegp], ['application/zip', zip({ 'a.txt': 'a' })],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', docx],
    ['text/plain', Buffer.from('nombre;teléfono\nAna;300\n')], ['text/plain', Buffer.from('tel\u00e9fono', 'latin1')],
    ['text/plain', Buffer.from('\ufeffteléfono', 'utf16le')], ['text/plain', Buffer.from('BEGIN:VCARD\r\nFN:Ana\r\nEND:VCARD\r\n')],
    ['application/xml', Buffer.from('<?xml version="1.0"?><Invoice><cbc:ID>1</cbc:ID></Invoice>')],
  ])('is %s by its bytes, whatever its claim leaves open', async (type, content) => {
    expect(typeOf(await keep(content))).toBe(type);
    expect(typeOf(await keep(content, 'application/octet-stream'))).toBe(type);
  });

  it.each([
    ['a page', '<!DOCTYPE html><title>x</title>'], ['a page after a comment', ' <!-- x -->\n<HTML><body>'], ['a script', '<script>alert(1)</script>'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a drawing as XML', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a page as XML', '<?xml version="1.0"?><h:html xmlns:h="http://www.w3.org/1999/xhtml"/>'],
    ['a page behind a byte order mark', '\ufeff<html>'],
  ])('is none of the desk\'s for %s', async (_what, content) => {
    expect(await keep(Buffer.from(content), 'text/plain')).toEqual({ kind: 'refused', reason: 'unknown-type' });
  });

  it.each([['a program', exe], ['noise', Buffer.from(Array.from({ length: 300 }, (_, index) => index % 256))], ['zeros', Buffer.alloc(5_000)]])(
    'is none of the desk\'s for %s',
    async (_what, content) => {
      expect(await keep(content, 'image/png')).toEqual({ kind: 'refused', reason: 'unknown-type' });
    },
  );

  it('is refused when it claims to be of another family', async () => {
    expect(await keep(pdf, 'image/jpeg')).toEqual({ kind: 'refused', reason: 'type-mismatch' });
    expect(await keep(png, 'audio/mpeg')).toEqual({ kind: 'refused', reason: 'type-mismatch' });
    expect(await keep(png, null, null, { families: ['media'] })).toEqual({ kind: 'refused', reason: 'type-mismatch' });
  });

  it.each([[png, 'image/jpeg'], [mp4, 'audio/mp4'], [docx, 'application/zip'], [Buffer.from('a;b'), 'application/vnd.ms-excel'], [png, 'x'.repeat(9_999)]])(
    'is decided by the bytes within a family',
    async (content, claim) => {
      expect((await keep(content, claim)).kind).toBe('kept');
    },
  );
});

describe('keeping a file', () => {
  it('stores a content once, whatever it is called', async () => {
    const before = (await onDisk()).length;
    const content = Buffer.from('lo mismo dos veces');
    const kept = await Promise.all(['a.txt', 'b.txt', 'c.txt'].map((name) => keep(content, 'text/plain', name)));
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect(kept).toMatchObject(['a.txt', 'b.txt', 'c.txt'].map((name) => ({ kind: 'kept', file: { sha256, size: content.length, name } })));
    expect(await onDisk()).toHaveLength(before + 1);
    expect(await bytesOf(sha256)).toEqual(content);
    const { rows } = await sql`select from files where sha256 = ${sha256}`.execute(desk.database.db);
    expect(rows).toHaveLength(1);
  });

  it('reads no further than the limit and leaves nothing behind', async () => {
    const before = await onDisk();
    let given = 0;
    async function* endless() {
      for (;;) {
        given += 1;
        yield Buffer.alloc(64 * 1024, 'a');
      }
    }
    expect(await keep(endless())).toEqual({ kind: 'refused', reason: 'too-large' });
    expect(given).toBeLessThanOrEqual(17);
    expect(await onDisk()).toEqual(before);
  });

  it('takes a file of exactly the limit and none of one byte more', async () => {
    expect((await keep(Buffer.alloc(1_000, 'a'), null, null, { mostBytes: 1_000 })).kind).toBe('kept');
    expect(await keep(Buffer.alloc(1_001, 'a'), null, null, { mostBytes: 1_000 })).toEqual({ kind: 'refused', reason: 'too-large' });
  });

  it('refuses an empty one', async () => {
    expect(await keep(Buffer.alloc(0))).toEqual({ kind: 'refused', reason: 'empty' });
  });

  it('rejects with what the stream breaks with and leaves nothing behind', async () => {
    const before = await onDisk();
    async function* broken() {
      yield png;
      throw new Error('the line broke');
    }
    await expect(keep(broken())).rejects.toThrow('the line broke');
    expect(await onDisk()).toEqual(before);
  });

  it.each([
    ['../../etc/passwd', 'passwd'], ['C:\\temp\\informe.pdf', 'informe.pdf'], ['\u202Egpj.exe', 'gpj.exe'], ['a\u0000b\r\nc.txt', 'abc.txt'],
    ['..', null], ['', null], ['x'.repeat(500) + '.txt', `${'x'.repeat(140)}.txt`], ['\ud800.txt', '\ufffd.txt'], ['  año  nuevo.txt', 'año nuevo.txt'],
  ])('makes the name %j harmless', async (given, name) => {
    const kept = await keep(Buffer.from('x'), null, given);
    expect(kept.kind === 'kept' && kept.file.name).toBe(name);
  });

  it('puts no name from outside in a path', async () => {
    await keep(Buffer.from('con nombre'), null, 'nombre-de-fuera.txt');
    const paths = (await onDisk()).map((entry) => path.relative(desk.filesFolder, path.join(entry.parentPath, entry.name)));
    expect(paths.filter((place) => !/^[\da-f]{2}\/[\da-f]{62}$/.test(place))).toEqual([]);
    await expect(desk.content.open('../../../etc/passwd')).rejects.toThrow();
  });
});
