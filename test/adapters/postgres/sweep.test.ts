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

  await desk.sweep(desk.clock.now());

  expect(await left('token_hash', 'sessions')).toEqual(['holds']);
  expect(await left('provider_id', 'receipts')).toEqual(['SM-new']);
  expect(await left('call_id', 'call_steps')).toEqual(['CA-new']);
  expect(await left('id', 'calls')).toEqual(['CA-new', 'CA-old']);
});
