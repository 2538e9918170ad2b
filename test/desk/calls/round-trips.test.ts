import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { landed, takeIn, textFrom } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { newCaller, toLetter } from './caller.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk({ readAnnouncements: () => Promise.resolve([]) });
});
afterAll(() => desk.close());

/** The statements that this work sends to PostgreSQL, transaction brackets included. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const sent = vi.spyOn(pg.Client.prototype, 'query');
  await work();
  const count = sent.mock.calls.length;
  sent.mockRestore();
  return count;
}

test('a turn that only answers a key takes few statements, and a call\'s first one more: who calls', async () => {
  const caller = newCaller(desk);
  landed(await takeIn(desk, textFrom(desk, caller.from)));
  const start = await statementsOf(() => caller.start());
  const again = await caller.start();
  const key = await statementsOf(() => caller.ask('menu', again.nextStep, { digits: '1' }));
  const repeated = await statementsOf(() => caller.start());
  // begin, lock, answer given before, the call; who calls, the claim; turn and answers; commit.
  expect(start).toBeLessThanOrEqual(8);
  expect(key).toBeLessThanOrEqual(6);
  expect(repeated).toBeLessThanOrEqual(5);
});

test('a turn of the waiting line locks no ticket', async () => {
  const agentId = await desk.addAgent({ available: false });
  await desk.presence.setAvailability(agentId, 'away');
  const caller = newCaller(desk);
  const placed = await caller.press(toLetter);
  expect(await statementsOf(() => caller.ask('wait', placed.nextStep))).toBeLessThanOrEqual(7);
});
