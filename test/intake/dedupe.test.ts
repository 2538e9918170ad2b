import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestDesk, type TestDesk } from '../support/desk.ts';
import { countOf, landed, newNumber, takeIn, textFrom } from './probes.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
});
afterAll(() => desk.close());

const twenty = Array.from({ length: 20 }, (_, index) => index);

test('the same delivery twice opens one ticket and gives the same answer', async () => {
  const before = await countOf(desk, 'tickets');
  const contact = textFrom(desk, newNumber());
  const first = await takeIn(desk, contact);
  const second = await takeIn(desk, contact);
  expect([first.kind, second.kind]).toEqual(['opened', 'duplicate']);
  expect(landed(second)).toEqual(landed(first));
  expect(await countOf(desk, 'tickets')).toBe(before + 1);
});

test.each([['a customer', () => newNumber()], ['an anonymous sender', () => 'anonymous']])(
  'the same delivery of %s twenty times at once is one contact and one answer',
  async (_who, from) => {
    const before = { tickets: await countOf(desk, 'tickets'), contacts: await countOf(desk, 'contacts') };
    const contact = textFrom(desk, from());
    const answers = await Promise.all(twenty.map(() => takeIn(desk, contact)));
    expect(answers.filter((answer) => answer.kind === 'opened')).toHaveLength(1);
    expect(answers.filter((answer) => answer.kind === 'duplicate')).toHaveLength(19);
    expect(new Set(answers.map((answer) => JSON.stringify(landed(answer)))).size).toBe(1);
    expect({ tickets: await countOf(desk, 'tickets'), contacts: await countOf(desk, 'contacts') })
      .toEqual({ tickets: before.tickets + 1, contacts: before.contacts + 1 });
  },
);

test('one id from many senders at once is still one contact, and nobody gets an error', async () => {
  const before = await countOf(desk, 'contacts');
  const answers = await Promise.all(twenty.map(() => takeIn(desk, textFrom(desk, newNumber(), { id: 'SM-shared' }))));
  expect(answers.filter((answer) => answer.kind === 'opened')).toHaveLength(1);
  expect(new Set(answers.map((answer) => landed(answer).number)).size).toBe(1);
  expect(await countOf(desk, 'contacts')).toBe(before + 1);
});

test('a duplicate changes nothing, whatever the second delivery says', async () => {
  const from = newNumber();
  const first = await takeIn(desk, textFrom(desk, from, { id: 'SM-said', body: 'no puedo navegar en internet' }));
  const customers = await countOf(desk, 'customers');
  const second = await takeIn(desk, textFrom(desk, newNumber(), { id: 'SM-said', body: 'quiero otra cosa' }));
  expect(landed(second)).toEqual(landed(first));
  expect(await countOf(desk, 'customers')).toBe(customers);
});

test('a duplicate of an appended contact answers with its ticket and appends nothing', async () => {
  const from = newNumber();
  const opened = await takeIn(desk, textFrom(desk, from));
  const more = textFrom(desk, from, { body: 'sigue igual' });
  const appended = await takeIn(desk, more);
  const contacts = await countOf(desk, 'contacts');
  expect(appended.kind).toBe('appended');
  expect(landed(appended).ticketId).toBe(landed(opened).ticketId);
  expect(landed(await takeIn(desk, more))).toEqual(landed(appended));
  expect(await countOf(desk, 'contacts')).toBe(contacts);
});

test('a duplicate gives the first answer also after its ticket was merged into another', async () => {
  const agentId = await desk.addAgent({ available: false });
  const contact = textFrom(desk, newNumber());
  const first = await takeIn(desk, contact);
  const other = await takeIn(desk, textFrom(desk, newNumber()));
  await desk.settle();
  await desk.joining.merge(landed(first).number, { agentId }, landed(other).number);
  expect(landed(await takeIn(desk, contact))).toEqual(landed(first));
});
