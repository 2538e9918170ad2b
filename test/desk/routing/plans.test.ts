import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { smallDeskFile, startTestDesk, type TestDesk } from '../../support/desk.ts';
import { offersMade, placeWork, ticketRow } from './work.ts';

const deskFile = smallDeskFile.replace('teams:\n', `plans:
  - { key: vip, name: { es: Preferente, en: Priority }, offsetMinutes: -60, sla: fast, team: selecta }
slas:
  standard: { targets: { P1: &t { respond: 60, resolve: 600 }, P2: *t, P3: *t, P4: *t, P5: *t } }
  fast: { targets: { P1: &f { respond: 5, resolve: 50 }, P2: *f, P3: *f, P4: *f, P5: *f } }
teams:
`).replace('services:\n', `  - { key: selecta, name: { es: Mesa selecta, en: Select desk }, tier: 1 }
services:
`);

let desk: TestDesk;
let admin: string;
beforeEach(async () => {
  desk = await startTestDesk({ deskFile });
  admin = await desk.addAgent({ role: 'admin', available: false });
});
afterEach(() => desk.close());

const vip = 'vip@example.com';
const plain = 'plain@example.com';

/** Makes the customer of this address one of the plan. */
async function promote(customer: string): Promise<void> {
  const first = await placeWork(desk, { customer });
  const { customer_id: customerId } = await ticketRow(desk, first);
  await desk.customers.change(customerId ?? '', { plan: 'vip' }, { agentId: admin });
  await sql`update tickets set status = 'cancelled'`.execute(desk.database.db);
}

const minutesAfter = (from: Date, minutes: number) => new Date(from.getTime() + minutes * 60_000);

test('a customer of a plan has its place, promise and team; others have theirs', async () => {
  await promote(vip);
  const now = desk.clock.now();
  const theirs = await ticketRow(desk, await placeWork(desk, { customer: vip }));
  expect(theirs).toMatchObject({ team: 'selecta', plan: 'vip', priority: 'P5', queued_at: now, queue_key: minutesAfter(now, 1440 - 60), respond_by: minutesAfter(now, 5) });
  const other = await ticketRow(desk, await placeWork(desk, { customer: plain }));
  expect(other).toMatchObject({ team: 'mesa', plan: null, queue_key: minutesAfter(now, 1440), respond_by: minutesAfter(now, 60) });
});

test('what was routed before the plan keeps its place', async () => {
  const before = await placeWork(desk, { customer: vip });
  const was = await ticketRow(desk, before);
  await desk.customers.change(was.customer_id ?? '', { plan: 'vip' }, { agentId: admin });
  expect(await ticketRow(desk, before)).toEqual(was);
});

test('a transfer and a new priority keep what the plan gives', async () => {
  await promote(vip);
  const ticketId = await placeWork(desk, { customer: vip });
  const { number } = await ticketRow(desk, ticketId);
  desk.clock.advance(600);
  await desk.placing.transfer(number, { agentId: admin }, { team: 'mesa' }, null);
  expect((await ticketRow(desk, ticketId)).queue_key).toEqual(minutesAfter(desk.clock.now(), 1440 - 60));
  await desk.placing.classify(number, { agentId: admin }, { impact: 'high', urgency: 'high' });
  const urgent = await ticketRow(desk, ticketId);
  expect(urgent.priority).toBe('P1');
  expect(urgent.queue_key).toEqual(minutesAfter(desk.clock.now(), -60));
  expect(urgent.respond_by).toEqual(minutesAfter(desk.clock.now(), 5 - 10));
});

test('does not go before a higher priority whose offset is smaller still, and waiting makes everybody equal', async () => {
  await promote(vip);
  const agentId = await desk.addAgent({ teams: ['mesa', 'selecta'], capacity: 100 });
  const old = await placeWork(desk, { customer: plain });
  desk.clock.advance(61 * 60);
  const theirs = await placeWork(desk, { customer: vip });
  const higher = await placeWork(desk, { customer: plain, impact: 'low', urgency: 'medium' });
  await desk.matcher.matchAgent(agentId);
  expect((await offersMade(desk)).map((offer) => offer.ticketId)).toEqual([higher, old, theirs]);
});
