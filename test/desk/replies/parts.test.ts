import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AppError, unavailable, type DeliveryReceipt } from '../../../src/core/index.ts';
import { jobFor } from '../../../src/jobs/index.ts';
import { eventsOf, newNumber } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { pretendSender } from './pretend-sender.ts';
import { deliveriesOf, relayDeliveries, ticketOfSender } from './texting.ts';

const telephony = pretendSender();
let desk: TestDesk;
let agentId: string;
beforeAll(async () => {
  desk = await startTestDesk({ telephony });
  agentId = await desk.addAgent({ available: false });
});
afterAll(() => desk.close());
beforeEach(() => {
  telephony.fates.length = 0;
});

const long = 'Reinicie el equipo y espere. '.repeat(140).trim();
const sentTo = (number: string) => telephony.sent.filter((one) => one.text.to === number).map((one) => one.text.body).slice(1);

/** A reply of three texts that waits to be sent. */
async function longReply() {
  const from = newNumber();
  const { ticketId, number } = await ticketOfSender(desk, from);
  desk.clock.advance(1);
  await desk.progress.reply(number, { agentId }, long);
  const parts = () => deliveriesOf(desk, ticketId);
  const statuses = async () => (await parts()).map(({ status }) => status);
  const view = async () => {
    const told = await eventsOf(desk, ticketId);
    return told.map(({ name }) => name).filter((name) => name.startsWith('delivery.')).slice(1);
  };
  return { from, ticketId, number, parts, statuses, told: view };
}
const receipt = (providerId: string | null, state: DeliveryReceipt['state']): DeliveryReceipt =>
  ({ providerId: providerId ?? '', state, code: state === 'failed' ? '30008' : null, message: null });

describe('a reply longer than one text', () => {
  test('is sent as numbered texts, in order, each once', async () => {
    const reply = await longReply();
    expect((await reply.parts()).map(({ part, parts }) => [part, parts])).toEqual([[1, 3], [2, 3], [3, 3]]);
    expect(desk.signals).toHaveLength(1);
    await desk.settle();
    expect(await reply.statuses()).toEqual(['sent', 'sent', 'sent']);
    const sent = sentTo(reply.from);
    expect(sent.map((body) => body.slice(0, 6))).toEqual(['(1/3) ', '(2/3) ', '(3/3) ']);
    expect(sent.map((body) => body.slice(6)).join(' ')).toBe(long);
    await Promise.all((await reply.parts()).flatMap(({ id }) => Array.from({ length: 4 }, () => desk.deliveries.deliver(id))));
    expect(sentTo(reply.from)).toHaveLength(3);
  });

  test('never sends a text before the one in front of it, whoever asks', async () => {
    const reply = await longReply();
    desk.signals.length = 0;
    const [first, second, third] = await reply.parts();
    for (const part of [third, second, third]) expect(await desk.deliveries.deliver(part?.id ?? '')).toBeNull();
    expect(sentTo(reply.from)).toEqual([]);
    expect(await desk.deliveries.deliver(first?.id ?? '')).toBe('sent');
    expect(await desk.deliveries.deliver(third?.id ?? '')).toBeNull();
    expect(await desk.deliveries.deliver(second?.id ?? '')).toBe('sent');
    desk.signals.length = 0;
  });

  test('goes on by itself when the signal for the next text was lost', async () => {
    const reply = await longReply();
    const [first] = await reply.parts();
    await desk.deliveries.deliver(first?.id ?? '');
    desk.signals.length = 0;
    desk.clock.advance(3);
    await relayDeliveries(desk);
    expect(await reply.statuses()).toEqual(['sent', 'sent', 'sent']);
  });

  test('waits with the rest while one text is tried again, and the relay asks for none of them', async () => {
    const reply = await longReply();
    telephony.fates.push(() => Promise.reject(unavailable('Twilio')), () => Promise.reject(unavailable('Twilio')));
    await desk.settle();
    desk.clock.advance(3);
    expect(await relayDeliveries(desk)).toHaveLength(1);
    expect(await reply.statuses()).toEqual(['queued', 'queued', 'queued']);
    desk.clock.advance(3);
    expect(await relayDeliveries(desk)).toEqual([]);
    desk.clock.advance(5);
    await relayDeliveries(desk);
    expect(await reply.statuses()).toEqual(['sent', 'sent', 'sent']);
  });

  test('stops after a text that fails', async () => {
    const reply = await longReply();
    telephony.fates.push(async (deliver) => ({ kind: 'sent', providerId: deliver() }), () => Promise.resolve({ kind: 'refused', code: '30007', message: 'Filtered.' }));
    await desk.settle();
    expect((await reply.parts()).map(({ status, error_code }) => [status, error_code])).toEqual([
      ['sent', null], ['failed', '30007'], ['failed', 'earlier_part'],
    ]);
    expect(sentTo(reply.from)).toHaveLength(1);
    desk.clock.advance(3600);
    await relayDeliveries(desk);
    expect(sentTo(reply.from)).toHaveLength(1);
  });

  test('a worker that dies in the second text leaves that one unknown and sends no third', async () => {
    const reply = await longReply();
    telephony.fates.push(async (deliver) => ({ kind: 'sent', providerId: deliver() }), () => new Promise(() => undefined));
    const [first, second] = await reply.parts();
    await desk.deliveries.deliver(first?.id ?? '');
    desk.signals.length = 0;
    void desk.deliveries.deliver(second?.id ?? '');
    await expect.poll(async () => (await reply.statuses())[1]).toBe('sending');
    desk.clock.advance(66);
    await relayDeliveries(desk);
    expect(await reply.statuses()).toEqual(['sent', 'unknown', 'failed']);
    expect(sentTo(reply.from)).toHaveLength(1);
  });

  test('has its receipts text by text, in any order', async () => {
    const reply = await longReply();
    await desk.settle();
    const parts = await reply.parts();
    const states = ['delivered', 'failed', 'delivered'] as const;
    for (const index of [2, 0, 1]) await desk.deliveries.receive(receipt(parts[index]?.provider_id ?? null, states[index] ?? 'sent'));
    expect(await reply.statuses()).toEqual(states);
    expect(await reply.told()).toEqual(['delivery.sent', 'delivery.sent', 'delivery.sent', 'delivery.delivered', 'delivery.delivered', 'delivery.failed']);
  });
});

describe('trying again by hand', () => {
  const replyIdOf = async (ticketId: string) => (await deliveriesOf(desk, ticketId))[0]?.reply_id ?? '';
  const by = () => ({ agentId });

  test('sends only what did not arrive', async () => {
    const reply = await longReply();
    telephony.fates.push(async (deliver) => ({ kind: 'sent', providerId: deliver() }), () => Promise.resolve({ kind: 'refused', code: '30007', message: 'Filtered.' }));
    await desk.settle();
    await desk.progress.retry(reply.number, by(), await replyIdOf(reply.ticketId), { evenIfSent: false });
    await desk.settle();
    expect(sentTo(reply.from).map((body) => body.slice(0, 5))).toEqual(['(1/3)', '(2/3)', '(3/3)']);
    expect((await reply.parts()).map(({ part, attempt, status }) => [part, attempt, status])).toEqual([
      [1, 1, 'sent'], [2, 1, 'failed'], [3, 1, 'failed'], [2, 2, 'sent'], [3, 2, 'sent'],
    ]);
    await desk.deliveries.receive(receipt((await reply.parts())[0]?.provider_id ?? null, 'failed'));
    await desk.progress.retry(reply.number, by(), await replyIdOf(reply.ticketId), { evenIfSent: false });
    await desk.settle();
    expect(sentTo(reply.from).map((body) => body.slice(0, 5))).toEqual(['(1/3)', '(2/3)', '(3/3)', '(1/3)']);
  });

  test.each(['sent', 'queued', 'delivered'])('is refused for one that is %s', async (status) => {
    const from = newNumber();
    const { ticketId, number } = await ticketOfSender(desk, from);
    await desk.progress.reply(number, by(), 'Listo.');
    if (status !== 'queued') await desk.settle();
    if (status === 'delivered') await desk.deliveries.receive(receipt((await deliveriesOf(desk, ticketId))[0]?.provider_id ?? null, 'delivered'));
    const retry = desk.progress.retry(number, by(), await replyIdOf(ticketId), { evenIfSent: true });
    await expect(retry).rejects.toMatchObject({ status: 409, code: 'not_failed' });
    desk.signals.length = 0;
  });

  test('is refused while one of its texts is still on its way', async () => {
    const reply = await longReply();
    telephony.fates.push(async (deliver) => ({ kind: 'sent', providerId: deliver() }), () => new Promise(() => undefined));
    const [first, second] = await reply.parts();
    await desk.deliveries.deliver(first?.id ?? '');
    desk.signals.length = 0;
    void desk.deliveries.deliver(second?.id ?? '');
    await expect.poll(async () => (await reply.statuses())[1]).toBe('sending');
    await desk.deliveries.receive(receipt((await reply.parts())[0]?.provider_id ?? null, 'failed'));
    const retry = desk.progress.retry(reply.number, by(), await replyIdOf(reply.ticketId), { evenIfSent: true });
    await expect(retry).rejects.toMatchObject({ status: 409, code: 'not_failed' });
  });

  test('of one that may have arrived asks to be sure', async () => {
    const from = newNumber();
    const { ticketId, number } = await ticketOfSender(desk, from);
    await desk.progress.reply(number, by(), 'Listo.');
    telephony.fates.push(() => Promise.reject(new Error('socket hang up')));
    await desk.settle();
    const replyId = await replyIdOf(ticketId);
    await expect(desk.progress.retry(number, by(), replyId, { evenIfSent: false })).rejects.toMatchObject({ status: 409, code: 'fate_unknown' });
    await desk.progress.retry(number, by(), replyId, { evenIfSent: true });
    await desk.settle();
    expect(sentTo(from)).toEqual(['Listo.']);
    expect(await deliveriesOf(desk, ticketId)).toMatchObject([{ status: 'unknown' }, { status: 'sent', attempt: 2 }]);
  });

  test('by two at the same moment is one more try', async () => {
    const from = newNumber();
    const { ticketId, number } = await ticketOfSender(desk, from);
    await desk.progress.reply(number, by(), 'Listo.');
    telephony.fates.push(() => Promise.resolve({ kind: 'refused', code: '30005', message: 'Unknown.' }));
    await desk.settle();
    const replyId = await replyIdOf(ticketId);
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => desk.progress.retry(number, by(), replyId, { evenIfSent: false })));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await desk.settle();
    expect(sentTo(from)).toEqual(['Listo.']);
  });

  test('of another ticket\'s reply, or of none, is not found', async () => {
    const one = await ticketOfSender(desk, newNumber());
    const other = await ticketOfSender(desk, newNumber());
    await desk.progress.reply(one.number, by(), 'Listo.');
    desk.signals.length = 0;
    const replyId = await replyIdOf(one.ticketId);
    for (const id of [replyId, '00000000-0000-7000-8000-000000000000']) {
      await expect(desk.progress.retry(other.number, by(), id, { evenIfSent: true })).rejects.toMatchObject({ status: 404 });
    }
  });
});

/** Answers that an agent wrote in one moment, and the jobs to send them, which nobody has begun. */
async function answersOf(howMany: number) {
  const from = newNumber();
  const { ticketId, number } = await ticketOfSender(desk, from);
  const words = Array.from({ length: howMany }, (_, index) => `Paso ${index + 1}.`);
  for (const word of words) await desk.progress.reply(number, { agentId }, word);
  const jobs = desk.signals.splice(0).flatMap((signal) => (signal.kind === 'deliver-reply' ? [signal.deliveryId] : []));
  const statuses = async () => (await deliveriesOf(desk, ticketId)).map(({ status }) => status);
  return { from, words, jobs, statuses };
}
/** Which of these the relay asks for now. */
const relayed = async (jobs: string[]) => (await relayDeliveries(desk)).filter((id) => jobs.includes(id));
const paused = (retryAfterSeconds: number) => () =>
  Promise.reject(new AppError({ code: 'unavailable', status: 503, publicMessage: 'Later.', retryable: true, retryAfterSeconds }));

describe('answers written one right after the other', () => {
  test('arrive in that order, whichever job comes first and however often; one that fails keeps none', async () => {
    const { from, words, jobs } = await answersOf(20);
    for (let index = 0; index < 7; index += 1) telephony.fates.push(async (deliver) => ({ kind: 'sent', providerId: deliver() }));
    telephony.fates.push(() => Promise.resolve({ kind: 'refused', code: '30007', message: 'Filtered.' }));
    await Promise.all([...jobs.toReversed(), ...jobs].map((id) => desk.deliveries.deliver(id)));
    await desk.settle();
    expect(sentTo(from)).toEqual(words.filter((word) => word !== 'Paso 8.'));
  });

  test('go on by a job of their own, which the one that was told to wait and is not over yet does not swallow', async () => {
    const { from, words, jobs: [first = '', second = ''] } = await answersOf(2);
    expect(await desk.deliveries.deliver(second)).toBeNull();
    expect(await desk.deliveries.deliver(first)).toBe('sent');
    const raised = desk.signals.flatMap((signal) => (signal.kind === 'deliver-reply' && signal.deliveryId === second ? [signal] : []));
    expect(raised.map((signal) => jobFor(signal).id)).toEqual([`deliver-${second}-after-${first}`]);
    await desk.settle();
    expect(sentTo(from)).toEqual(words);
  });

  test('wait for one that is soon tried again, but not for one that waits long', async () => {
    const soon = await answersOf(3);
    telephony.fates.push(paused(90));
    for (const id of soon.jobs) await desk.deliveries.deliver(id);
    desk.clock.advance(89);
    expect(await relayed(soon.jobs)).toEqual([]);
    expect(sentTo(soon.from)).toEqual([]);
    desk.clock.advance(1);
    await relayDeliveries(desk);
    expect(sentTo(soon.from)).toEqual(soon.words);

    const long = await answersOf(3);
    telephony.fates.push(paused(600));
    for (const id of long.jobs) await desk.deliveries.deliver(id);
    await desk.settle();
    expect(sentTo(long.from)).toEqual(['Paso 2.', 'Paso 3.']);
    desk.clock.advance(600);
    await relayDeliveries(desk);
    expect(sentTo(long.from)).toEqual(['Paso 2.', 'Paso 3.', 'Paso 1.']);
  });

  test('wait for one that is being sent; when its process died they go once it was looked up', async () => {
    const { from, words, jobs, statuses } = await answersOf(3);
    telephony.fates.push(async (deliver) => {
      deliver();
      return new Promise(() => undefined);
    });
    void desk.deliveries.deliver(jobs[0] ?? '');
    await expect.poll(() => sentTo(from)).toEqual(['Paso 1.']);
    desk.clock.advance(30);
    expect(await relayed(jobs)).toEqual([]);
    desk.clock.advance(36);
    await relayDeliveries(desk);
    expect(sentTo(from)).toEqual(words);
    expect(await statuses()).toEqual(['sent', 'sent', 'sent']);
  });

  test('wait for a quarter of an hour at most', async () => {
    const { from, jobs } = await answersOf(2);
    desk.clock.advance(899);
    expect(await desk.deliveries.deliver(jobs[1] ?? '')).toBeNull();
    desk.clock.advance(1);
    expect(await desk.deliveries.deliver(jobs[1] ?? '')).toBe('sent');
    await relayDeliveries(desk);
    expect(sentTo(from)).toEqual(['Paso 2.', 'Paso 1.']);
  });
});
