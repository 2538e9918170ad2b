import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AppError, unavailable } from '../../../src/core/index.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { replyQueued } from './outbox.ts';
import { pretendSender } from './pretend-sender.ts';

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
  telephony.lookedUp.length = 0;
});

const sentTo = (number: string) => telephony.sent.filter((one) => one.text.to === number).length - 1;
/** What the relay would raise again now, for this delivery only. */
const isDue = async (deliveryId: string) =>
  (await desk.backlog.lateSignals(desk.clock.now(), 1000)).some((signal) => signal.kind === 'deliver-reply' && signal.deliveryId === deliveryId);

/** A worker that dies while it sends: what it would have done later can still be done. */
function dyingWorker() {
  let finish: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return { gate, finish: () => finish() };
}

describe('a process that dies between send and record', () => {
  test('after the provider took the text: it is found and counted as sent, never sent again', async () => {
    const reply = await replyQueued(desk, agentId);
    const worker = dyingWorker();
    telephony.fates.push(async (deliver) => {
      const providerId = deliver();
      await worker.gate;
      return { kind: 'sent', providerId };
    });
    const dying = desk.deliveries.deliver(reply.deliveryId);
    await expect.poll(() => sentTo(reply.from)).toBe(1);
    expect(await desk.deliveries.deliver(reply.deliveryId)).toBeNull();
    expect(await isDue(reply.deliveryId)).toBe(false);

    desk.clock.advance(66);
    expect(await isDue(reply.deliveryId)).toBe(true);
    expect(await desk.deliveries.deliver(reply.deliveryId)).toBe('sent');
    expect(sentTo(reply.from)).toBe(1);
    expect(await reply.told()).toEqual(['delivery.sent']);
    worker.finish();
    expect(await dying).toBe('sent');
    expect(await reply.told()).toEqual(['delivery.sent']);
  });

  test('before the provider took it: it is unknown, shown, and never sent blindly', async () => {
    const reply = await replyQueued(desk, agentId, 'Nunca salió.');
    const worker = dyingWorker();
    telephony.fates.push(async () => {
      await worker.gate;
      throw unavailable('Twilio');
    });
    const dying = desk.deliveries.deliver(reply.deliveryId);
    await expect.poll(async () => (await reply.state()).status).toBe('sending');
    desk.clock.advance(66);
    expect(await desk.deliveries.deliver(reply.deliveryId)).toBe('unknown');
    expect(await reply.state()).toMatchObject({ status: 'unknown', error_code: 'unknown', tries: 1 });
    expect(await reply.told()).toEqual(['delivery.unknown']);
    for (const seconds of [66, 3600, 86_400]) {
      desk.clock.advance(seconds);
      expect(await isDue(reply.deliveryId)).toBe(false);
      expect(await desk.deliveries.deliver(reply.deliveryId)).toBeNull();
    }
    worker.finish();
    expect(await dying).toBe('unknown');
    expect(sentTo(reply.from)).toBe(0);
  });

  test('that was only slow: its late answer replaces unknown', async () => {
    const reply = await replyQueued(desk, agentId, 'Despacio.');
    const worker = dyingWorker();
    telephony.fates.push(async (deliver) => {
      await worker.gate;
      return { kind: 'sent', providerId: deliver() };
    });
    const slow = desk.deliveries.deliver(reply.deliveryId);
    await expect.poll(async () => (await reply.state()).status).toBe('sending');
    desk.clock.advance(66);
    expect(await desk.deliveries.deliver(reply.deliveryId)).toBe('unknown');
    worker.finish();
    expect(await slow).toBe('sent');
    expect(await reply.state()).toMatchObject({ status: 'sent', error_code: null });
    expect(sentTo(reply.from)).toBe(1);
  });

  test('is looked up since the text was due, however often the look-up fails', async () => {
    const reply = await replyQueued(desk, agentId, 'Búsqueda.');
    const due = desk.clock.now();
    telephony.fates.push(() => new Promise(() => undefined));
    void desk.deliveries.deliver(reply.deliveryId);
    await expect.poll(async () => (await reply.state()).status).toBe('sending');
    const find = telephony.find;
    telephony.find = async (_text, since) => {
      telephony.lookedUp.push(since);
      throw unavailable('Twilio');
    };
    for (let time = 0; time < 3; time += 1) {
      desk.clock.advance(66);
      await expect(desk.deliveries.deliver(reply.deliveryId)).rejects.toMatchObject({ retryable: true });
      expect(await reply.state()).toMatchObject({ status: 'sending' });
    }
    telephony.find = find;
    desk.clock.advance(66);
    expect(await desk.deliveries.deliver(reply.deliveryId)).toBe('unknown');
    expect(telephony.lookedUp).toEqual([due, due, due, due]);
  });

  test('with the same words sent just before: that text is not taken for the lost one', async () => {
    const reply = await replyQueued(desk, agentId, 'ok');
    expect(await desk.deliveries.deliver(reply.deliveryId)).toBe('sent');
    await desk.progress.reply(reply.number, { agentId }, 'ok');
    const signal = desk.signals.shift();
    const second = signal?.kind === 'deliver-reply' ? signal.deliveryId : '';
    telephony.fates.push(() => new Promise(() => undefined));
    void desk.deliveries.deliver(second);
    await expect.poll(async () => (await desk.database.pool.query<{ status: string }>('select status from deliveries where id = $1', [second])).rows[0]?.status).toBe('sending');
    desk.clock.advance(66);
    expect(await desk.deliveries.deliver(second)).toBe('unknown');
    expect(await reply.state()).toMatchObject({ status: 'sent' });
  });
});

test('ten workers at once send one text', async () => {
  const reply = await replyQueued(desk, agentId);
  await Promise.all(Array.from({ length: 10 }, () => desk.deliveries.deliver(reply.deliveryId)));
  expect(sentTo(reply.from)).toBe(1);
});

describe('faults', () => {
  test('one that sent nothing is tried again later, each time later, and given up visibly', async () => {
    const reply = await replyQueued(desk, agentId, 'Con fallas.');
    const waits: number[] = [];
    for (let tries = 1; tries <= 6; tries += 1) {
      telephony.fates.push(() => Promise.reject(unavailable('Twilio')));
      const status = await desk.deliveries.deliver(reply.deliveryId);
      expect(await reply.state()).toMatchObject({ status, tries });
      if (tries === 6) break;
      expect(status).toBe('queued');
      expect(await desk.deliveries.deliver(reply.deliveryId)).toBeNull();
      let waited = 0;
      while (!(await isDue(reply.deliveryId))) {
        desk.clock.advance(1);
        waited += 1;
      }
      waits.push(waited);
    }
    expect(await reply.state()).toMatchObject({ status: 'failed', error_code: 'gave_up', error_message: expect.stringMatching(/6 tries/) as string });
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(new Set(waits.slice(1)).size).toBe(4);
    expect(await reply.told()).toEqual(['delivery.failed']);
    expect(sentTo(reply.from)).toBe(0);
  });

  test('one that passes does not lose the text', async () => {
    const reply = await replyQueued(desk, agentId, 'A la segunda.');
    telephony.fates.push(() => Promise.reject(unavailable('Twilio')));
    expect(await desk.deliveries.deliver(reply.deliveryId)).toBe('queued');
    desk.clock.advance(60);
    expect(await desk.deliveries.deliver(reply.deliveryId)).toBe('sent');
    expect(await reply.state()).toMatchObject({ status: 'sent', tries: 2, error_code: null, error_message: null });
  });

  test.each([
    ['a refusal', () => Promise.resolve({ kind: 'refused', code: '21610', message: 'The recipient has opted out.' } as const), 'failed', '21610'],
    ['an error for good', () => Promise.reject(new AppError({ code: 'unauthorized', status: 401, publicMessage: 'Wrong credentials.' })), 'failed', 'unauthorized'],
    ['a fault of which nobody knows what it did', () => Promise.reject(new Error('socket hang up')), 'unknown', 'unknown'],
  ] as const)('%s ends it at once', async (_what, fate, status, code) => {
    const reply = await replyQueued(desk, agentId, 'Una vez.');
    telephony.fates.push(fate);
    expect(await desk.deliveries.deliver(reply.deliveryId)).toBe(status);
    expect(await reply.state()).toMatchObject({ status, error_code: code, tries: 1 });
    desk.clock.advance(3600);
    expect(await isDue(reply.deliveryId)).toBe(false);
    expect(await reply.told()).toEqual([`delivery.${status}`]);
  });
});

test('a channel without credentials fails with a reason', async () => {
  const off = await startTestDesk();
  const by = await off.addAgent({ available: false });
  const reply = await replyQueued(off, by);
  expect(await off.deliveries.deliver(reply.deliveryId)).toBe('failed');
  expect(await reply.state()).toMatchObject({ error_code: 'channel_off', error_message: expect.stringMatching(/not configured/) as string });
  await off.close();
});
