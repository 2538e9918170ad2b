import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideAnyType, downloadName, fileTypeOf, safeName, type Kept } from '../../../src/desk/files/index.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { docx, exe, mp3, pdf, png, zip } from './samples.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
});
afterAll(() => desk.close());

const keep = (content: Uint8Array, name: string | null = null, claimedType: string | null = null): Promise<Kept> =>
  desk.fileKeeper.keep(content, { name, claimedType, limits: { mostBytes: 1024 * 1024, unknown: 'keep' } });
const noise = Buffer.from(Array.from({ length: 300 }, (_, index) => index % 256));
const savedAs = (kept: Kept) => (kept.kind === 'kept' ? downloadName(kept.file.name, kept.file.type, 'x') : kept.reason);

describe('where anything is taken', () => {
  it.each([
    ['noise', noise, 'plan.dwg', 'application/octet-stream', 'plan.dwg'], ['noise called a page', noise, 'a.html', 'application/octet-stream', 'a.html.bin'],
    ['noise called a drawing', noise, 'A.SVG', 'application/octet-stream', 'A.SVG.bin'],
    ['a page', Buffer.from('<html><script>alert(1)</script>'), 'factura.html', 'text/plain', 'factura.html.txt'],
    ['a drawing', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'logo.svg', 'text/plain', 'logo.svg.txt'],
    ['a picture', png, 'a.png', 'image/png', 'a.png'], ['an invitation', Buffer.from('BEGIN:VCALENDAR'), 'invite.ics', 'text/plain', 'invite.ics'],
    ['a mail', Buffer.from('From: a@b.com\n\n<html>'), 'mail.eml', 'text/plain', 'mail.eml'],
  ])('%s is kept as what it is, and saved as nothing that a browser runs', async (_what, content, name, type, saved) => {
    const kept = await keep(content, name, 'text/html');
    expect(kept).toMatchObject({ kind: 'kept', file: { type } });
    expect(savedAs(kept)).toBe(saved);
    expect(fileTypeOf(type)?.inline ?? false).toBe(type === 'image/png');
  });

  it.each([[pdf, 'image/jpeg', 'application/pdf'], [png, 'application/pdf', 'image/png'], [mp3, 'text/html', 'audio/mpeg'], [docx, 'audio/wav', fileTypeOf(`application/vnd.openxmlformats-officedocument.wordprocessingml.document`)?.type]])(
    'what its bytes say wins over its claim',
    async (content, claim, type) => {
      expect(await keep(content, null, claim)).toMatchObject({ kind: 'kept', file: { type } });
    },
  );

  it.each([
    ['foto.jpg', exe], [null, exe], ['a.exe', noise], ['a.SCR', noise], ['factura.pdf.js', Buffer.from('x=1')], ['a.vbs', Buffer.from('x')], ['a.exe. .', noise],
    ['a.hta', Buffer.from('<html>')], ['a.lnk', noise], ['a.jar', zip({ 'a.class': 'a' })], ['a.msi', noise], ['a.ps1', Buffer.from('x')], ['dir/a.bat', Buffer.from('x')],
  ])('a program is refused: %s', async (name, content) => {
    expect(await keep(content, name, 'application/octet-stream')).toEqual({ kind: 'refused', reason: 'program' });
  });

  it('an empty file and one that is too large are refused as ever', async () => {
    expect(await keep(Buffer.alloc(0), 'a.txt')).toEqual({ kind: 'refused', reason: 'empty' });
    expect(await keep(Buffer.alloc(1024 * 1024 + 1), 'a.txt')).toEqual({ kind: 'refused', reason: 'too-large' });
  });

  it('text that begins as programs do is text', async () => {
    expect(await keep(Buffer.from('MZ es el comienzo de esta nota'), 'nota.txt')).toMatchObject({ kind: 'kept', file: { type: 'text/plain' } });
  });

  it('nothing is ever of a type that browsers run, or saved under such an ending', () => {
    const sniffed = fc.option(fc.constantFrom('text/html', 'image/svg+xml', 'text/javascript', 'application/xhtml+xml', 'application/xml', 'application/x-shockwave-flash', 'image/png'));
    const name = fc.tuple(fc.string({ unit: 'binary' }), fc.constantFrom('.html', '.htm', '.svg', '.xhtml', '.mht', '', '.png')).map((parts) => parts.join(''));
    fc.assert(fc.property(sniffed, name, fc.uint8Array({ maxLength: 100 }), (found, given, head) => {
      const { type, inline } = decideAnyType(found, head);
      const isSafe = !/html|svg|script|xhtml/.test(type) && (!inline || type === 'image/png');
      return isSafe && !/\.(?:x?html?|svg|mht)$/i.test(downloadName(safeName(given), type, '1'));
    }));
  });
});
