import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ticketNumber } from '../../../src/core/index.ts';
import { knownCaller } from '../../../src/intake/known-caller.ts';
import { countOf, eventsOf, landed, linksFrom, newNumber, takeIn, textFrom, ticketOf } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { ticketIn } from '../work/tickets-in-status.ts';
import { newCaller, wordsOf } from './caller.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
});
afterAll(() => desk.close());

const verify = (value: string, name: string) => sql`
  with verified as (update addresses set verified_at = now() where value = ${value} returning customer_id)
  update customers set name = ${name} where id = (select customer_id from verified)`.execute(desk.database.db);

/** A customer with an open ticket of their own, by text. */
async function customerWithTicket() {
  const from = newNumber();
  const { ticketId } = landed(await takeIn(desk, textFrom(desk, from)));
  await desk.settle();
  return { from, ticketId, ticket: () => ticketOf(desk, ticketId) };
}

const sessionOf = async (callId: string) =>
  (await desk.transact((stores) => stores.calls.find(callId)))?.session;

test('a caller with an open ticket is offered it, by its number and its next target', async () => {
  const { from, ticket } = await customerWithTicket();
  const caller = newCaller(desk, from);
  await caller.start();
  const { number, respondBy } = await ticket();
  expect((await sessionOf(caller.callId))?.open).toEqual({
    number: ticketNumber(number), state: 'queued', dueAt: respondBy?.toISOString(), zone: 'UTC',
  });
});

test('a name is spoken only once the address was verified', async () => {
  const { from } = await customerWithTicket();
  await sql`update customers set name = 'Ana Gil' where id = (select customer_id from addresses where value = ${from})`.execute(desk.database.db);
  expect(wordsOf(await newCaller(desk, from).start())).not.toContain('Ana');
  await verify(from, 'Ana Gil');
  expect(wordsOf(await newCaller(desk, from).start())).toContain('Ana');
});

test('the newest open ticket counts; settled ones and those of hidden callers never', async () => {
  const { from } = await customerWithTicket();
  const older = newCaller(desk, from);
  await older.start();
  const first = (await sessionOf(older.callId))?.open?.number;
  const { ticketId } = landed(await takeIn(desk, { ...textFrom(desk, from), to: '+576015550199' }));
  const caller = newCaller(desk, from);
  await caller.start();
  const { number } = await ticketOf(desk, ticketId);
  expect((await sessionOf(caller.callId))?.open?.number).toBe(ticketNumber(number));
  await desk.settle();
  await desk.progress.cancel(number, { agentId: await desk.addAgent({ available: false }) }, 'x');
  const again = newCaller(desk, from);
  await again.start();
  expect((await sessionOf(again.callId))?.open?.number).toBe(first);
  const hidden = newCaller(desk, '+266696687');
  await hidden.start();
  expect((await sessionOf(hidden.callId))?.open).toBeNull();
});

test.each([
  ['new', 'received'], ['queued', 'queued'], ['offered', 'queued'], ['assigned', 'assigned'], ['waiting', 'waitingForVendor'],
] as const)('a ticket that is %s is told as %s', async (status, state) => {
  const { ticket } = await ticketIn(desk, status);
  const at = desk.clock.now();
  const caller = knownCaller({ name: null, ticket, calledBack: false, blocked: false, calls: 0 }, { at, zone: 'UTC' });
  expect(caller?.openTicket?.state).toBe(state);
});

test('a target that has passed is not told', async () => {
  const { ticket } = await ticketIn(desk, 'queued');
  const at = new Date(desk.clock.now().getTime() + 400 * 24 * 3_600_000);
  expect(knownCaller({ name: null, ticket, calledBack: false, blocked: false, calls: 0 }, { at, zone: 'UTC' })?.openTicket?.dueAt).toBeNull();
  expect(knownCaller({ name: null, ticket: null, calledBack: false, blocked: false, calls: 3 }, { at, zone: 'UTC' })).toBeNull();
});

/** Chooses to add words to the open ticket that is offered: language, then 2. */
async function addWords(from: string) {
  const caller = newCaller(desk, from);
  const last = await caller.press(['1', '2']);
  return { caller, last };
}

test('words for an open ticket join it: one contact, its recording, no second ticket, no routing', async () => {
  const { from, ticketId, ticket } = await customerWithTicket();
  const before = await ticket();
  const tickets = await countOf(desk, 'tickets');
  const { caller, last } = await addWords(from);
  // An agent who takes the ticket now is not put through to who only adds words.
  expect(await desk.transact((stores) => stores.calls.openOfTicket(ticketId))).toBeNull();
  await caller.ask('recorded', last.nextStep, { recording: caller.recording() });
  await caller.report();
  expect(await countOf(desk, 'tickets')).toBe(tickets);
  expect(await caller.row()).toMatchObject({ ticket_id: ticketId, outcome: 'added', ended: true, contacts: 1 });
  const { status, live, cost, abandoned, routingVersion, queueKey } = before;
  expect(await ticket()).toMatchObject({ status, live, cost, abandoned, routingVersion, queueKey });
  expect(await eventsOf(desk, ticketId, 'contact.received')).toHaveLength(2);
  expect(await eventsOf(desk, ticketId, 'voicemail.left')).toMatchObject([{ after: { recording: caller.recording().id } }]);
  const { rows } = await sql`select from contacts c join conversations v on v.id = c.conversation_id
    where v.ticket_id = ${ticketId} and c.channel = 'voice'`.execute(desk.database.db);
  expect(rows).toHaveLength(1);
});

test('who hangs up instead of speaking abandoned nothing', async () => {
  const { from, ticketId, ticket } = await customerWithTicket();
  const before = await ticket();
  const { caller, last } = await addWords(from);
  await caller.ask('recorded', last.nextStep, { callerGone: true });
  await caller.report();
  expect(await caller.row()).toMatchObject({ outcome: 'added', ended: true });
  const { live, cost, abandoned, status } = before;
  expect(await ticket()).toMatchObject({ live, cost, abandoned, status });
  expect(await eventsOf(desk, ticketId, 'ticket.abandoned')).toEqual([]);
});

test('words wake a ticket that waits for its customer', async () => {
  const { from, ticket } = await customerWithTicket();
  const agentId = await desk.addAgent({ capacity: 1000, available: false });
  const { number } = await ticket();
  await desk.placing.assign(number, { agentId }, agentId);
  await desk.progress.wait(number, { agentId }, { for: 'customer', reason: 'serial', until: null });
  await addWords(from);
  expect(await ticket()).toMatchObject({ status: 'assigned', agentId, waitingFor: null });
});

test('a ticket that ended while the menu was spoken stays ended: a new one is linked to it', async () => {
  const { from, ticketId, ticket } = await customerWithTicket();
  const caller = newCaller(desk, from);
  const known = await caller.press(['1']);
  const agentId = await desk.addAgent({ available: false });
  await desk.progress.cancel((await ticket()).number, { agentId }, 'x');
  const last = await caller.ask('menu', known.nextStep, { digits: '2' });
  await caller.ask('recorded', last.nextStep, { recording: caller.recording() });
  await caller.report();
  const created = await caller.ticket();
  expect(created.id).not.toBe(ticketId);
  expect(created).toMatchObject({ status: 'queued', live: false, abandoned: false });
  expect(await linksFrom(desk, created.id)).toEqual([{ to: ticketId, kind: 'follow-up' }]);
  expect(await ticket()).toMatchObject({ status: 'cancelled' });
});

test('adding words to a call that waits in line leaves that caller in their place', async () => {
  const agentId = await desk.addAgent({ available: false });
  await desk.presence.setAvailability(agentId, 'away');
  const waiting = newCaller(desk);
  const placed = await waiting.press(['1', '1', '2']);
  const { id } = await waiting.ticket();
  const { caller, last } = await addWords(waiting.from);
  await caller.ask('recorded', last.nextStep, { recording: caller.recording() });
  await caller.report();
  expect((await desk.transact((stores) => stores.calls.openOfTicket(id)))?.id).toBe(waiting.callId);
  expect(await waiting.ticket()).toMatchObject({ live: true, abandoned: false });
  expect((await waiting.ask('wait', placed.nextStep)).prompts).not.toEqual([]);
  await waiting.report();
  expect(await waiting.ticket()).toMatchObject({ live: false, abandoned: true });
});
