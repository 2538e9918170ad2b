import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventsOf, loadOf, ticketOf } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { clearDesk, emptyQueues } from '../work/tickets-in-status.ts';
import { acceptedBy, availabilityOf, newCaller, ring, toLetter, verbsOf, type Caller } from './caller.ts';

let desk: TestDesk;
let agentId: string;
beforeAll(async () => {
  desk = await startTestDesk();
  agentId = await desk.addAgent({ phone: '+573009998877' });
});
afterAll(() => desk.close());
afterEach(() => clearDesk(desk, agentId));

/** A caller whose call an agent has accepted, with the agent's phone ringing. */
async function ringing() {
  await desk.presence.setAvailability(agentId, 'available');
  const caller = newCaller(desk);
  const placed = await caller.press(toLetter);
  const assignmentId = await acceptedBy(desk, caller, agentId);
  const dialled = await ring(caller, assignmentId);
  return { caller, placed, assignmentId, dialled, ticket: await caller.ticket() };
}

const leg = (caller: Caller, step: string, assignmentId: string, digits: string | null = null) =>
  caller.ask('agent-leg', step, { assignmentId, digits });

/** The same, up to the agent who pressed 1. */
async function talking() {
  const rung = await ringing();
  const asked = await leg(rung.caller, rung.dialled.nextStep, rung.assignmentId);
  const taken = await leg(rung.caller, asked.nextStep, rung.assignmentId, '1');
  return { ...rung, asked, taken };
}

test('the whole life of a call: rung, taken with 1, talked, ended; the load drops to that of a text', async () => {
  const { caller, dialled, assignmentId, asked, taken, ticket } = await talking();
  expect(dialled.prompts.find((prompt) => prompt.verb === 'dial')).toMatchObject({ target: { kind: 'number', value: '+573009998877' }, assignmentId });
  expect(verbsOf(asked)).toEqual(['ask']);
  expect(verbsOf(taken)).toEqual([]);
  expect(await caller.row()).toMatchObject({ outcome: 'answered', phase: 'bridged' });
  expect(await loadOf(desk, agentId)).toBe(100);
  expect((await caller.ticket()).respondedAt).toEqual(desk.clock.now());

  desk.clock.advance(300);
  const over = await caller.ask('dial-ended', dialled.nextStep, { assignmentId, dialStatus: 'completed', dialSeconds: 300 });
  expect(verbsOf(over)).toEqual(['say', 'hang-up']);
  await caller.report();
  expect(await caller.ticket()).toMatchObject({ status: 'assigned', agentId, live: false, cost: 15, abandoned: false });
  expect(await loadOf(desk, agentId)).toBe(15);
  expect(await caller.row()).toMatchObject({ outcome: 'answered', ended: true, seconds: 42 });
  expect((await eventsOf(desk, ticket.id)).map((event) => event.name).filter((name) => name.startsWith('call.')))
    .toEqual(['call.queued', 'call.bridging', 'call.bridged', 'call.ended']);
  expect((await desk.offers.accept(ticket.id, agentId).catch((error: unknown) => error))).toMatchObject({ code: 'offer_ended' });
});

test('put to wait while they talk: the caller still takes the whole agent, until the call ends', async () => {
  const { caller, dialled, assignmentId, ticket } = await talking();
  await desk.progress.wait(ticket.number, { agentId }, { for: 'customer', reason: 'manda la foto', until: null });
  expect(await loadOf(desk, agentId)).toBe(100);
  await caller.ask('dial-ended', dialled.nextStep, { assignmentId, dialStatus: 'completed', dialSeconds: 300 });
  await caller.report();
  expect(await caller.ticket()).toMatchObject({ status: 'waiting', agentId, live: false });
  expect(await loadOf(desk, agentId)).toBe(0);
  await desk.progress.resume(ticket.number, { agentId });
  expect(await loadOf(desk, agentId)).toBe(15);
});

test('the end told before the last step comes to the same', async () => {
  const { caller, dialled, assignmentId } = await talking();
  await caller.report();
  await caller.ask('dial-ended', dialled.nextStep, { assignmentId, dialStatus: 'completed', dialSeconds: 300 });
  expect(await caller.ticket()).toMatchObject({ status: 'assigned', agentId, live: false, cost: 15, abandoned: false });
  expect(await availabilityOf(desk, agentId)).toBe('available');
  expect(await caller.row()).toMatchObject({ outcome: 'answered' });
});

describe('the agent does not take it', () => {
  test.each([['no-answer', null], ['busy', null], ['failed', null], ['completed', '2'], ['completed', '']] as const)(
    '%s (key %j): head of the queue, the assignment ends, the agent is away',
    async (dialStatus, digits) => {
      await desk.presence.setAvailability(agentId, 'away');
      const earlier = newCaller(desk);
      await earlier.press(toLetter);
      const { queueKey: first } = await earlier.ticket();
      await emptyQueues(desk);
      const { caller, dialled, assignmentId } = await ringing();
      if (digits !== null) {
        const asked = await leg(caller, dialled.nextStep, assignmentId);
        expect(verbsOf(await leg(caller, asked.nextStep, assignmentId, digits))).toEqual(['say', 'hang-up']);
      }
      const back = await caller.ask('dial-ended', dialled.nextStep, { assignmentId, dialStatus });
      expect(verbsOf(back)).toEqual(['say', 'enqueue']);
      const is = await caller.ticket();
      expect(is).toMatchObject({ status: 'queued', live: true, agentId: null });
      expect(is.queueKey?.getTime()).toBeLessThan(first?.getTime() ?? 0);
      expect(await availabilityOf(desk, agentId)).toBe('away');
      expect(await loadOf(desk, agentId)).toBe(0);
      expect(await eventsOf(desk, is.id, 'call.not-answered')).toMatchObject([{ reason: dialStatus }]);
      expect(verbsOf(await caller.ask('wait', back.nextStep))).toEqual(['ask', 'continue']);
      // Delivered again, it does not send them away twice.
      await desk.presence.setAvailability(agentId, 'available');
      expect(await caller.ask('dial-ended', dialled.nextStep, { assignmentId, dialStatus })).toEqual(back);
      expect(await availabilityOf(desk, agentId)).toBe('available');
    },
  );

  test('who signed off while it rang stays signed off', async () => {
    const { caller, dialled, assignmentId } = await ringing();
    await desk.presence.setAvailability(agentId, 'offline');
    await caller.ask('dial-ended', dialled.nextStep, { assignmentId, dialStatus: 'no-answer' });
    expect(await caller.ticket()).toMatchObject({ status: 'queued', live: true, agentId: null });
    expect(await availabilityOf(desk, agentId)).toBe('offline');
  });

  test('another agent can take it then', async () => {
    const { caller, dialled, assignmentId } = await ringing();
    await caller.ask('dial-ended', dialled.nextStep, { assignmentId, dialStatus: 'no-answer' });
    const other = await desk.addAgent();
    const next = await acceptedBy(desk, caller, other);
    const again = await ring(caller, next);
    const asked = await leg(caller, again.nextStep, next);
    await leg(caller, asked.nextStep, next, '1');
    expect(await caller.row()).toMatchObject({ outcome: 'answered', phase: 'bridged' });
    expect(verbsOf(await leg(caller, 'late', assignmentId, '1'))).not.toContain('dial');
    expect(await caller.ticket()).toMatchObject({ agentId: other });
    await desk.presence.signOff(other, 'vanished');
  });

  test('who vanished meanwhile: their phone is let go, the caller stays in line', async () => {
    const { caller, dialled, assignmentId } = await ringing();
    await desk.presence.signOff(agentId, 'vanished');
    expect(verbsOf(await leg(caller, dialled.nextStep, assignmentId, '1'))).toEqual(['say', 'hang-up']);
    expect(verbsOf(await caller.ask('dial-ended', dialled.nextStep, { assignmentId, dialStatus: 'completed' }))).toEqual(['say', 'enqueue']);
    expect(await caller.ticket()).toMatchObject({ status: 'queued', live: true });
    expect(await caller.row()).toMatchObject({ outcome: 'received', phase: 'waiting' });
  });

  test('an assignment that ended before the caller was sent there leaves them in line', async () => {
    await desk.presence.setAvailability(agentId, 'available');
    const caller = newCaller(desk);
    await caller.press(toLetter);
    const assignmentId = await acceptedBy(desk, caller, agentId);
    await desk.presence.signOff(agentId, 'vanished');
    expect(verbsOf(await ring(caller, assignmentId))).toEqual(['say', 'enqueue']);
  });
});

describe('the caller hangs up while the agent\'s phone rings', () => {
  test.each([
    ['the step first', true, { dialStatus: 'canceled' }], ['the step first, as unanswered', true, { dialStatus: 'no-answer', callerGone: true }],
    ['the end first', false, { dialStatus: 'no-answer' }],
  ] as const)('told by %s: work to call back for the agent who accepted, who stays available', async (_how, stepFirst, step) => {
    const { caller, dialled, assignmentId, ticket } = await ringing();
    const tell = () => caller.ask('dial-ended', dialled.nextStep, { assignmentId, ...step });
    if (stepFirst) await tell();
    await caller.report();
    if (!stepFirst) await tell();
    expect(await availabilityOf(desk, agentId)).toBe('available');
    expect(await caller.ticket()).toMatchObject({ status: 'assigned', agentId, abandoned: true, live: false, cost: 15 });
    expect(await loadOf(desk, agentId)).toBe(15);
    expect(await eventsOf(desk, ticket.id, 'call.not-answered')).toEqual([]);
  });
});

describe('a ticket that moves on during the talk', () => {
  test('resolved: it does not keep the cost of a call', async () => {
    const { caller, dialled, assignmentId, ticket } = await talking();
    await desk.progress.resolve(ticket.number, { agentId }, 'Hecho.');
    await caller.ask('dial-ended', dialled.nextStep, { assignmentId, dialStatus: 'completed', dialSeconds: 30 });
    await caller.report();
    expect(await ticketOf(desk, ticket.id)).toMatchObject({ status: 'resolved', live: false, cost: 15, abandoned: false });
  });

  test('escalated: who was talked to did not abandon', async () => {
    const { caller, dialled, assignmentId, ticket } = await talking();
    await desk.placing.escalate(ticket.number, { agentId }, 'no alcanza');
    await caller.ask('dial-ended', dialled.nextStep, { assignmentId, dialStatus: 'completed', dialSeconds: 30 });
    await caller.report();
    expect(await ticketOf(desk, ticket.id)).toMatchObject({ status: 'queued', tier: 2, live: false, cost: 15, abandoned: false });
    expect(await caller.row()).toMatchObject({ outcome: 'answered' });
  });
});
