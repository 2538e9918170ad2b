import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InboundMail } from '../../../src/core/index.ts';
import { read, readRaw, streamed } from './reading.ts';
import { atThisPace } from '../../support/pace.ts';

const from = 'From: Ana <ana@example.com>\nMessage-ID: <hostile-1@example.com>\nSubject: hola\n';
const mixed = `${from}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n`;
const page = (html: string) => `${from}Content-Type: text/html; charset=utf-8\n\n${html}`;
const nested = (depth: number) =>
  `${from}Content-Type: multipart/mixed; boundary=b0\n\n` +
  Array.from({ length: depth }, (_, at) => `--b${at}\nContent-Type: multipart/mixed; boundary=b${at + 1}\n\n`).join('') + `--b${depth}\n\nhola\n`;
const mega = 1024 * 1024;

/** Each with the reason for which it may be unreadable; null: it must be read. */
const hostile: [what: string, mail: () => string, reason: string | null][] = [
  ['a hundred thousand parts', () => mixed + '--b\n\nx\n'.repeat(100_000), 'too-many-parts'],
  ['a thousand levels', () => nested(1_000), 'too-many-parts'],
  ['a hundred levels', () => nested(100), 'too-deep'],
  ['fifty levels', () => nested(50), null],
  ['a header of 10 MB', () => `${from}X-Long: ${'x'.repeat(10 * mega)}\n\nhola`, 'unreadable'],
  ['a header of many lines', () => `${from}${'X-A: b\n'.repeat(100_000)}\nhola`, null],
  ['a header that never ends', () => `${from}${' folded\n'.repeat(mega)}`, 'unreadable'],
  ['a long header of a part', () => `${mixed}--b\nX-Long: ${'x'.repeat(mega)}\n\nhola\n--b--\n`, 'unreadable'],
  ['a boundary of 1 MB', () => `${from}Content-Type: multipart/mixed; boundary="${'b'.repeat(mega - 200)}"\n\n--${'b'.repeat(mega - 200)}\n\nhola\n`, null],
  ['ten thousand recipients', () => `${from}To: ${Array.from({ length: 10_000 }, (_, at) => `"P ${at}" <p${at}@example.com>`).join(',\n ')}\n\nhola`, null],
  ['dots without an end in an address', () => `From: <${'.'.repeat(200_000)}x>\nTo: ${'a'.repeat(200_000)}\n\nhola`, null],
  ['brackets that nest', () => `From: ${'('.repeat(200_000)}\nTo: ${'<'.repeat(200_000)}\nCc: ${'"'.repeat(100_001)}\n\nhola`, null],
  ['colons behind an address', () => `From: ${'a'.repeat(60_000)}@${':'.repeat(100_000)}\nTo: ${'mailto:'.repeat(30_000)}\n\nhola`, null],
  ['encoded words without an end', () => `From: ${'=?a?q?'.repeat(40_000)}\nSubject: ${'=?utf-8?b?'.repeat(40_000)}\n\nhola`, null],
  ['quoted-printable of soft ends', () => `${from}Content-Transfer-Encoding: quoted-printable\n\n${'=\n'.repeat(2 * mega)}hola`, null],
  ['quoted-printable of blanks', () => `${from}Content-Transfer-Encoding: quoted-printable\n\n${'= '.repeat(2 * mega)}hola`, null],
  ['base64 of padding', () => `${from}Content-Transfer-Encoding: base64\n\n${'='.repeat(2 * mega)}aG9sYQ==`, null],
  ['HTML of 30 MB', () => page('<p>hola</p>'.repeat(3 * mega)), null],
  ['HTML that nests', () => page('<div>'.repeat(200_000)), null],
  ['HTML whose end tags fit nothing', () => page(`${'<div>'.repeat(199)}${'</p>'.repeat(200_000)}hola`), null],
  ['HTML that nests without a name for it', () => page('<p><td>'.repeat(100_000)), null],
  ['eight hundred pages that all differ', () => `${mixed}${Array.from({ length: 800 }, (_, at) => `--b\nContent-Type: text/html\n\n${at} ${'hola '.repeat(240)}\n`).join('')}--b--\n`, null],
  ['a table of a billion columns', () => page('<table><tr><td colspan=999999999>hola</td><td rowspan=99999999>x</td></tr></table>'), null],
  ['comments without an end', () => page('<!--'.repeat(200_000)), null],
  ['styles without an end', () => page(`hola${'<style>'.repeat(100_000)}`), null],
  ['a line of 10 MB', () => `${from}\n${'x'.repeat(10 * mega)}`, null],
  ['a text of empty lines', () => `${from}\n${'\n'.repeat(3 * mega)}hola`, null],
  ['flowed text that never ends', () => `${from}Content-Type: text/plain; format=flowed\n\n${'a \n'.repeat(mega)}`, null],
  ['uuencoded beginnings', () => `${from}\n${'begin 644 a\n'.repeat(100_000)}`, null],
  ['parameters in a thousand pieces', () => `${from}Content-Type: text/plain; ${Array.from({ length: 5_000 }, (_, at) => `name*${at}=x`).join('; ')}\n\nhola`, null],
  ['references by the thousand', () => `${from}References: ${Array.from({ length: 8_000 }, (_, at) => `<r${at}@example.com>`).join(' ')}\n\nhola`, null],
  ['a bounce of a hundred thousand lines', () => `From: MAILER-DAEMON@x.com\nReturn-Path: <>\nSubject: failure notice\n\n${'<a@b.com>: 550 no\n'.repeat(100_000)}`, null],
  ['a bounce of blanks', () => `From: MAILER-DAEMON@x.com\nReturn-Path: <>\nSubject: failure notice\n\n${' '.repeat(300_000)}`, null],
  ['delivery reports by the thousand', () => `From: MAILER-DAEMON@x.com\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n${'Action: failed\nFinal-Recipient: rfc822; a@b.com\n\n'.repeat(50_000)}--b--\n`, null],
  ['an invitation that nests', () => `${from}Content-Type: text/calendar\n\n${'BEGIN:VEVENT\n'.repeat(200_000)}`, null],
  ['NUL bytes', () => `From: a\u0000na@example.com\nSubject: ho\u0000la\n\nho\u0000la\u0000`, null],
  ['carriage returns alone', () => `${from}\n${'hola\r'.repeat(100_000)}`, null],
  ['nothing', () => '', null],
  ['one line end', () => '\n', null],
  ['no header at all', () => '\n\nhola', null],
];

describe('a hostile mail', () => {
  it.each(hostile)('ends quickly: %s', async (_what, mail, reason) => {
    const bytes = Buffer.from(mail(), 'latin1');
    const started = performance.now();
    const outcome = await read(bytes).catch((error: unknown) => (error instanceof Error ? error : new Error('no error')));
    expect(performance.now() - started).toBeLessThan(atThisPace(5_000));
    if (reason !== null) expect(outcome).toMatchObject({ name: 'MailUnreadable', reason });
    else if (outcome instanceof Error) throw outcome;
    else expectBounded(outcome);
  }, 20_000);

  it('reads fewer than a thousand parts, keeps a hundred files and names the rest', async () => {
    const files = Array.from({ length: 150 }, (_, at) => `--b\nContent-Type: application/pdf; name=f${at}.pdf\n\nx${at}\n`).join('');
    const { attachments } = await read(`${mixed}${files}--b--\n`);
    expect(attachments.filter(({ file }) => file)).toHaveLength(100);
    expect(attachments.filter(({ refused }) => refused === 'too-many')).toHaveLength(50);
  });

  it('gives back whatever bytes it is made of as text that can be stored', async () => {
    const heads = fc.constantFrom('From: ', 'To: =?', 'Content-Type: multipart/mixed; boundary=b\n', 'Content-Transfer-Encoding: base64\n', '--b\n', '\n\n', '=?utf-8?q?', '; name*0*=', 'begin 644 x\n');
    const mail = fc.array(fc.oneof(heads, fc.string({ unit: 'binary' }), fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1'))), { maxLength: 30 });
    await fc.assert(fc.asyncProperty(mail, fc.integer({ min: 1, max: 50 }), async (pieces, pieceSize) => {
      expectBounded(await read(Buffer.from(pieces.join('')), { pieceSize }));
    }), { numRuns: 150 });
  });
});

describe('what becomes of the stream', () => {
  const attached = `${mixed}--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n`;

  it('is let go when a file cannot be kept, and the mail ends with why', async () => {
    let isClosed = false;
    const raw = streamed(async function* () {
      try {
        yield Buffer.from(attached);
        for (;;) yield Buffer.from(`${'QUFB'.repeat(19)}\n`.repeat(100));
      } finally {
        isClosed = true;
      }
    }, 0);
    await expect(readRaw(raw, async () => Promise.reject(new Error('the disk is full')))).rejects.toThrow('the disk is full');
    expect(isClosed).toBe(true);
  });

  it('breaks the mail when it breaks', async () => {
    const raw = streamed(async function* () {
      yield Buffer.from(attached);
      throw new Error('the line broke');
    }, 0);
    const drain = async (content: AsyncIterable<Uint8Array>) => {
      let size = 0;
      for await (const piece of content) size += piece.length;
      expect(size).toBe(0);
      return { kind: 'refused', reason: 'empty' } as const;
    };
    await expect(readRaw(raw, drain)).rejects.toThrow('the line broke');
  });

  it('is never whole in memory', async () => {
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    const inUse = () => {
      // The second round waits until the sweepers of the first are done.
      for (let round = 0; round < 2; round += 1) if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return (heapUsed + arrayBuffers) / mega;
    };
    const block = Buffer.from(`${'QUJD'.repeat(19)}\n`.repeat(800));
    const raw = streamed(async function* () {
      yield Buffer.from(attached);
      for (let sent = 0; sent < 25 * mega; sent += block.length) yield block;
      yield Buffer.from('--b--\n');
    }, 25 * mega);
    const before = inUse();
    let most = before;
    let size = 0;
    const mail = await readRaw(raw, async (content) => {
      let next = 4 * mega;
      for await (const piece of content) {
        size += piece.length;
        if (size < next) continue;
        next += 4 * mega;
        most = Math.max(most, inUse());
      }
      return { kind: 'kept', file: { sha256: '0'.repeat(64), size, type: 'application/pdf', name: 'a.pdf' } };
    });
    expect(mail.attachments).toMatchObject([{ name: 'a.pdf', file: { size } }]);
    expect(size).toBeGreaterThan(18 * mega);
    expect(most - before).toBeLessThan(6);
  }, 20_000);
});

function expectBounded(mail: InboundMail): void {
  const texts = JSON.stringify({ ...mail, sentAt: null });
  expect(mail.text.length).toBeLessThanOrEqual(1_000_000);
  expect(mail.html?.length ?? 0).toBeLessThanOrEqual(2 * mega);
  expect(mail.subject.length).toBeLessThanOrEqual(500);
  for (const people of [mail.from, mail.replyTo, mail.to, mail.cc, mail.references, mail.bounce]) expect(people.length).toBeLessThanOrEqual(100);
  expect(/\\u0000|\\ud[89a-f][\da-f]{2}/.exec(texts)).toBeNull();
}
