import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let ana: Person;
let lead: Person;
/** Numbers of tickets, in the order in which they were opened. */
const numbers: string[] = [];

beforeAll(async () => {
  api = await startTestApi();
  ana = await api.signIn({ name: 'Ana' });
  lead = await api.signIn({ role: 'lead', name: 'Luz' });
  for (const about of [
    { entry: 'internet', impact: 'low', urgency: 'low' }, { entry: 'internet', impact: 'high', urgency: 'high' },
    { entry: 'constancia' }, { entry: 'constancia', email: 'otro@example.com', phone: undefined },
  ]) {
    numbers.push(await api.submit(about));
    api.desk.clock.advance(60);
  }
});
afterAll(() => api.close());

const listed = async (query: string, by = ana) => {
  const answer = await api.call('GET', `/api/tickets?${query}`, { by });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return ticketNumbers(answer.at('tickets'));
};
const counted = async (query: string) => (await api.call('GET', `/api/tickets/count?${query}`, { by: ana })).body;
const numberAt = (place: number) => numbers[place] ?? '';
const ticketNumbers = (tickets: unknown) => (Array.isArray(tickets) ? tickets.map((ticket: { number: string }) => ticket.number) : []);
const readTicket = async (number: string, by = ana) => api.call('GET', `/api/tickets/${number}`, { by });

async function walked(query: string): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const answer = await api.call('GET', `/api/tickets?${query}&limit=1&cursor=${cursor}`, { by: ana });
    expect(answer.status).toBe(200);
    seen.push(...ticketNumbers(answer.at('tickets')));
    const next = answer.at('nextCursor');
    cursor = typeof next === 'string' ? next : null;
  }
  return seen;
}

test.each(['queue', 'newest', 'oldest', 'due', 'updated'])('page by page in the order %s gives every ticket once, as one page does', async (sort) => {
  const whole = await listed(`sort=${sort}&status=all`);
  expect([...whole].sort()).toEqual([...numbers].sort());
  expect(await walked(`sort=${sort}&status=all`)).toEqual(whole);
});

test('newest, oldest, due and updated put first what their names say', async () => {
  expect(await listed('sort=oldest')).toEqual(numbers);
  expect(await listed('sort=newest')).toEqual([...numbers].reverse());
  await api.call('POST', `/api/tickets/${numberAt(1)}/notes`, { by: ana, body: { text: 'Visto' } });
  expect((await listed('sort=updated'))[0]).toBe(numberAt(1));
  await sql`update tickets set respond_by = null, resolve_by = null where number = ${Number(numberAt(0).slice(2))}`.execute(api.desk.database.db);
  const due = await listed('sort=due');
  expect(due.at(-1)).toBe(numberAt(0));
  const { rows } = await sql<{ number: number; due_at: Date | null }>`select number, due_at from tickets`.execute(api.desk.database.db);
  for (const { number, due_at: dueAt } of rows) {
    expect((await readTicket(`V-${number}`)).at('dueAt')).toBe(dueAt?.toISOString() ?? null);
  }
});

test('a cursor of another order, or one that is none, is refused', async () => {
  const cursor = String((await api.call('GET', '/api/tickets?sort=due&limit=1', { by: ana })).at('nextCursor'));
  for (const query of [`sort=updated&cursor=${cursor}`, `cursor=${cursor}`, 'sort=due&cursor=nonsense']) {
    const answer = await api.call('GET', `/api/tickets?${query}`, { by: ana });
    expect([answer.status, answer.keys('error.fields')]).toEqual([400, ['cursor']]);
  }
});

test('filters narrow the list and the count alike, and several of them all count', async () => {
  const priority = String((await readTicket(numberAt(1))).at('priority'));
  const customer = String((await readTicket(numberAt(3))).at('customer.id'));
  for (const [query, expected] of [
    ['entry=constancia', [2, 3]], ['entry=constancia,internet&kind=request', [2, 3]], ['kind=incident', [0, 1]], ['channel=web', [0, 1, 2, 3]],
    ['channel=sms', []], ['service=tecnologia', [0, 1, 2, 3]], [`priority=${priority}`, [1]], ['team=mine', [0, 1, 2, 3]], ['team=redes', []],
    ['unassigned=true', [0, 1, 2, 3]], ['agent=me', []], [`customer=${customer}`, [3]], ['following=me', []], ['waitingFor=vendor', []], ['tier=2,3', []],
  ] as const) {
    const wanted = expected.map((place) => numberAt(place));
    expect([query, await listed(`sort=oldest&${query}`)]).toEqual([query, wanted]);
    expect([query, await counted(query)]).toEqual([query, { count: wanted.length, isExact: true }]);
  }
});

test('overdue is what has passed its next target', async () => {
  await sql`update tickets set respond_by = ${new Date(api.desk.clock.now().getTime() - 1)} where number = ${Number(numberAt(2).slice(2))}`.execute(api.desk.database.db);
  expect(await listed('overdue=true')).toEqual([numberAt(2)]);
  expect(await listed('overdue=false')).toHaveLength(4);
});

test.each([
  'sort=random', 'agent=someone', 'customer=1', 'unassigned=maybe', 'following=you', 'tier=4', 'kind=joke', `tag=${'x'.repeat(41)}`,
  `channel=${'x'.repeat(61)}`, `team=${Array.from({ length: 51 }, (_, n) => `t${n}`).join(',')}`, 'overdue=2', 'priority=P9', 'team=,',
])('a list asked for by %s is refused with the field that is wrong', async (query) => {
  const answer = await api.call('GET', `/api/tickets?${query}`, { by: ana });
  expect([answer.status, answer.keys('error.fields')]).toEqual([400, [query.split('=')[0]]]);
});

test.each(['team', 'channel', 'service', 'entry'])('a list asked for by a %s that no desk could have is empty', async (field) => {
  expect(await listed(`${field}=a%00b`)).toEqual([]);
  expect(await counted(`${field}=a%00b`)).toEqual({ count: 0, isExact: true });
});

test('tags are folded, told in the timeline, found by the list, and taken off again', async () => {
  const number = numberAt(0);
  const tagged = await api.call('POST', `/api/tickets/${number}/tags`, { by: ana, body: { add: ['  #Red  Caída ', 'vip', 'VIP'] } });
  expect([tagged.status, tagged.at('tags')]).toEqual([200, ['red caída', 'vip']]);
  const version = tagged.at('version');
  const again = await api.call('POST', `/api/tickets/${number}/tags`, { by: ana, body: { add: ['vip'], remove: ['nunca'] } });
  expect(again.at('version')).toBe(version);
  expect(await listed('tag=VIP,red+ca%C3%ADda')).toEqual([number]);
  expect(await listed('tag=vip,otra')).toEqual([]);
  const tags = await api.call('GET', '/api/tags?q=RED+CAI', { by: ana });
  expect(tags.body).toEqual({ tags: [{ tag: 'red caída', count: 1 }] });
  const untagged = await api.call('POST', `/api/tickets/${number}/tags`, { by: ana, body: { remove: ['vip', 'red caída'] } });
  expect(untagged.at('tags')).toEqual([]);
  const timeline = untagged.at('timeline') as { kind: string; name?: string; after?: unknown; before?: unknown }[];
  expect(timeline.filter((item) => item.name?.includes('tagged')).map(({ name, before, after }) => ({ name, tags: before ?? after }))).toEqual([
    { name: 'ticket.tagged', tags: { tags: ['red caída', 'vip'] } }, { name: 'ticket.untagged', tags: { tags: ['red caída', 'vip'] } },
  ]);
});

test('a ticket has at most twenty tags, each a short word', async () => {
  const change = (body: unknown, number = numberAt(3)) => api.call('POST', `/api/tickets/${number}/tags`, { by: ana, body });
  expect((await change({ add: Array.from({ length: 20 }, (_, n) => `t${n}`) })).status).toBe(200);
  expect((await change({ add: ['uno más'] })).keys('error.fields')).toEqual(['add']);
  expect((await change({ add: ['uno más'], remove: ['t0'] })).status).toBe(200);
  for (const bad of [{}, { add: [] }, { add: [''] }, { add: ['a,b'] }, { add: ['x'.repeat(41)] }, { add: [1] }, { add: 'a' }, { add: ['#'] }, null, []]) {
    expect([bad, (await change(bad)).status]).toEqual([bad, 400]);
  }
  expect((await change({ add: ['a'] }, 'V-99999')).status).toBe(404);
  expect((await change({ add: ['a\u0000b\ud800'] })).status).toBeLessThan(500);
});

test('two people who tag at the same time lose nothing', async () => {
  const number = numberAt(1);
  await Promise.all(['a', 'b', 'c', 'd'].map((tag, n) => api.call('POST', `/api/tickets/${number}/tags`, { by: n % 2 ? ana : lead, body: { add: [tag] } })));
  expect([...(await readTicket(number)).at('tags') as string[]].sort()).toEqual(['a', 'b', 'c', 'd']);
});

test('whoever follows a ticket sees that they do, and others that they do not', async () => {
  const number = numberAt(1);
  expect((await api.call('POST', `/api/tickets/${number}/follow`, { by: ana })).at('following')).toBe(true);
  expect((await api.call('POST', `/api/tickets/${number}/follow`, { by: ana })).at('followers')).toEqual([ana.id]);
  expect((await readTicket(number, lead)).at('following')).toBe(false);
  expect(await listed('following=me')).toEqual([number]);
  expect((await api.call('GET', '/api/tickets?following=me', { by: ana })).at('tickets.0.following')).toBe(true);
  expect((await api.call('DELETE', `/api/tickets/${number}/follow`, { by: ana })).at('following')).toBe(false);
  expect((await api.call('DELETE', `/api/tickets/${number}/follow`, { by: ana })).status).toBe(200);
  expect((await api.call('POST', '/api/tickets/V-99999/follow', { by: ana })).status).toBe(404);
  expect((await api.call('POST', `/api/tickets/${number}/follow`)).status).toBe(401);
});

test('answers and notes are found by their words, and who wrote last is told', async () => {
  const number = numberAt(2);
  expect((await readTicket(number)).at('customerWroteLast')).toBe(true);
  api.desk.clock.advance(1);
  await api.call('POST', `/api/tickets/${number}/replies`, { by: ana, body: { text: 'Su certificación quedó lista' } });
  await api.call('POST', `/api/tickets/${number}/notes`, { by: ana, body: { text: 'Pregunté a contabilidad' } });
  expect(await listed('q=certificacion')).toEqual([number]);
  expect(await listed('q=CONTABILIDAD')).toEqual([number]);
  const ticket = await readTicket(number);
  expect(ticket.at('customerWroteLast')).toBe(false);
  expect(ticket.at('lastContactAt')).toBe(ticket.at('openedAt'));
});

test('a merged ticket gives its tags and its followers to the one it went into', async () => {
  const [from, into] = [await api.submit(), await api.submit()];
  await api.call('POST', `/api/tickets/${from}/tags`, { by: ana, body: { add: ['uno', 'dos'] } });
  await api.call('POST', `/api/tickets/${into}/tags`, { by: ana, body: { add: ['tres', 'uno'] } });
  await api.call('POST', `/api/tickets/${from}/follow`, { by: ana });
  const merged = await api.call('POST', `/api/tickets/${from}/merge`, { by: lead, body: { into } });
  expect([merged.at('tags'), merged.at('followers')]).toEqual([['tres', 'uno', 'dos'], [ana.id]]);
});
