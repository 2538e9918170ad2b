import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { acceptOffer, agentRow, offeredTo, offersMade, openOffers, openWork, passTime, placeWork, ticketRow } from './work.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await startTestDesk();
});
afterEach(() => desk.close());

test('who goes away keeps what they accepted; what they were offered goes to others at once', async () => {
  const agentId = await desk.addAgent();
  const kept = await openWork(desk);
  await acceptOffer(desk, kept);
  const offered = await openWork(desk);
  const other = await desk.addAgent();
  await desk.presence.setAvailability(agentId, 'away');
  await desk.settle();
  expect(await ticketRow(desk, kept)).toMatchObject({ status: 'assigned', agent_id: agentId });
  expect(await offeredTo(desk, offered)).toBe(other);
  expect((await offersMade(desk)).map((offer) => offer.outcome)).toEqual(['accepted', 'withdrawn', null]);
  expect((await agentRow(desk, agentId)).load).toBe(15);
});

test('a vanished agent’s caller is offered again before everybody, the rest keeps its place, within the grace', async () => {
  const gone = await desk.addAgent({ capacity: 200 });
  const [call, form] = [await openWork(desk, { channel: 'voice' }), await openWork(desk)];
  await acceptOffer(desk, call);
  await acceptOffer(desk, form);
  const offered = await openWork(desk);
  const urgent = await placeWork(desk, { channel: 'voice', impact: 'high', urgency: 'high' });
  const placeOfForm = (await ticketRow(desk, form)).queue_key;
  const here = await desk.addAgent({ capacity: 115, available: false });

  await passTime(desk, 50, gone);
  expect(await ticketRow(desk, call)).toMatchObject({ status: 'assigned', agent_id: gone });

  await desk.presence.setAvailability(here, 'available');
  await passTime(desk, 9, gone);
  expect(await agentRow(desk, gone)).toMatchObject({ availability: 'offline', away_reason: 'vanished', load: 0 });
  expect(await offeredTo(desk, call)).toBe(here);
  expect(await offeredTo(desk, urgent)).toBeNull();
  expect((await ticketRow(desk, form)).queue_key).toEqual(placeOfForm);
  for (const ticketId of [form, offered]) expect((await ticketRow(desk, ticketId)).status).toMatch(/queued|offered/);
});

test('who came back before their turn is not signed off', async () => {
  const agentId = await desk.addAgent();
  desk.clock.advance(51);
  await desk.presence.markSeen([agentId]);
  expect(await desk.presence.signOffVanished()).toBe(0);
  expect((await agentRow(desk, agentId)).availability).toBe('available');
});

test('what a process left behind when it died while giving work back is given back by the next', async () => {
  const agentId = await desk.addAgent();
  const ticketId = await openWork(desk);
  await acceptOffer(desk, ticketId);
  // The process died right after it had signed the agent off.
  await sql`update agents set availability = 'offline', away_reason = 'vanished' where id = ${agentId}`.execute(desk.database.db);
  await passTime(desk, 1);
  expect(await ticketRow(desk, ticketId)).toMatchObject({ status: 'queued', agent_id: null });
  expect((await agentRow(desk, agentId)).load).toBe(0);
});

test('who signs off by themselves keeps what they accepted', async () => {
  const agentId = await desk.addAgent();
  const ticketId = await openWork(desk);
  await acceptOffer(desk, ticketId);
  await desk.presence.setAvailability(agentId, 'offline');
  await passTime(desk, 600);
  expect(await ticketRow(desk, ticketId)).toMatchObject({ status: 'assigned', agent_id: agentId });
});

test('a deactivated agent’s work returns to the queue and nothing comes to them any more', async () => {
  const agentId = await desk.addAgent({ capacity: 30 });
  const [held, offered] = [await openWork(desk), await openWork(desk)];
  await acceptOffer(desk, held);
  await desk.people.change(agentId, { active: false }, null);
  await desk.settle();
  for (const ticketId of [held, offered]) expect(await ticketRow(desk, ticketId)).toMatchObject({ status: 'queued', agent_id: null });
  expect(await openOffers(desk)).toEqual([]);
  expect((await agentRow(desk, agentId)).load).toBe(0);
  await passTime(desk, 120);
  expect(await openOffers(desk)).toEqual([]);
});
