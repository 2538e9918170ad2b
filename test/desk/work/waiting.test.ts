import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { eventsOf, loadOf, ticketOf } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { loadMatches, ticketIn } from './tickets-in-status.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
});
afterAll(() => desk.close());
afterEach(async () => {
  expect(await loadMatches(desk)).toBe(true);
});

const forVendor = { for: 'vendor', reason: 'repuesto', until: null } as const;

test('waiting gives the capacity back and asks for other work', async () => {
  const { ticket, agentId } = await ticketIn(desk, 'assigned');
  expect(await loadOf(desk, agentId)).toBe(15);
  const waiting = await desk.progress.wait(ticket.number, { agentId }, forVendor);
  expect(waiting).toMatchObject({ status: 'waiting', agentId, waitingFor: 'vendor' });
  expect(await loadOf(desk, agentId)).toBe(0);
  expect(desk.signals).toContainEqual({ kind: 'match-agent', agentId });
});

test.each([[0, 0], [5, 5], [15, 15], [200, 15]])('resuming with %i of 200 units left takes %i', async (left, taken) => {
  const { ticket, agentId } = await ticketIn(desk, 'waiting');
  const other = 200 - left;
  await desk.transact((stores) => stores.agents.reserve(agentId, other));
  const resumed = await desk.progress.resume(ticket.number, { agentId });
  expect(resumed).toMatchObject({ status: 'assigned', agentId, waitingFor: null });
  expect(await loadOf(desk, agentId)).toBe(other + taken);
  await desk.progress.resolve(ticket.number, { agentId }, 'Hecho.');
  expect(await loadOf(desk, agentId)).toBe(other);
  await desk.transact((stores) => stores.agents.release(agentId, other, desk.clock.now()));
});

test('ten resumed at once never exceed the capacity of their agent', async () => {
  const agentId = await desk.addAgent({ capacity: 60, available: false });
  const numbers: number[] = [];
  for (let index = 0; index < 10; index += 1) {
    const { ticket } = await ticketIn(desk, 'queued');
    await desk.placing.assign(ticket.number, { agentId }, agentId);
    await desk.progress.wait(ticket.number, { agentId }, forVendor);
    numbers.push(ticket.number);
  }
  await Promise.all(numbers.map((number) => desk.progress.resume(number, { agentId })));
  expect(await loadOf(desk, agentId)).toBe(60);
});

test('a wait ends by itself when its time is over, once, and not before', async () => {
  const { ticket, agentId } = await ticketIn(desk, 'assigned');
  const until = new Date(desk.clock.now().getTime() + 60_000);
  await desk.progress.wait(ticket.number, { agentId }, { ...forVendor, until });
  expect(await desk.backlog.dueToWake(desk.clock.now(), 10)).toEqual([]);
  expect(await desk.wake(ticket.id)).toBe(false);
  desk.clock.advance(60);
  expect(await desk.backlog.dueToWake(desk.clock.now(), 10)).toEqual([ticket.id]);
  const woken = await Promise.all([desk.wake(ticket.id), desk.wake(ticket.id), desk.wake(ticket.id)]);
  expect(woken.filter(Boolean)).toHaveLength(1);
  expect(await ticketOf(desk, ticket.id)).toMatchObject({ status: 'assigned', agentId, waitingUntil: null });
  expect(await eventsOf(desk, ticket.id, 'ticket.resumed')).toMatchObject([{ reason: 'time-over', actor_kind: 'desk' }]);
});

test('a time to wait until that has passed is refused', async () => {
  const { ticket, agentId } = await ticketIn(desk, 'assigned');
  await expect(desk.progress.wait(ticket.number, { agentId }, { ...forVendor, until: desk.clock.now() }))
    .rejects.toMatchObject({ code: 'invalid_input', status: 400 });
  expect(await ticketOf(desk, ticket.id)).toMatchObject({ status: 'assigned', version: ticket.version });
});
