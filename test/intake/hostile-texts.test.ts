import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestDesk, type TestDesk } from '../support/desk.ts';
import { landed, newNumber, takeIn, textFrom, ticketOf } from './probes.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
});
afterAll(() => desk.close());

const emoji = '👩‍👩‍👧‍👦'.repeat(4_000);

test.each([
  ['NUL bytes', 'no\u0000 hay\u0000 internet', 'no hay internet'],
  ['lone surrogates', 'roto \ud83d y \udc00 roto', 'roto \ufffd y \ufffd roto'],
  ['100 kB of emoji', emoji, emoji],
  ['right-to-left text with marks', '\u202eالشبكة لا تعمل\u202c', '\u202eالشبكة لا تعمل\u202c'],
  ['nothing at all', '', ''],
  ['only white space', ' \n\t ', ' \n\t '],
  ['markup and quotes', `'); drop table tickets; -- <script>alert(1)</script> \\ "`, `'); drop table tickets; -- <script>alert(1)</script> \\ "`],
  ['one word of 50 kB', 'ñ'.repeat(50_000), 'ñ'.repeat(50_000)],
])('%s are stored, routed and read back', async (_what, body, stored) => {
  const { ticketId, contactId } = landed(await takeIn(desk, textFrom(desk, newNumber(), { body })));
  const { rows } = await desk.database.pool.query<{ text: string }>('select text from contacts where id = $1', [contactId]);
  expect(rows[0]?.text).toBe(stored);
  await desk.settle();
  const ticket = await ticketOf(desk, ticketId);
  expect(ticket.status).toBe('queued');
  expect(ticket.subject.isWellFormed()).toBe(true);
  expect([...ticket.subject].length).toBeLessThanOrEqual(120);
});

test('hostile parts everywhere else in a contact are stored too', async () => {
  const contact = desk.channels.sms.toContact({
    providerId: 'SM-hostile', from: '\u0000+57\ud800', to: 'x'.repeat(5_000), text: 'hola',
    media: [{ url: 'https://example.org/\u0000\ud800', contentType: 'image/\u0000png' }], receivedAt: desk.clock.now(),
  });
  expect((await takeIn(desk, contact)).kind).toBe('opened');
  expect((await takeIn(desk, contact)).kind).toBe('duplicate');
});

test('somebody who writes without end is always taken in', async () => {
  const from = newNumber();
  const words = (seed: number) => Array.from({ length: 3_900 }, (_, index) => String.fromCodePoint(0x4e00 + ((seed * 7919 + index * 31) % 20_000))).join('');
  const first = landed(await takeIn(desk, textFrom(desk, from, { body: words(0) })));
  // A word PostgreSQL keeps has under 2 kB: of these, each text brings a dozen new ones.
  const texts = Array.from({ length: 120 }, (_, index) => words(index + 1).replaceAll(/(.{600})/gu, '$1 '));
  for (const body of texts) expect(landed(await takeIn(desk, textFrom(desk, from, { body }))).ticketId).toBe(first.ticketId);
});
