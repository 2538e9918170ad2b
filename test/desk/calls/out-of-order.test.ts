import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { CallResponse } from '../../../src/core/index.ts';
import { eventsOf, loadOf } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { clearDesk } from '../work/tickets-in-status.ts';
import { acceptedBy, newCaller, ring, toLetter, verbsOf } from './caller.ts';

let desk: TestDesk;
let agentId: string;
beforeAll(async () => {
  desk = await startTestDesk();
  agentId = await desk.addAgent({ available: false });
});
afterAll(() => desk.close());
afterEach(() => clearDesk(desk, agentId));

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

test.each(['moved', 'room-left', 'agent-leg'] as const)('%s asked of a caller still in the menu moves nothing', async (point) => {
  const caller = newCaller(desk);
  const menu = await caller.start();
  await caller.ask(point, 'x', { legCallId: 'CAleg' });
  expect(await caller.row()).toMatchObject({ ticket_id: null, outcome: 'in-menu', ended: false });
  const chosen = await caller.ask('menu', menu.nextStep, { digits: '1' });
  expect(verbsOf(chosen)).toContain('ask');
});

test.each(['moved', 'room-left'] as const)('a caller whom nobody moved waits on when %s is asked for, and keys that nobody asked for are lost', async (point) => {
  await desk.presence.setAvailability(agentId, 'away');
  const caller = newCaller(desk);
  await caller.press(toLetter);
  expect(verbsOf(await caller.ask(point, '9', { digits: point === 'moved' ? '4242' : null }))).toEqual(['enqueue']);
  expect(await caller.row()).toMatchObject({ phase: 'waiting', ended: false });
  const { id } = await caller.ticket();
  expect(await eventsOf(desk, id, 'call.keys-collected')).toEqual([]);
});

test('keys typed at a question of the desk are kept with the ticket, once', async () => {
  await desk.presence.setAvailability(agentId, 'available');
  const caller = newCaller(desk);
  await caller.press(toLetter);
  const assignmentId = await acceptedBy(desk, caller, agentId);
  await ring(caller, assignmentId);
  await caller.ask('agent-leg', '1', { assignmentId, digits: '1', legCallId: 'CAleg' });
  const { id } = await caller.ticket();
  await desk.transact(async ({ rooms }) => {
    const spot = await rooms.spotOf(caller.callId);
    if (spot) await rooms.saveSpot({ ...spot, place: { to: 'collect', room: 'r', record: false } });
  });
  await Promise.all([1, 2, 3].map(() => caller.ask('moved', '1', { digits: '4242' })));
  expect(await eventsOf(desk, id, 'call.keys-collected')).toMatchObject([{ after: { digits: '4242' } }]);
  // The same keys told again under another step, when nothing is asked any more.
  await caller.ask('moved', '2', { digits: '4242' });
  expect(await eventsOf(desk, id, 'call.keys-collected')).toHaveLength(1);
  await caller.report();
});

test('different webhooks of one call at the same instant are answered one after the other', async () => {
  for (let round = 0; round < 10; round += 1) {
    await desk.presence.setAvailability(agentId, 'available');
    const caller = newCaller(desk);
    const placed = await caller.press(toLetter);
    const assignmentId = await acceptedBy(desk, caller, agentId);
    await Promise.all([
      caller.ask('wait', placed.nextStep, { digits: '2' }), ring(caller, assignmentId), caller.report(),
      caller.ask('wait', placed.nextStep, { digits: '1' }), caller.ask('queue-left', placed.nextStep, { queueResult: 'redirected' }),
    ]);
    expect(await caller.row()).toMatchObject({ ended: true, contacts: 1 });
    expect(await caller.ticket()).toMatchObject({ live: false, cost: 15, agentId });
    await desk.progress.cancel((await caller.ticket()).number, { agentId }, 'x');
    desk.signals.length = 0;
  }
});

test('an agent is spoken to in their own language, also when the caller is gone', async () => {
  const english = await desk.addAgent({ locales: ['en'], phone: '+573005550122', available: false });
  await desk.presence.setAvailability(english, 'available');
  const caller = newCaller(desk);
  await caller.press(toLetter);
  const assignmentId = await acceptedBy(desk, caller, english);
  await ring(caller, assignmentId);
  const asked = await caller.ask('agent-leg', '1', { assignmentId });
  expect(localesOf(asked)).toEqual(['en']);
  await caller.report();
  await desk.progress.cancel((await caller.ticket()).number, { agentId: english }, 'x');
  const declined = await caller.ask('agent-leg', '2', { assignmentId, digits: '1' });
  expect(localesOf(declined)).toEqual(['en']);
  await desk.presence.signOff(english, 'vanished');
});

test('a call stored by the version before goes on where it was', async () => {
  const caller = newCaller(desk);
  const menu = await caller.press(['1']);
  await sql`update calls set session = session - array['words', 'guess', 'open', 'callbackNumber', 'waitTurns', 'toldPosition'] where id = ${caller.callId}`
    .execute(desk.database.db);
  const entries = await caller.ask('menu', menu.nextStep, { digits: '1' });
  await caller.ask('menu', entries.nextStep, { digits: '2' });
  expect(await caller.ticket()).toMatchObject({ entry: 'constancia', subject: 'Constancia laboral' });
});

test('a call that nothing was heard of for a day is ended; one that talks on is not', async () => {
  await desk.presence.setAvailability(agentId, 'away');
  const silent = newCaller(desk);
  await silent.press(toLetter);
  const inMenu = newCaller(desk);
  await inMenu.press(['1']);
  const talking = newCaller(desk);
  const placed = await talking.press(toLetter);
  desk.clock.advance(23 * 3600);
  await talking.ask('wait', placed.nextStep);
  desk.clock.advance(3601);
  await desk.callNews.endSilent(desk.clock.now());
  expect(await silent.row()).toMatchObject({ ended: true, outcome: 'abandoned' });
  expect(await silent.ticket()).toMatchObject({ live: false, abandoned: true });
  expect(await inMenu.row()).toMatchObject({ ended: true, outcome: 'abandoned-in-menu' });
  expect(await talking.row()).toMatchObject({ ended: false });
});

function localesOf(response: CallResponse): string[] {
  const spoken = response.prompts.flatMap((prompt) => (prompt.verb === 'ask' ? prompt.say : [prompt]));
  return [...new Set(spoken.flatMap((prompt) => (prompt.verb === 'say' ? [prompt.locale] : [])))];
}
