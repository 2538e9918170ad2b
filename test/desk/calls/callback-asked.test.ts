import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { eventsOf } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { loadMatches } from '../work/tickets-in-status.ts';
import { newCaller, ourNumber, toLetter, verbsOf } from './caller.ts';

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
});

const callbackOf = (ticketId: string) => desk.transact((stores) => stores.callbacks.openOfTicket(ticketId));

/** In the line, out of it again by 2: hears the callback menu. */
async function askedInLine(from?: string) {
  await desk.presence.setAvailability(agentId, 'away');
  const caller = newCaller(desk, from);
  const placed = await caller.press(toLetter);
  const wait = await caller.ask('wait', placed.nextStep);
  const left = await caller.ask('wait', wait.nextStep, { digits: '2' });
  expect(verbsOf(left)).toEqual(['leave-queue']);
  const menu = await caller.ask('queue-left', left.nextStep, { queueResult: 'left' });
  return { caller, menu };
}

test('a caller in line keeps their place and hangs up: nobody abandoned', async () => {
  const { caller, menu } = await askedInLine();
  const before = await caller.ticket();
  const set = await caller.ask('menu', menu.nextStep, { digits: '1' });
  expect(verbsOf(set)).toContain('hang-up');
  await caller.report();
  const ticket = await caller.ticket();
  expect(ticket).toMatchObject({ status: 'queued', live: true, cost: 100, abandoned: false, queueKey: before.queueKey });
  expect(await callbackOf(ticket.id)).toMatchObject({ number: caller.from, fromNumber: '+576015550100', locale: 'es', askedFor: null });
  expect(await caller.row()).toMatchObject({ outcome: 'callback', ended: true });
  expect(await eventsOf(desk, ticket.id, 'ticket.abandoned')).toEqual([]);
});

test('who hangs up in the callback menu abandoned, and is no callback', async () => {
  const { caller } = await askedInLine();
  expect(await caller.ticket()).toMatchObject({ live: true });
  await caller.report();
  const ticket = await caller.ticket();
  expect(ticket).toMatchObject({ live: false, abandoned: true });
  expect(await callbackOf(ticket.id)).toBeNull();
});

test('who asks where nobody is signed in waits for their turn as a call', async () => {
  const caller = newCaller(desk);
  const voicemail = await caller.press(toLetter);
  expect(await caller.ticket()).toMatchObject({ live: false });
  const menu = await caller.ask('menu', voicemail.nextStep, { digits: '2' });
  await caller.ask('menu', menu.nextStep, { digits: '1' });
  await caller.report();
  expect(await caller.ticket()).toMatchObject({ live: true, cost: 100, abandoned: false });
  expect(await caller.row()).toMatchObject({ outcome: 'callback' });
});

test('a time asked for is told and kept in the desk\'s zone', async () => {
  const { caller, menu } = await askedInLine();
  const time = await caller.ask('menu', menu.nextStep, { digits: '2' });
  await caller.ask('menu', time.nextStep, { speech: { words: 'a las cinco de la tarde', confidence: 0.9 } });
  const { id } = await caller.ticket();
  expect((await callbackOf(id))?.askedFor?.toISOString()).toBe('2026-03-02T17:00:00.000Z');
  expect(await caller.ticket()).toMatchObject({ status: 'waiting', waitingFor: 'customer' });
  // Who calls again meanwhile is not told that the desk waits for them.
  const again = newCaller(desk, caller.from);
  await again.start();
  expect((await desk.transact((stores) => stores.calls.find(again.callId)))?.session.open?.state).toBe('queued');
});

test('a hidden caller types a number; one that cannot be called is asked for again', async () => {
  const { caller, menu } = await askedInLine('+266696687');
  const bad = await caller.ask('menu', menu.nextStep, { digits: '1234567' });
  const refused = await caller.ask('menu', bad.nextStep, { digits: '1' });
  expect(verbsOf(refused)).toContain('ask');
  const { id } = await caller.ticket();
  expect(await callbackOf(id)).toBeNull();
  const good = await caller.ask('menu', refused.nextStep, { digits: '3001234567' });
  await caller.ask('menu', good.nextStep, { digits: '1' });
  expect(await callbackOf(id)).toMatchObject({ number: '+573001234567' });
});

test('who calls by a number of ours is called back nowhere: the desk would only ring itself', async () => {
  const { caller, menu } = await askedInLine(ourNumber);
  await caller.ask('menu', menu.nextStep, { digits: '1' });
  expect(await callbackOf((await caller.ticket()).id)).toBeNull();
});

test('hidden callers cannot have the desk ring one number again and again', async () => {
  const asked = async () => {
    const { caller, menu } = await askedInLine('anonymous');
    const typed = await caller.ask('menu', menu.nextStep, { digits: '3009998877' });
    const answer = await caller.ask('menu', typed.nextStep, { digits: '1' });
    return { answer, callback: await callbackOf((await caller.ticket()).id) };
  };
  for (let time = 1; time <= 3; time += 1) expect((await asked()).callback).toMatchObject({ number: '+573009998877' });
  const { answer, callback } = await asked();
  expect(callback).toBeNull();
  expect(verbsOf(answer)).toContain('ask');
});

test('asking twice, late and doubled, is one callback', async () => {
  const { caller, menu } = await askedInLine();
  const answers = await Promise.all(Array.from({ length: 5 }, () => caller.ask('menu', menu.nextStep, { digits: '1' })));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  await caller.ask('menu', 'of-long-ago', { digits: '1' });
  const { id } = await caller.ticket();
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from callbacks where ticket_id = ${id}`.execute(desk.database.db);
  expect(rows[0]?.count).toBe(1);
});

test('a ticket that ended while they chose is called back by nobody: they leave a message', async () => {
  const { caller, menu } = await askedInLine();
  const { number, id } = await caller.ticket();
  await desk.progress.cancel(number, { agentId }, 'x');
  const refused = await caller.ask('menu', menu.nextStep, { digits: '1' });
  expect(await callbackOf(id)).toBeNull();
  expect(verbsOf(refused)).not.toContain('hang-up');
});
