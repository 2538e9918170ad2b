import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BounceReport } from '../../../src/core/index.ts';
import { isAddressFault, mailStatusWords, noteDeliverable, onBounce } from '../../../src/desk/mails/index.ts';
import { newId } from '../../../src/core/index.ts';
import { eventsOf } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { mailTicket, newAddress, sentReply, standing, undeliverable } from './mail-tickets.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
});
afterAll(() => desk.close());

const report = (about: Partial<BounceReport> = {}): BounceReport => ({
  action: 'failed', recipient: null, status: '5.1.1', diagnostic: '550 5.1.1 User unknown', ...about,
});
const bounce = (replyId: string, ...reports: BounceReport[]) =>
  desk.transact((stores) => onBounce(stores, { replyId, contactId: null, reports, at: desk.clock.now() }));

/** A reply of an agent that went out, perhaps with copies. */
async function replied(about: { cc?: string[]; status?: string } = {}) {
  const from = newAddress();
  const { ticketId } = await mailTicket(desk, from);
  const replyId = await sentReply(desk, ticketId, about);
  const told = async (name: string) => (await eventsOf(desk, ticketId)).filter((event) => event.name === name);
  return { from, ticketId, replyId, told, now: () => standing(desk, replyId) };
}

describe('a mail that failed', () => {
  test('fails the delivery with the code and the server\'s words, and marks the address', async () => {
    const { from, replyId, now, told } = await replied();
    await bounce(replyId, report({ recipient: from.toUpperCase() }));
    expect(await now()).toMatchObject({ status: 'failed', code: '5.1.1', message: '550 5.1.1 User unknown' });
    expect(await told('delivery.failed')).toMatchObject([{ reason: '550 5.1.1 User unknown', after: { channel: 'email', code: '5.1.1' } }]);
    expect(await undeliverable(desk, from)).toBe('5.1.1');
    expect(await told('address.undeliverable')).toMatchObject([{ after: { kind: 'email', value: from, code: '5.1.1' } }]);
  });

  test('changes nothing when it is told again, or at the same time', async () => {
    const { from, replyId, told } = await replied();
    await Promise.all(Array.from({ length: 5 }, () => bounce(replyId, report({ recipient: from }))));
    await bounce(replyId, report({ recipient: from }), report({ recipient: from, status: '5.2.2' }));
    expect(await told('delivery.failed')).toHaveLength(1);
    expect(await told('address.undeliverable')).toHaveLength(1);
  });

  test.each([
    ['5.1.2', true], ['5.1.10', true], ['5.2.1', true], ['5.2.2', false], ['5.7.1', false], ['4.4.7', false], ['5.1.8', false], [null, false],
  ])('by %s marks the address: %s', async (status, marks) => {
    const { from, replyId, now } = await replied();
    await bounce(replyId, report({ recipient: from, status }));
    expect(await now()).toMatchObject({ status: 'failed', code: status ?? 'bounced' });
    expect(await undeliverable(desk, from)).toBe(marks ? status : null);
  });

  test('is laid to the only address there was when none is named, and to nobody beside copies', async () => {
    const alone = await replied();
    await bounce(alone.replyId, report());
    expect(await undeliverable(desk, alone.from)).toBe('5.1.1');
    const copied = await replied({ cc: ['beto@example.org'] });
    await bounce(copied.replyId, report());
    expect(await copied.now()).toMatchObject({ status: 'failed' });
    expect(await undeliverable(desk, copied.from)).toBeNull();
  });

  test('for an address that the reply did not go to marks nobody', async () => {
    const bystander = await replied();
    const { from, replyId, now } = await replied();
    await bounce(replyId, report({ recipient: bystander.from }));
    expect(await now()).toMatchObject({ status: 'failed' });
    expect(await undeliverable(desk, bystander.from)).toBeNull();
    expect(await undeliverable(desk, from)).toBeNull();
    expect(await bystander.now()).toMatchObject({ status: 'sent' });
  });

  test('for a copy is told, and the delivery stands', async () => {
    const copy = await replied();
    const { from, replyId, now, told } = await replied({ cc: [copy.from.toUpperCase()] });
    await bounce(replyId, report({ recipient: copy.from }));
    expect(await now()).toMatchObject({ status: 'sent' });
    expect(await told('delivery.failed')).toMatchObject([{ after: { recipient: copy.from, copied: true, code: '5.1.1' } }]);
    expect(await undeliverable(desk, copy.from)).toBe('5.1.1');
    expect(await undeliverable(desk, from)).toBeNull();
    await bounce(replyId, report({ recipient: from, status: '5.7.1' }));
    expect(await now()).toMatchObject({ status: 'failed', code: '5.7.1' });
  });

  test.each(['queued', 'held', 'shelved', 'parked'])('does not touch what is %s: that cannot have come back', async (status) => {
    const { replyId, now } = await replied({ status });
    await bounce(replyId, report());
    expect(await now()).toMatchObject({ status });
  });

  test('of no reply is nothing', async () => {
    await bounce(newId(), report());
  });
});

describe('other news of mail servers', () => {
  test('a delay is told and nothing fails', async () => {
    const { from, replyId, now, told } = await replied();
    await bounce(replyId, report({ action: 'delayed', recipient: from, status: '4.4.1', diagnostic: 'timed out' }));
    expect(await now()).toMatchObject({ status: 'sent' });
    expect(await told('delivery.delayed')).toMatchObject([{ reason: 'timed out', after: { code: '4.4.1', recipient: from } }]);
    expect(await undeliverable(desk, from)).toBeNull();
  });

  test('what arrived stays so, whatever is told later', async () => {
    const { from, replyId, now } = await replied();
    await bounce(replyId, report({ action: 'delivered', recipient: from, status: '2.0.0' }));
    expect(await now()).toMatchObject({ status: 'delivered' });
    await bounce(replyId, report({ recipient: from }), report({ action: 'delayed', recipient: from }));
    expect(await now()).toMatchObject({ status: 'delivered' });
    expect(await undeliverable(desk, from)).toBeNull();
  });

  test('what failed and arrived after all has arrived, and its address is good again', async () => {
    const { from, replyId, now, told } = await replied();
    await bounce(replyId, report({ recipient: from }), report({ action: 'delivered', recipient: from, status: '2.0.0' }));
    expect(await now()).toMatchObject({ status: 'delivered', code: null });
    expect(await undeliverable(desk, from)).toBeNull();
    expect(await told('address.deliverable')).toHaveLength(1);
  });

  test.each(['relayed', 'expanded'] as const)('a mail that was %s may still fail', async (action) => {
    const { from, replyId, now } = await replied();
    await bounce(replyId, report({ action, recipient: from, status: '2.0.0' }));
    expect(await now()).toMatchObject({ status: 'sent' });
    await bounce(replyId, report({ recipient: from }));
    expect(await now()).toMatchObject({ status: 'failed' });
  });

  test('whatever is told in whatever order ends in a state that the reports allow', async () => {
    const actions = fc.constantFrom<BounceReport['action']>('failed', 'delayed', 'delivered', 'relayed', 'expanded');
    const told = fc.array(fc.record({ action: actions, status: fc.constantFrom(null, '5.1.1', '5.2.2', '4.4.7') }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(told, async (reports) => {
        const { replyId, now } = await replied();
        for (const { action, status } of reports) await bounce(replyId, report({ action, status }));
        const arrived = reports.some(({ action }) => action === 'delivered');
        const failed = reports.some(({ action }) => action === 'failed');
        expect((await now())?.status).toBe(arrived ? 'delivered' : failed ? 'failed' : 'sent');
      }),
      { numRuns: 25 },
    );
  });
});

test('a mail from an address that was marked clears it once, and costs no event otherwise', async () => {
  const { from, replyId, ticketId, told } = await replied();
  await bounce(replyId, report({ recipient: from }));
  const about = { address: { kind: 'email' as const, value: from }, contactId: null, ticketId, at: desk.clock.now() };
  for (let n = 0; n < 3; n += 1) await desk.transact((stores) => noteDeliverable(stores, about));
  expect(await undeliverable(desk, from)).toBeNull();
  expect(await told('address.deliverable')).toMatchObject([{ after: { kind: 'email', value: from } }]);
});

test('codes of mail servers have words in both languages, followed by the server\'s own', () => {
  expect(mailStatusWords('5.1.1', null, 'es')).toMatch(/buzón no existe/);
  expect(mailStatusWords('5.1.1', '550 No such user', 'en')).toMatch(/no such mailbox.*The server said: 550 No such user$/);
  expect(mailStatusWords('4.2.2', null, 'es')).toMatch(/lleno/);
  expect(mailStatusWords('5.7.99', null, 'en')).toMatch(/rules/);
  expect(mailStatusWords('bounced', '', 'es')).toMatch(/devolvió/);
  for (const code of ['2.0.0', '5.9.1', '30003', 'constructor', '5.1', '', '5.1.1\n', '5.1.1111']) expect(mailStatusWords(code, 'x', 'es')).toBeNull();
  expect(['5.1.1', '5.1.6', '5.2.1'].every(isAddressFault)).toBe(true);
  expect(['5.2.2', '5.7.1', '4.1.1', ''].some(isAddressFault)).toBe(false);
});
