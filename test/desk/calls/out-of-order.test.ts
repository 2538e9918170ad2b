import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { loadOf } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { emptyQueues, loadMatches } from '../work/tickets-in-status.ts';
import { acceptedBy, newCaller, ring, toLetter, verbsOf } from './caller.ts';

let desk: TestDesk;
let agentId: string;
beforeAll(async () => {
  desk = await startTestDesk();
  agentId = await desk.addAgent({ available: false });
});
afterAll(() => desk.close());
afterEach(async () => {
  expect(await loadMatches(desk)).toBe(true);
  await desk.presence.signOff(agentId, 'vanished');
  await emptyQueues(desk);
  desk.signals.length = 0;
});

test.each(['wait', 'queue-left', 'recorded', 'bridge', 'dial-ended'] as const)(
  'a caller still in the menu goes on there when %s is asked for: nobody waits without a ticket',
  async (point) => {
    const caller = newCaller(desk);
    const menu = await caller.start();
    const answer = await caller.ask(point, menu.nextStep, { queueResult: point === 'queue-left' ? 'failed' : null });
    expect(answer.point).toBe('menu');
    expect(verbsOf(answer)).toContain('ask');
    expect(await caller.row()).toMatchObject({ ticket_id: null, outcome: 'in-menu', ended: false });
  },
);

test.each(['abc', '', '../..', '00000000-0000-0000-0000-000000000000'])('an assignment called "%s" is nobody’s: the caller waits on', async (assignmentId) => {
  await desk.presence.setAvailability(agentId, 'away');
  const caller = newCaller(desk);
  const placed = await caller.press(toLetter);
  expect(verbsOf(await caller.ask('bridge', placed.nextStep, { assignmentId }))).toContain('enqueue');
  expect(verbsOf(await caller.ask('agent-leg', placed.nextStep, { assignmentId }))).toEqual(['say', 'hang-up']);
  expect(verbsOf(await caller.ask('dial-ended', placed.nextStep, { assignmentId }))).toContain('enqueue');
  expect(await caller.row()).toMatchObject({ phase: 'waiting', ended: false });
});

test('the assignment of another caller rings nobody and ends nothing', async () => {
  await desk.presence.setAvailability(agentId, 'available');
  const served = newCaller(desk);
  await served.press(toLetter);
  const assignmentId = await acceptedBy(desk, served, agentId);
  const thief = newCaller(desk);
  await thief.press(toLetter);
  expect(verbsOf(await ring(thief, assignmentId))).not.toContain('dial');
  expect(verbsOf(await thief.ask('agent-leg', '1', { assignmentId, digits: '1' }))).toEqual(['say', 'hang-up']);
  await thief.ask('dial-ended', '1', { assignmentId, dialStatus: 'no-answer' });
  expect(await served.ticket()).toMatchObject({ status: 'assigned', agentId });
  expect(verbsOf(await ring(served, assignmentId))).toContain('dial');
});

test('a message left out of the line, because a turn of ours had failed, leaves the line', async () => {
  await desk.presence.setAvailability(agentId, 'available');
  const caller = newCaller(desk);
  await caller.press(toLetter);
  await desk.settle();
  expect(await caller.ticket()).toMatchObject({ status: 'offered', live: true });
  await caller.ask('recorded', 'outage', { recording: caller.recording() });
  expect(await caller.ticket()).toMatchObject({ status: 'queued', live: false, cost: 15, abandoned: false });
  expect(await loadOf(desk, agentId)).toBe(0);
});
