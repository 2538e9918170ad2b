import { Kysely, PostgresDialect, sql, type CompiledQuery } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBacklog } from '../../adapters/postgres/backlog.ts';
import { connectDatabase, type Database } from '../../adapters/postgres/database.ts';
import { queueStore } from '../../adapters/postgres/queue-store.ts';
import { toTicket, type TicketRow } from '../../adapters/postgres/ticket-row.ts';
import type { ReadyAgent } from '../../src/desk/routing/index.ts';
import { fillDesk } from '../bench/matcher.ts';
import { createDeskDatabase, type TestDatabase } from '../support/postgres.ts';

const cooldowns = { declined: 60, expired: 5 };
const agent: ReadyAgent = {
  id: '00000000-0000-4000-8000-000000000000', teams: ['mesa', 'redes', 'proveedor'], skills: [], locales: ['es'],
  capacity: 100, load: 90, hasLive: false,
};

let file: TestDatabase;
let database: Database;
let watched: Kysely<unknown>;
let ran: CompiledQuery[] = [];

beforeAll(async () => {
  file = await createDeskDatabase();
  database = connectDatabase({ url: file.url, max: 4 });
  await fillDesk(database, { waiting: 10_000, agents: 500 });
  await fillHistory(database);
  watched = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: database.pool }),
    log: (event) => {
      ran.push(event.query);
    },
  });
});
afterAll(async () => {
  await database.close();
  await file.drop();
});

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Node[];
}

/** Runs the search, then has PostgreSQL tell how it ran it: pages touched, indexes used, tables read from end to end. */
async function planOf(search: () => Promise<unknown>) {
  ran = [];
  await search();
  const nodes: Node[] = [];
  let pages = 0;
  for (const query of ran) {
    const explained: { rows: { 'QUERY PLAN': { Plan: Node }[] }[] } = await database.pool.query(
      `explain (analyze, buffers, format json) ${query.sql}`, [...query.parameters],
    );
    const plan = explained.rows[0]?.['QUERY PLAN'][0]?.Plan;
    if (!plan) throw new Error('PostgreSQL explained nothing.');
    pages += plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
    const walk = (node: Node) => {
      nodes.push(node);
      node.Plans?.forEach(walk);
    };
    walk(plan);
  }
  return {
    pages,
    indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
    readWhole: nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']),
  };
}

/** A day behind it: every ticket refused twice, some just now, and 60,000 offers and assignments that ended. */
async function fillHistory({ db }: Database): Promise<void> {
  await sql`insert into offers (id, ticket_id, agent_id, cost, live, offered_at, expires_at, ended_at, outcome)
    select gen_random_uuid(), t.id, a.id, 15, false, at, at, at, (array['declined', 'expired', 'accepted'])[1 + n % 3]
    from (select id, row_number() over () as r from tickets) t, generate_series(1, 6) n
    join lateral (select id, row_number() over () as r from agents) a on true
    cross join lateral (select now() - n * interval '1 hour' as at) past
    where a.r = 1 + (t.r * 7 + n * 31) % 500`.execute(db);
  await sql`insert into assignments (id, ticket_id, agent_id, cost, live, started_at, ended_at)
    select gen_random_uuid(), ticket_id, agent_id, 15, false, offered_at, ended_at from offers`.execute(db);
  await sql`analyze`.execute(db);
}

const at = new Date();

test('the next ticket of an agent is found through the lanes, without reading the queue', async () => {
  const plan = await planOf(() => queueStore(watched).lockNext(agent, { maxCost: 100, at, cooldowns }));
  expect(plan.indexes).toContain('tickets_lanes');
  expect(plan.readWhole).toEqual([]);
  expect(plan.pages).toBeLessThan(1_000);
});

test('a thousand tickets kept for others in front cost the next ticket of an agent nothing', async () => {
  const free = await planOf(() => queueStore(watched).lockNext(agent, { maxCost: 100, at, cooldowns }));
  await sql`update tickets set preferred_until = now() + interval '1 hour',
    preferred_agent_id = (select id from agents order by id offset (number % 100) limit 1)
    where id in (select id from tickets order by queue_key limit 1000)`.execute(database.db);
  await sql`vacuum analyze tickets`.execute(database.db);
  const plan = await planOf(() => queueStore(watched).lockNext(agent, { maxCost: 100, at, cooldowns }));
  expect(plan.readWhole).toEqual([]);
  expect(plan.pages).toBeLessThan(free.pages * 1.5);
  const relay = await planOf(() => createBacklog(watched, cooldowns).dueToStep(at, 200));
  expect(relay.readWhole).not.toContain('tickets');
  await sql`update tickets set preferred_until = null, preferred_agent_id = null where preferred_until is not null`.execute(database.db);
  await sql`vacuum analyze tickets`.execute(database.db);
});

test('the last agent of a customer with many tickets is found in their latest', async () => {
  const customerId = '00000000-0000-4000-8000-00000000000c';
  await sql`insert into customers (id, locale, created_at) values (${customerId}, 'es', now())`.execute(database.db);
  await sql`update tickets set customer_id = ${customerId} where number % 3 = 0`.execute(database.db);
  await sql`analyze tickets`.execute(database.db);
  const { rows } = await sql<TicketRow>`select * from tickets where customer_id = ${customerId} limit 1`.execute(database.db);
  const ticket = rows[0] ? toTicket(rows[0]) : null;
  if (!ticket) throw new Error('There is no ticket of the customer.');
  const plan = await planOf(() => queueStore(watched).lastAgent(ticket, { since: new Date(at.getTime() - 86_400_000), waitsSince: at }));
  expect(plan.readWhole).not.toContain('tickets');
  expect(plan.readWhole).not.toContain('assignments');
  expect(plan.pages).toBeLessThan(1_500);
});

test('that nothing fits an almost full agent is known without reading the queue', async () => {
  const plan = await planOf(() => queueStore(watched).lockNext(agent, { maxCost: 10, at, cooldowns }));
  expect(plan.readWhole).toEqual([]);
  expect(plan.pages).toBeLessThan(200);
});

test('what is too large for what an agent has left is found without reading the queue', async () => {
  const plan = await planOf(() => queueStore(watched).firstTooLarge(agent, { spare: 10, at, cooldowns }));
  expect(plan.readWhole).toEqual([]);
  expect(plan.pages).toBeLessThan(1_000);
});

test('the candidates for a ticket are read once, their refusals only where they have room', async () => {
  const { rows } = await sql<{ id: string }>`select id from tickets where cost = 15 limit 1`.execute(database.db);
  const plan = await planOf(() => queueStore(watched).candidates(rows[0]?.id ?? '', { at, cooldowns, most: 3 }));
  expect(plan.readWhole).not.toContain('tickets');
  expect(plan.readWhole).not.toContain('offers');
  expect(plan.pages).toBeLessThan(3_000);
});

test('a relay that finds every agent almost full does not read the queue for each', async () => {
  await sql`update agents set load = capacity - 10`.execute(database.db);
  const plan = await planOf(() => createBacklog(watched, cooldowns).lateSignals(at, 200));
  expect(plan.readWhole).not.toContain('tickets');
  expect(plan.pages).toBeLessThan(3_000);
  await sql`update agents set load = 0`.execute(database.db);
});
