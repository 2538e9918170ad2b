import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeliveryReceipt } from '../../../src/core/index.ts';
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

const receipt = (providerId: string, state: DeliveryReceipt['state']): DeliveryReceipt =>
  state === 'failed' ? { providerId, state, code: '30003', message: 'Unreachable.' } : { providerId, state, code: null, message: null };

const orders: [DeliveryReceipt['state'][], string, string[]][] = [
  [['sent', 'delivered'], 'delivered', ['delivery.delivered']],
  [['delivered', 'sent'], 'delivered', ['delivery.delivered']],
  [['delivered', 'delivered', 'sent', 'delivered'], 'delivered', ['delivery.delivered']],
  [['sent', 'failed'], 'failed', ['delivery.failed']],
  [['failed', 'sent', 'failed'], 'failed', ['delivery.failed']],
  [['delivered', 'failed'], 'delivered', ['delivery.delivered']],
];

test.each(orders)('receipts %j after the delivery is known end as %s', async (states, end, told) => {
  const reply = await replyQueued(desk, agentId);
  await desk.deliveries.deliver(reply.deliveryId);
  const providerId = (await reply.state()).provider_id ?? '';
  for (const state of states) await desk.deliveries.receive(receipt(providerId, state));
  expect(await reply.state()).toMatchObject({ status: end, provider_id: providerId, error_code: end === 'failed' ? '30003' : null });
  expect(await reply.told()).toEqual(['delivery.sent', ...told]);
});

test.each(orders)('receipts %j before the delivery is known end as %s', async (states, end, told) => {
  const reply = await replyQueued(desk, agentId);
  telephony.fates.push(async (deliver) => {
    const providerId = deliver();
    for (const state of states) await desk.deliveries.receive(receipt(providerId, state));
    return { kind: 'sent', providerId };
  });
  expect(await desk.deliveries.deliver(reply.deliveryId)).toBe(end);
  expect(await reply.state()).toMatchObject({ status: end });
  expect(await reply.told()).toEqual(told);
});

test('receipts at the very moment the delivery becomes known are never lost', async () => {
  for (let round = 0; round < 25; round += 1) {
    const reply = await replyQueued(desk, agentId);
    const receipts: Promise<void>[] = [];
    telephony.fates.push(async (deliver) => {
      const providerId = deliver();
      for (let time = 0; time < 3; time += 1) receipts.push(desk.deliveries.receive(receipt(providerId, 'delivered')));
      return { kind: 'sent', providerId };
    });
    await desk.deliveries.deliver(reply.deliveryId);
    await Promise.all(receipts);
    expect((await reply.state()).status).toBe('delivered');
  }
});

test('a receipt of a text that is none of ours is kept and harms nobody', async () => {
  await desk.deliveries.receive(receipt('SM-of-somebody-else', 'delivered'));
  await desk.deliveries.receive(receipt('SM-of-somebody-else', 'failed'));
});
