import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventsOf, loadOf } from '../../intake/probes.ts';
import { startTestDesk, smallDeskFile, testClock, type TestDesk } from '../../support/desk.ts';
import { clearDesk, loadMatches } from '../work/tickets-in-status.ts';
import { acceptedBy, newCaller, toLetter, verbsOf, wordsOf } from './caller.ts';

let desk: TestDesk;
let agentId: string;
beforeAll(async () => {
  desk = await startTestDesk();
  agentId = await desk.addAgent({ available: false });
});
afterAll(() => desk.close());
afterEach(() => clearDesk(desk, agentId));

const offerOf = (ticketId: string) => desk.transact((stores) => stores.offers.openOfTicket(ticketId));

describe('who answers', () => {
  test('nobody signed in: voicemail, and the ticket waits as ordinary work', async () => {
    const caller = newCaller(desk);
    const placed = await caller.press(toLetter);
    expect(verbsOf(placed)).toEqual(['say', 'say', 'ask', 'say', 'record']);
    expect(await caller.ticket()).toMatchObject({ status: 'queued', live: false, cost: 15, abandoned: false });
  });

  test('the team is closed: voicemail, also when somebody is there', async () => {
    const closed = await startTestDesk({
      deskFile: `${smallDeskFile}\ncalendars:\n  oficina: { zone: America/Bogota, hours: { mon: ["08:00-17:00"] } }\ncalendar: oficina\n`,
      clock: testClock(new Date('2026-03-03T15:00:00Z')),
    });
    await closed.addAgent();
    const caller = newCaller(closed);
    const placed = await caller.press(toLetter);
    expect(verbsOf(placed)).toContain('record');
    expect(wordsOf(placed)).not.toBe('');
    await closed.close();
  });

  test.each(['away', 'busy'] as const)('an agent who is %s is enough to wait for', async (how) => {
    await desk.presence.setAvailability(agentId, how === 'away' ? 'away' : 'available');
    if (how === 'busy') await desk.transact((stores) => stores.agents.reserve(agentId, 50));
    const caller = newCaller(desk);
    const placed = await caller.press(toLetter);
    await desk.settle();
    expect(verbsOf(placed)).toEqual(['say', 'say', 'enqueue']);
    expect(await caller.ticket()).toMatchObject({ status: 'queued', live: true, cost: 100 });
    const wait = await caller.ask('wait', placed.nextStep);
    expect(verbsOf(wait)).toEqual(['ask', 'continue']);
    if (how === 'busy') await desk.transact((stores) => stores.agents.release(agentId, 50, desk.clock.now()));
  });

  test('callers hear their place, in our order', async () => {
    await desk.presence.setAvailability(agentId, 'away');
    const callers = [newCaller(desk), newCaller(desk), newCaller(desk)];
    const heard: string[] = [];
    for (const caller of callers) {
      const placed = await caller.press(toLetter);
      desk.clock.advance(1);
      heard.push(wordsOf(await caller.ask('wait', placed.nextStep)));
    }
    expect(new Set(heard).size).toBe(3);
    expect(heard[2]).toMatch(/3|tres|tercer/);
  });
});

describe('gone while waiting', () => {
  const waitingCaller = async (offered: boolean) => {
    await desk.presence.setAvailability(agentId, offered ? 'available' : 'away');
    const caller = newCaller(desk);
    const placed = await caller.press(toLetter);
    await desk.settle();
    return { caller, placed, ticket: await caller.ticket() };
  };

  test.each(['the end of the call', 'leaving the line', 'both'] as const)('told by %s: work to call back, the offer withdrawn', async (told) => {
    const { caller, placed, ticket } = await waitingCaller(true);
    const offer = await offerOf(ticket.id);
    expect(ticket.status).toBe('offered');
    expect(await loadOf(desk, agentId)).toBe(100);
    if (told !== 'the end of the call') await caller.ask('queue-left', placed.nextStep, { queueResult: 'hung-up' });
    if (told !== 'leaving the line') await caller.report();

    expect(await caller.ticket()).toMatchObject({ status: 'queued', abandoned: true, live: false, cost: 15, queueKey: ticket.queueKey });
    expect(await loadOf(desk, agentId)).toBe(0);
    await expect(desk.offers.accept(offer?.id ?? '', agentId)).rejects.toMatchObject({ code: 'offer_ended' });
    expect(await caller.row()).toMatchObject({ outcome: 'abandoned', ended: true });
    expect(await eventsOf(desk, ticket.id, 'offer.withdrawn')).toMatchObject([{ reason: 'caller-hung-up' }]);
    expect(await eventsOf(desk, ticket.id, 'ticket.abandoned')).toHaveLength(1);
    if (told !== 'leaving the line') {
      expect(await eventsOf(desk, ticket.id, 'call.ended')).toMatchObject([{ reason: 'completed', after: { seconds: 42 } }]);
    }
    await desk.settle();
    expect(await offerOf(ticket.id)).toMatchObject({ cost: 15, live: false, agentId });
  });

  test('doubled and late news of the end change nothing more', async () => {
    const { caller, placed } = await waitingCaller(false);
    await caller.report('completed', { sequence: 3 });
    const after = await caller.ticket();
    await caller.report('completed', { sequence: 3 });
    await caller.report('in-progress', { sequence: 1 });
    await caller.report('ringing', { sequence: 0 });
    await desk.callNews.callerGone(caller.callId);
    await caller.ask('queue-left', placed.nextStep, { queueResult: 'hung-up' });
    expect(verbsOf(await caller.ask('wait', placed.nextStep))).toEqual([]);
    expect(await caller.ticket()).toEqual(after);
    expect(await eventsOf(desk, after.id, 'call.ended')).toHaveLength(1);
  });

  test('an agent\'s own leg that ends does not end the call', async () => {
    const { caller } = await waitingCaller(false);
    await caller.report('completed', { parentCallId: 'CA-parent' });
    expect(await caller.row()).toMatchObject({ ended: false });
  });

  test('accepting and hanging up at the same instant agree with each other', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { caller, ticket } = await waitingCaller(true);
      const offer = await offerOf(ticket.id);
      const [accepted] = await Promise.allSettled([desk.offers.accept(offer?.id ?? '', agentId), caller.report()]);
      const is = await caller.ticket();
      expect(is).toMatchObject({ live: false, abandoned: true, cost: 15, status: accepted.status === 'fulfilled' ? 'assigned' : 'queued' });
      expect(await loadOf(desk, agentId)).toBe(accepted.status === 'fulfilled' ? 15 : 0);
      expect(await loadMatches(desk)).toBe(true);
      await desk.progress.cancel(is.number, { agentId }, 'x');
      desk.signals.length = 0;
    }
  });
});

describe('a ticket that ends under a waiting caller', () => {
  test.each(['cancelled', 'merged'] as const)('%s: the caller is asked for a message, not left waiting', async (how) => {
    await desk.presence.setAvailability(agentId, 'away');
    const caller = newCaller(desk);
    const placed = await caller.press(toLetter);
    const { number } = await caller.ticket();
    if (how === 'cancelled') await desk.progress.cancel(number, { agentId }, 'x');
    else {
      const other = newCaller(desk);
      await other.press(toLetter);
      await desk.joining.merge(number, { agentId }, (await other.ticket()).number);
    }
    const wait = await caller.ask('wait', placed.nextStep);
    expect(verbsOf(wait)).toEqual(['leave-queue']);
    expect(verbsOf(await caller.ask('queue-left', wait.nextStep, { queueResult: 'left' }))).toContain('record');
  });
});

test('a lead gives a waiting call to an agent: the agent is rung', async () => {
  await desk.presence.setAvailability(agentId, 'away');
  const lead = await desk.addAgent({ role: 'lead', available: false });
  const caller = newCaller(desk);
  await caller.press(toLetter);
  const { id, number } = await caller.ticket();
  desk.signals.length = 0;
  expect(await desk.placing.assign(number, { agentId: lead }, agentId)).toMatchObject({ status: 'assigned', agentId, live: true });
  const assignment = await desk.transact((stores) => stores.assignments.openOfTicket(id));
  expect(desk.signals).toContainEqual({ kind: 'bridge-call', assignmentId: assignment?.id });
  expect(await loadOf(desk, agentId)).toBe(100);
});

test('accepting rings the agent', async () => {
  await desk.presence.setAvailability(agentId, 'available');
  const caller = newCaller(desk);
  await caller.press(toLetter);
  const assignmentId = await acceptedBy(desk, caller, agentId);
  expect(desk.signals).toContainEqual({ kind: 'bridge-call', assignmentId });
});
