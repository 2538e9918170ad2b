import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../src/core/index.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';

let desk: TestDesk;
const day = 24 * 60 * 60_000;

beforeAll(async () => {
  desk = await startTestDesk();
});
afterAll(() => desk.close());

function daysAgo(days: number): Date {
  return new Date(desk.clock.now().getTime() - days * day);
}

async function addSession(token: string, expiresAt: Date): Promise<void> {
  const agentId = await desk.addAgent();
  await sql`insert into sessions (token_hash, agent_id, created_at, expires_at)
    values (${token}, ${agentId}, ${daysAgo(9)}, ${expiresAt})`.execute(desk.database.db);
}

async function addReceipt(providerId: string, receivedAt: Date): Promise<void> {
  await sql`insert into receipts (provider_id, state, received_at) values (${providerId}, 'sent', ${receivedAt})`
    .execute(desk.database.db);
}

async function addCall(callId: string, startedAt: Date): Promise<void> {
  const contactId = newId();
  await sql`insert into contacts (id, channel, provider_id, from_text, to_text, text, received_at)
    values (${contactId}, 'voice', ${callId}, '', '', '', ${startedAt})`.execute(desk.database.db);
  await sql`insert into calls (id, contact_id, from_text, to_text, session, started_at)
    values (${callId}, ${contactId}, '', '', '{}', ${startedAt})`.execute(desk.database.db);
  await sql`insert into call_steps (call_id, step, response) values (${callId}, 'menu:0', '{}'), (${callId}, 'menu:1', '{}')`
    .execute(desk.database.db);
}

async function addLeg(callId: string, createdAt: Date): Promise<string> {
  const [legId, ticketId] = [newId(), newId()];
  await sql`insert into tickets (id, kind, status, subject, channel, locale, cost, opened_at)
    values (${ticketId}, 'question', 'closed', '', 'voice', 'es', 1, ${createdAt})`.execute(desk.database.db);
  await sql`insert into call_legs (id, room, call_id, ticket_id, role, purpose, target_kind, target, from_number, ring_seconds,
      detect_machine, state, place_at, created_at)
    values (${legId}, '', ${callId}, ${ticketId}, 'agent', 'conversation', 'number', '', '', 1, false, 'wanted', ${createdAt}, ${createdAt})`
    .execute(desk.database.db);
  await sql`insert into leg_steps (leg_id, step, response) values (${legId}, 'turn:start', '{}')`.execute(desk.database.db);
  return legId;
}

async function left(column: string, table: string): Promise<unknown[]> {
  const { rows } = await sql<{ value: unknown }>`
    select distinct ${sql.ref(column)} as value from ${sql.table(table)} order by value`.execute(desk.database.db);
  return rows.map(({ value }) => value);
}

test('what is stored for a time only goes when its time is over, and calls stay', async () => {
  await addSession('over', desk.clock.now());
  await addSession('holds', new Date(desk.clock.now().getTime() + 1));
  await addReceipt('SM-old', daysAgo(8));
  await addReceipt('SM-new', daysAgo(6));
  await addCall('CA-old', daysAgo(8));
  await addCall('CA-new', daysAgo(6));
  await addLeg('CA-old', daysAgo(8));
  const newLeg = await addLeg('CA-new', daysAgo(6));

  await desk.sweep(desk.clock.now());

  expect(await left('token_hash', 'sessions')).toEqual(['holds']);
  expect(await left('provider_id', 'receipts')).toEqual(['SM-new']);
  expect(await left('call_id', 'call_steps')).toEqual(['CA-new']);
  expect(await left('leg_id', 'leg_steps')).toEqual([newLeg]);
  expect(await left('id', 'calls')).toEqual(['CA-new', 'CA-old']);
});
