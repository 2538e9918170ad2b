import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Wall } from '../../src/api/contract.ts';
import { newCaller, toLetter } from '../desk/calls/caller.ts';
import { password, startTestApi, type Person, type TestApi } from './test-api.ts';
import { atThisPace } from '../support/pace.ts';

let api: TestApi;
let lead: Person;
beforeAll(async () => {
  api = await startTestApi();
  lead = await api.signIn({ role: 'lead', name: 'Lucía', teams: [] });
});
afterAll(() => api.close());

const wall = async (query = '') => (await api.call('GET', `/api/wall${query}`, { by: lead })).body as Wall;
const act = (number: string, action: string, body: unknown, by = lead) => api.call('POST', `/api/tickets/${number}/${action}`, { by, body });

test('is for leads', async () => {
  expect((await api.call('GET', '/api/wall', { by: await api.signIn({ teams: [] }) })).status).toBe(403);
  expect((await api.call('GET', '/api/wall')).status).toBe(401);
});

test('shows an empty desk', async () => {
  expect(await wall()).toMatchObject({
    waiting: [], offers: [], callers: [],
    today: { opened: 0, resolved: 0, answerDue: 0, answeredInTime: 0, calls: 0, callsAnswered: 0, callsAbandoned: 0 },
  });
});

test('tells what waits, who does what and what happened today', async () => {
  const { desk } = api;
  const ana = await api.signIn({ name: 'Ana', capacity: 30 });
  await desk.presence.setAvailability(ana.id, 'available');
  const [first, second, third] = [await api.submit(), await api.submit(), await api.submit()];
  const offered = (await wall()).offers;
  expect(offered.map(({ ticket, agent }) => [ticket, agent.name])).toEqual([[first, 'Ana'], [second, 'Ana']]);
  await desk.offers.accept(offered[0]?.id ?? '', ana.id);

  desk.clock.advance(600);
  const waits = newCaller(desk);
  await waits.press(toLetter);
  const leavesMenu = newCaller(desk);
  await leavesMenu.start();
  await leavesMenu.report();
  const leavesQueue = newCaller(desk);
  await leavesQueue.press(toLetter);
  await leavesQueue.report();
  const solved = await api.submit();
  await act(solved, 'assign', { agentId: lead.id });
  await act(solved, 'replies', { text: 'Listo' });
  await act(solved, 'resolve', { solution: 'Listo' });
  const old = await api.submit();
  await sql`update tickets set opened_at = opened_at - interval '3 days', respond_by = opened_at - interval '2 days' where number = ${Number(old.slice(2))}`
    .execute(desk.database.db);
  desk.clock.advance(60);
  await desk.presence.markSeen([ana.id]);

  const now = await wall();
  const since = (seconds: number) => new Date(desk.clock.now().getTime() - seconds * 1000).toISOString();
  expect(now.offers).toMatchObject([{ ticket: second, agent: { id: ana.id }, live: false, channel: 'web', team: { key: 'mesa', name: 'Mesa', retired: false } }]);
  expect(now.callers).toMatchObject([{ ticket: `V-${(await waits.ticket()).number}`, onLine: true, since: since(60), offeredTo: null, customer: waits.from }]);
  expect(now.people.find(({ name }) => name === 'Ana')).toMatchObject({
    availability: 'available', since: since(660), load: 30, capacity: 30, assignments: 1, offers: 1, connected: true, call: null,
  });
  expect(now.people.find(({ name }) => name === 'Lucía')).toMatchObject({ availability: 'offline', connected: false, assignments: 0 });
  // The third form, the old one, the caller, and the one who hung up in the queue.
  expect(now.waiting.reduce((sum, { count }) => sum + count, 0)).toBe(4);
  expect(now.waiting.reduce((sum, { late }) => sum + late, 0)).toBe(1);
  expect(now.waiting.map(({ oldestAt }) => oldestAt).toSorted()[0]).toBe(since(660));
  expect(now.waiting.every(({ team, tier }) => team.key === 'mesa' && tier === 1)).toBe(true);
  expect(now.today).toEqual({
    opened: 6, resolved: 1, resolvedPromised: 1, resolvedInTime: 1, answerDue: 1, answeredInTime: 1, calls: 3, callsAnswered: 0, callsAbandoned: 2,
  });
  expect(third).not.toBe(old);

  desk.clock.advance(24 * 3600);
  lead = { ...lead, token: (await desk.sessions.signIn(lead.email, password)).token };
  expect((await wall()).today).toMatchObject({ opened: 0, resolved: 0, calls: 0 });
});

test('names who talks to a caller, and since when', async () => {
  const { desk } = api;
  const beto = await api.signIn({ name: 'Beto', capacity: 400 });
  await desk.presence.setAvailability(beto.id, 'available');
  await desk.settle();
  const [offer] = (await wall()).offers.filter(({ agent, live }) => live && agent.id === beto.id);
  await desk.offers.accept(offer?.id ?? '', beto.id);
  expect((await wall()).people.find(({ name }) => name === 'Beto')?.call).toMatchObject({ ticket: offer?.ticket, answered: false });
  expect((await wall()).callers).toEqual([]);
});

test('speaks English when asked, and shows a team that left desk.yaml as retired', async () => {
  await sql`update agents set availability = 'away'`.execute(api.desk.database.db);
  await api.submit();
  await sql`update tickets set team = 'ida' where status = 'queued'`.execute(api.desk.database.db);
  const { waiting } = await wall('?locale=en');
  expect(waiting.map(({ team }) => team)).toEqual(waiting.map(() => ({ key: 'ida', name: 'ida', retired: true })));
  expect(waiting.length).toBeGreaterThan(0);
});

test('is read in tens of milliseconds with 50 people and 10,000 open tickets among 60,000', async () => {
  const { db } = api.desk.database;
  await sql`insert into agents (id, name, email, password_hash, role, teams, capacity, availability, idle_since, created_at)
    select md5('a' || n)::uuid, 'Agente ' || n, n || '@many.test', 'x', 'agent', '{mesa}', 1000, 'available', now(), now() from generate_series(1, 50) n`.execute(db);
  await sql`insert into tickets (id, kind, status, subject, channel, locale, cost, opened_at, resolved_at, queued_at, queue_key, team, tier, priority, agent_id)
    select md5('t' || n)::uuid, 'question', case when n % 6 > 0 then 'closed' when n % 12 = 0 then 'queued' else 'assigned' end, 'Caso ' || n, 'web', 'es', 15,
      now() - n * interval '1 minute', case when n % 6 > 0 then now() - n * interval '30 seconds' end, now(), now(), (array['mesa', 'redes'])[1 + n % 2], 1 + n % 2, 'P' || (1 + n % 5),
      case when n % 6 = 0 and n % 12 > 0 then md5('a' || (n % 50 + 1))::uuid end
    from generate_series(1, 60000) n`.execute(db);
  await sql`insert into assignments (id, ticket_id, agent_id, cost, live, started_at)
    select gen_random_uuid(), id, agent_id, 15, false, now() from tickets where status = 'assigned' and subject like 'Caso %'`.execute(db);
  await sql`analyze`.execute(db);
  await wall();
  const took: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const began = performance.now();
    await wall();
    took.push(performance.now() - began);
  }
  // Ten times what it takes on an idle machine, so that a scan of every ticket or agent shows and a busy neighbour does not.
  expect(Math.min(...took)).toBeLessThan(atThisPace(250));
});
