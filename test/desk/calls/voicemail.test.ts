import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { countOf, eventsOf, linksFrom } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { clearDesk } from '../work/tickets-in-status.ts';
import { newCaller, toLetter, verbsOf, type Caller } from './caller.ts';

let desk: TestDesk;
let agentId: string;
beforeAll(async () => {
  desk = await startTestDesk();
  agentId = await desk.addAgent({ available: false });
});
afterAll(() => desk.close());
afterEach(() => clearDesk(desk, agentId));

const ready = (caller: Caller) =>
  desk.callNews.recording({ callId: caller.callId, from: caller.from, to: '+576015550100', receivedAt: desk.clock.now() }, caller.recording());

test('a caller who waits can leave a message by key: the offer is withdrawn, the ticket waits as a text', async () => {
  await desk.presence.setAvailability(agentId, 'available');
  const caller = newCaller(desk);
  const placed = await caller.press(toLetter);
  await desk.settle();
  expect((await caller.ticket()).status).toBe('offered');
  const left = await caller.ask('wait', placed.nextStep, { digits: '1' });
  expect(verbsOf(left)).toEqual(['leave-queue']);
  expect(await caller.ticket()).toMatchObject({ status: 'queued', live: false, cost: 15 });
  const message = await caller.ask('queue-left', placed.nextStep, { queueResult: 'left' });
  expect(verbsOf(message)).toEqual(['say', 'record']);
  await caller.ask('recorded', message.nextStep, { recording: caller.recording() });
  await caller.report();
  expect(await caller.row()).toMatchObject({ outcome: 'voicemail', ended: true });
  expect(await caller.ticket()).toMatchObject({ abandoned: false });
});

const steps = {
  recorded: (caller: Caller, step: string) => caller.ask('recorded', step, { recording: caller.recording() }),
  ready,
  ended: (caller: Caller) => caller.report(),
};
type Step = keyof typeof steps;
const orders: Step[][] = [
  ['recorded', 'ready', 'ended'], ['ready', 'recorded', 'ended'], ['ended', 'recorded', 'ready'], ['ready', 'ended', 'recorded'],
  ['recorded', 'recorded', 'ended', 'ended', 'ready', 'ready'], ['ended', 'ready', 'ready', 'recorded'],
];

test.each(orders)('a message told of as %s %s %s lands once in the ticket, and nobody abandoned', async (...order) => {
  const caller = newCaller(desk);
  const placed = await caller.press(toLetter);
  for (const step of order) await steps[step](caller, placed.nextStep);
  const ticket = await caller.ticket();
  expect(ticket).toMatchObject({ status: 'queued', live: false, cost: 15, abandoned: false });
  expect(await caller.row()).toMatchObject({ outcome: 'voicemail', contacts: 1 });
  const { id, seconds, url } = caller.recording();
  for (const name of ['voicemail.left', 'recording.received']) {
    expect(await eventsOf(desk, ticket.id, name)).toMatchObject([{ after: { recording: id, seconds, url } }]);
  }
});

test.each(['with an empty step', 'without any'])('who hangs up at the tone %s abandoned', async (how) => {
  const caller = newCaller(desk);
  const placed = await caller.press(toLetter);
  if (how === 'with an empty step') await caller.ask('recorded', placed.nextStep);
  await caller.report();
  expect(await caller.ticket()).toMatchObject({ status: 'queued', live: false, abandoned: true });
  expect(await caller.row()).toMatchObject({ outcome: 'abandoned' });
});

test('an offer made while the message is spoken survives the end of the call', async () => {
  const caller = newCaller(desk);
  const placed = await caller.press(toLetter);
  await desk.presence.setAvailability(agentId, 'available');
  await desk.settle();
  expect((await caller.ticket()).status).toBe('offered');
  await caller.ask('recorded', placed.nextStep);
  await caller.report();
  expect(await caller.ticket()).toMatchObject({ status: 'offered', abandoned: true });
});

test.each(['recorded', 'ready'] as const)('the message of a call we never stored becomes a ticket (%s first)', async (first) => {
  const tickets = await countOf(desk, 'tickets');
  const caller = newCaller(desk);
  const order = first === 'recorded' ? [steps.recorded, steps.ready] : [steps.ready, steps.recorded];
  for (const step of [...order, ...order]) await step(caller, 'outage');
  expect(await countOf(desk, 'tickets')).toBe(tickets + 1);
  const ticket = await caller.ticket();
  expect(ticket).toMatchObject({ status: 'queued', live: false, cost: 15, team: 'mesa', triage: true, abandoned: false });
  expect(await caller.row()).toMatchObject({ outcome: 'voicemail', contacts: 1 });
  expect(await eventsOf(desk, ticket.id, 'recording.received')).toHaveLength(1);
});

test.each(['recorded', 'ready'] as const)('the message of a call that we lost in the menu becomes its ticket (%s)', async (step) => {
  const caller = newCaller(desk);
  await caller.press(['1', '1']);
  await steps[step](caller, 'outage');
  expect(await caller.ticket()).toMatchObject({ status: 'queued', live: false, abandoned: false });
  expect(await caller.row()).toMatchObject({ outcome: 'voicemail', contacts: 1 });
});

test('ten deliveries of one message of an unknown call at once make one ticket', async () => {
  const tickets = await countOf(desk, 'tickets');
  const caller = newCaller(desk);
  await Promise.all(Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? ready(caller) : steps.recorded(caller, 'outage'))));
  expect(await countOf(desk, 'tickets')).toBe(tickets + 1);
});

test('a message for a ticket that was cancelled while its caller waited opens a new one, linked to it', async () => {
  await desk.presence.setAvailability(agentId, 'away');
  const caller = newCaller(desk);
  const placed = await caller.press(toLetter);
  const before = await caller.ticket();
  await desk.progress.cancel(before.number, { agentId }, 'x');
  const wait = await caller.ask('wait', placed.nextStep);
  const left = await caller.ask('queue-left', wait.nextStep, { queueResult: 'left' });
  await caller.ask('recorded', left.nextStep, { recording: caller.recording() });
  await caller.ask('recorded', 'late', { recording: caller.recording() });
  await ready(caller);
  await caller.report();
  const after = await caller.ticket();
  expect(after).toMatchObject({ status: 'queued', live: false, abandoned: false, entry: 'constancia' });
  expect(await linksFrom(desk, after.id)).toEqual([{ to: before.id, kind: 'follow-up' }]);
  expect(await eventsOf(desk, after.id, 'voicemail.left')).toHaveLength(1);
  expect(await caller.row()).toMatchObject({ contacts: 1, outcome: 'voicemail' });
});

test('a message for a ticket that was solved while its caller waited opens it again, once', async () => {
  await desk.presence.setAvailability(agentId, 'away');
  const caller = newCaller(desk);
  const placed = await caller.press(toLetter);
  const { number, id } = await caller.ticket();
  await desk.placing.assign(number, { agentId }, agentId);
  await desk.progress.resolve(number, { agentId }, 'Hecho.');
  const wait = await caller.ask('wait', placed.nextStep);
  await caller.ask('recorded', wait.nextStep, { recording: caller.recording() });
  expect(await caller.ticket()).toMatchObject({ id, status: 'queued' });
  await desk.placing.assign(number, { agentId }, agentId);
  await desk.progress.resolve(number, { agentId }, 'Hecho.');
  await caller.ask('recorded', 'late', { recording: caller.recording() });
  expect(await caller.ticket()).toMatchObject({ status: 'resolved' });
});

test('a key that comes late to the message asks for nothing', async () => {
  const caller = newCaller(desk);
  const voicemail = await caller.press(toLetter);
  expect(await caller.ask('menu', 'of-long-ago', { digits: '2' })).toEqual(voicemail);
  expect(await caller.row()).toMatchObject({ phase: 'voicemail' });
});

test('a recording of another call is none of this one: its ticket shows nothing of it', async () => {
  const one = newCaller(desk);
  const placed = await one.press(toLetter);
  await one.ask('recorded', placed.nextStep, { recording: one.recording() });
  const other = newCaller(desk);
  const theirs = await other.press(toLetter);
  const { callId, from } = other;
  const call = { callId, from, to: '+576015550100', receivedAt: desk.clock.now() };
  await desk.callNews.transcript(call, { recording: one.recording(), text: 'words of another' });
  await desk.callNews.recording(call, one.recording());
  await other.ask('recorded', theirs.nextStep, { recording: one.recording() });
  const told = await eventsOf(desk, (await other.ticket()).id);
  expect(told.map(({ name }) => name).filter((name) => /voicemail|recording|transcription/.test(name))).toEqual([]);
  await ready(one);
  expect(await eventsOf(desk, (await one.ticket()).id, 'recording.received')).toHaveLength(1);
});
