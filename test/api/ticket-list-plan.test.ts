import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listStatement } from '../../adapters/postgres/ticket-reader-list.ts';
import { ticketStatuses, type TicketQuery } from '../../src/desk/tickets/index.ts';
import { startTestDesk, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
  const { db } = desk.database;
  await sql`insert into customers (id, name, locale, created_at)
    select md5('c' || n)::uuid, 'Cliente ' || n, 'es', now() from generate_series(1, 2000) n`.execute(db);
  await sql`insert into tickets (id, kind, status, subject, channel, customer_id, locale, cost, opened_at, queue_key, team, words, tags)
    select gen_random_uuid(), 'question', case when n % 10 = 0 then 'queued' else 'closed' end, 'Caso ' || n, 'web',
      md5('c' || (n % 2000 + 1))::uuid, 'es', 15, now(), now() + n * interval '1 second', 'mesa',
      to_tsvector('simple', 'palabra' || n), case when n % 1000 = 0 then '{raro}' else '{}' end::text[]
    from generate_series(1, 20000) n`.execute(db);
  await sql`analyze`.execute(db);
});
afterAll(() => desk.close());

const planOf = async (query: Partial<TicketQuery>) => {
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${listStatement({ limit: 50, ...query })}`.execute(desk.database.db);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
};

test.each<[string, Partial<TicketQuery>]>([
  ['the default list', {}],
  ['a filter', { team: ['mesa'], status: ['queued', 'assigned'] }],
  ['the next page', { cursor: Buffer.from('1900000000000000.1500').toString('base64url') }],
  ['what is due first', { sort: 'due' }],
  ['the next page of what is due', { sort: 'due', cursor: Buffer.from('due:1900000000000000.1500').toString('base64url') }],
  ['what changed last', { sort: 'updated' }],
  ['what changed last, of everything', { sort: 'updated', status: [...ticketStatuses] }],
  ['the newest', { sort: 'newest', status: [...ticketStatuses] }],
  ['what is closed', { status: ['closed'] }],
  ['the newest that a team closed', { sort: 'newest', team: ['nadie'], status: ['closed'] }],
  ['a tag', { tag: ['raro'] }],
  ['what somebody follows', { followedBy: '00000000-0000-4000-8000-000000000000' }],
  ['a customer', { customer: '00000000-0000-4000-8000-000000000000' }],
  ['a number', { q: 'V-1500' }],
  ['a word', { q: 'palabra1500' }],
  ['two letters', { q: 'pa' }],
  ['a customer’s name', { q: 'Ibáñez' }],
])('%s reads no whole table of tickets or customers', async (_what, query) => {
  expect(await planOf(query)).not.toMatch(/Seq Scan on (tickets|customers)/);
});
