import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countOf, eventsOf, newNumber } from '../../intake/probes.ts';
import { smallDeskFile, startTestDesk, type TestDesk } from '../../support/desk.ts';
import { newCaller, ourNumber, toLetter, verbsOf, type Caller } from '../calls/caller.ts';

const other = '+576015550111';
let desk: TestDesk;
let agentId: string;
beforeAll(async () => {
  desk = await startTestDesk({
    deskFile: `${smallDeskFile}\nnumbers:\n  - { number: "${ourNumber}" }\n  - { number: "${other}" }\nscreening: { callsPerHour: 3 }\n`,
  });
  agentId = await desk.addAgent({ role: 'lead', available: false });
});
afterAll(() => desk.close());

const block = (value: string) => desk.blockList.block({ kind: 'phone', value, reason: 'amenazas' }, agentId);
const screenedOf = async (caller: Caller) => (await desk.transact((stores) => stores.calls.find(caller.callId)))?.screened;
const screenEvents = async (callId: string) => {
  const { rows } = await sql<{ name: string; reason: string }>`select e.name, e.reason from events e join calls c on c.contact_id = e.contact_id
    where c.id = ${callId} and e.name = 'call.screened'`.execute(desk.database.db);
  return rows;
};

async function blockedCaller() {
  const from = newNumber();
  await block(from);
  const caller = newCaller(desk, from);
  return { caller, first: await caller.start() };
}

test('a blocked number gets voicemail and no menu, and its contact says so', async () => {
  const { caller, first } = await blockedCaller();
  expect(verbsOf(first)).toContain('record');
  expect(verbsOf(first)).not.toContain('ask');
  expect(await caller.row()).toMatchObject({ ticket_id: null, outcome: 'screened', phase: 'voicemail', contacts: 1 });
  expect(await screenEvents(caller.callId)).toEqual([{ name: 'call.screened', reason: 'blocked' }]);
  expect(await caller.start()).toEqual(first);
});

test('hanging up leaves only the contact', async () => {
  const tickets = await countOf(desk, 'tickets');
  const { caller, first } = await blockedCaller();
  await caller.ask('recorded', first.nextStep, { callerGone: true });
  await caller.report();
  await caller.report();
  expect(await countOf(desk, 'tickets')).toBe(tickets);
  expect(await caller.row()).toMatchObject({ ticket_id: null, outcome: 'screened', ended: true });
  expect((await desk.ticketlessReader.list({ outcomes: ['screened'], before: null, most: 50 })).map(({ from }) => from)).toContain(caller.from);
});

test('silence at the tone opens no ticket and says goodbye', async () => {
  const { caller, first } = await blockedCaller();
  const answer = await caller.ask('recorded', first.nextStep);
  expect(verbsOf(answer)).toContain('hang-up');
  expect(await caller.row()).toMatchObject({ ticket_id: null, outcome: 'screened' });
});

test.each(['recorded', 'ready'] as const)('a message really left becomes work, as of any caller (%s first)', async (first) => {
  const { caller, first: answer } = await blockedCaller();
  const ready = () => desk.callNews.recording({ callId: caller.callId, from: caller.from, to: ourNumber, receivedAt: desk.clock.now() }, caller.recording());
  if (first === 'ready') await ready();
  expect(verbsOf(await caller.ask('recorded', answer.nextStep, { recording: caller.recording() }))).toContain('hang-up');
  await ready();
  await caller.report();
  const ticket = await caller.ticket();
  expect(ticket).toMatchObject({ status: 'queued', live: false, cost: 15, abandoned: false });
  expect(await caller.row()).toMatchObject({ outcome: 'voicemail', contacts: 1, ended: true });
  expect(await eventsOf(desk, ticket.id, 'voicemail.left')).toHaveLength(1);
});

test('keys pressed into the voicemail of a screened caller lead nowhere', async () => {
  const { caller, first } = await blockedCaller();
  for (const digits of ['0', '1', '2', '*']) {
    expect(verbsOf(await caller.ask('menu', first.nextStep, { digits }))).not.toContain('enqueue');
  }
  expect(await caller.row()).toMatchObject({ ticket_id: null });
});

test('a blocked caller whose first webhook was lost hears no menu either', async () => {
  const from = newNumber();
  await block(from);
  const caller = newCaller(desk, from);
  expect(verbsOf(await caller.ask('menu', '4', { digits: '1' }))).toContain('record');
  expect(await screenedOf(caller)).toBe('blocked');
});

test('the call above the limit of an hour gets voicemail; an hour later the number is welcome again', async () => {
  const from = newNumber();
  const screened: unknown[] = [];
  for (let call = 0; call < 5; call += 1) {
    const caller = newCaller(desk, from);
    await caller.start();
    await caller.start();
    screened.push(await screenedOf(caller));
  }
  expect(screened).toEqual([null, null, null, 'too-many', 'too-many']);
  expect(await screenedOf(await started(newCaller(desk)))).toBeNull();
  desk.clock.advance(3_601);
  expect(await screenedOf(await started(newCaller(desk, from)))).toBeNull();
});

test.each(['+266696687', 'anonymous', '', other])('%j may call as often as they like: hidden callers are many, and our own numbers are ours', async (from) => {
  for (let call = 0; call < 5; call += 1) expect(await screenedOf(await started(newCaller(desk, from)))).toBeNull();
});

test('a number that is heard again gets the menu', async () => {
  const from = newNumber();
  await block(from);
  await desk.blockList.unblock({ kind: 'phone', value: from }, agentId);
  expect(verbsOf(await newCaller(desk, from).start())).toContain('ask');
});

test('the ticket of a screened message is never offered to its caller', async () => {
  const { caller, first } = await blockedCaller();
  await caller.ask('recorded', first.nextStep, { recording: caller.recording() });
  await desk.blockList.unblock({ kind: 'phone', value: caller.from }, agentId);
  const again = await started(newCaller(desk, caller.from));
  expect((await desk.transact((stores) => stores.calls.find(again.callId)))?.session.open).toBeNull();
  await again.press(toLetter);
});

async function started(caller: Caller): Promise<Caller> {
  await caller.start();
  return caller;
}
