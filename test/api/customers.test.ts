import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let agent: Person;
let lead: Person;
let id: string;
beforeAll(async () => {
  api = await startTestApi({ deps: {} });
  agent = await api.signIn();
  lead = await api.signIn({ role: 'lead' });
  const number = await api.submit();
  const { rows } = await sql<{ customer_id: string }>`select customer_id from tickets where number = ${Number(number.slice(2))}`
    .execute(api.desk.database.db);
  id = rows[0]?.customer_id ?? '';
});
afterAll(() => api.close());

const email = 'ana.perez@example.com';
const read = (by: Person = agent) => api.call('GET', `/api/customers/${id}`, { by });
const change = (body: unknown, by: Person = agent, of = id) => api.call('PATCH', `/api/customers/${of}`, { by, body });
const state = (verb: 'verify' | 'unverify' | 'deliverable', body: unknown, of = id) =>
  api.call('POST', `/api/customers/${of}/addresses/${verb}`, { by: agent, body });

async function events(): Promise<{ reason: string; ticket_id: string | null; actor_id: string; after: Record<string, unknown> }[]> {
  const { rows } = await sql<{ reason: string; ticket_id: string | null; actor_id: string; after: Record<string, unknown> }>`
    select reason, ticket_id, actor_id, after from events where name = 'customer.changed' order by id`.execute(api.desk.database.db);
  return rows;
}

describe('a customer', () => {
  test('is shown with addresses and tickets to agents, and to nobody else', async () => {
    const answer = await read();
    expect(answer.status).toBe(200);
    expect(answer.at('customer')).toMatchObject({
      id, name: 'Ana Pérez', locale: 'es', plan: null,
      addresses: expect.arrayContaining([{ kind: 'email', value: email, verified: false }]) as unknown,
      tickets: [{ number: 'V-1001', customer: { id, plan: null } }],
    });
    expect((await api.call('GET', `/api/customers/${id}`)).status).toBe(401);
  });

  test('shows the last twenty tickets, newest first', async () => {
    for (let n = 0; n < 21; n += 1) {
      api.desk.clock.advance(1);
      await api.submit({ subject: `asunto ${n}` });
    }
    const { rows } = await sql<{ numbers: string[] }>`select array_agg('V-' || number order by opened_at desc) as numbers from tickets
      where customer_id = ${id}`.execute(api.desk.database.db);
    const tickets = (await read()).at('customer.tickets');
    expect(Array.isArray(tickets) && tickets.map((ticket: { number: string }) => ticket.number)).toEqual(rows[0]?.numbers.slice(0, 20));
  });

  test.each(['none', '00000000-0000-4000-8000-000000000000', '%00', "' or 1=1"])('that does not exist (%s) is not found', async (wrong) => {
    expect((await api.call('GET', `/api/customers/${encodeURIComponent(wrong)}`, { by: agent })).status).toBe(404);
    expect((await change({ name: 'x' }, agent, encodeURIComponent(wrong))).status).toBe(404);
    expect((await state('verify', { kind: 'email', value: email }, encodeURIComponent(wrong))).status).toBe(404);
  });

  test('is changed by agents, and the change is told with who made it', async () => {
    const answer = await change({ name: ' Ana  María Pérez ', locale: 'en' });
    expect(answer.at('customer')).toMatchObject({ name: 'Ana María Pérez', locale: 'en' });
    expect((await events()).at(-1)).toEqual({
      reason: 'edited', ticket_id: null, actor_id: agent.id, after: { customerId: id, name: 'Ana María Pérez', locale: 'en' },
    });
    const count = (await events()).length;
    expect((await change({ name: 'Ana María Pérez' })).status).toBe(200);
    expect(await events()).toHaveLength(count);
  });

  test.each<[string, unknown]>([
    ['nothing', {}], ['an empty name', { name: '  ' }], ['a number', { name: 5 }], ['a long name', { name: 'x'.repeat(201) }],
    ['a language the desk has not', { locale: 'fr' }], ['no map', []],
  ])('is not changed by %s', async (_what, body) => {
    expect(await change(body)).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
  });

  test('a name of NUL bytes and lone surrogates is stored without them', async () => {
    expect((await change({ name: 'A\u0000na \ud800Pérez' })).status).toBe(200);
    expect(JSON.stringify((await read()).at('customer.name'))).not.toMatch(/\\u0000|\\ud800/);
    await change({ name: null });
    expect((await read()).at('customer.name')).toBeNull();
  });

  test('gets a plan of the desk from a lead only', async () => {
    expect(await change({ plan: null }, agent)).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
    expect(await change({ plan: 'gold' }, lead)).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
    expect((await change({ plan: null }, lead)).status).toBe(200);
  });
});

describe('an address', () => {
  test('is stated to be theirs and taken back, each told once', async () => {
    const before = (await events()).length;
    expect((await state('verify', { kind: 'email', value: ' Ana.Perez@Example.com ' })).at('customer.addresses')).toContainEqual({ kind: 'email', value: email, verified: true });
    expect((await state('verify', { kind: 'email', value: email })).status).toBe(200);
    expect((await state('unverify', { kind: 'email', value: email })).at('customer.addresses')).toContainEqual({ kind: 'email', value: email, verified: false });
    expect((await events()).slice(before).map(({ reason, ticket_id: ticketId, actor_id: actorId, after }) => ({ reason, ticketId, actorId, after }))).toEqual([
      { reason: 'address-verified', ticketId: null, actorId: agent.id, after: { customerId: id, kind: 'email', value: email, verified: true } },
      { reason: 'address-unverified', ticketId: null, actorId: agent.id, after: { customerId: id, kind: 'email', value: email, verified: false } },
    ]);
  });

  test('that mail did not reach is said to be reached again, once', async () => {
    await sql`update addresses set undeliverable_at = now(), undeliverable_reason = '5.1.1' where value = ${email}`.execute(api.desk.database.db);
    expect((await read()).at('customer.addresses')).toContainEqual({ kind: 'email', value: email, verified: false, undeliverable: '5.1.1' });
    const answers = [await state('deliverable', { kind: 'email', value: email }), await state('deliverable', { kind: 'email', value: email })];
    for (const answer of answers) expect(answer.at('customer.addresses')).toContainEqual({ kind: 'email', value: email, verified: false });
    const { rows } = await sql`select actor_id, after from events where name = 'address.deliverable'`.execute(api.desk.database.db);
    expect(rows).toEqual([{ actor_id: agent.id, after: { customerId: id, kind: 'email', value: email } }]);
    expect((await state('deliverable', { kind: 'email', value: 'nadie@example.com' })).status).toBe(404);
  });

  test('of somebody else, or of nobody, is not found', async () => {
    await api.submit({ email: 'otra@example.com', phone: '+57 300 999 8877' });
    expect((await state('verify', { kind: 'email', value: 'otra@example.com' })).status).toBe(404);
    expect((await state('verify', { kind: 'phone', value: '+57 (300) 000-0000' })).status).toBe(404);
  });

  test.each<[string, unknown]>([
    ['no kind', { value: 'x' }], ['a kind the desk has not', { kind: 'fax', value: 'x' }], ['an empty value', { kind: 'email', value: ' ' }],
    ['a long value', { kind: 'email', value: 'x'.repeat(321) }], ['a list', { kind: 'email', value: ['x'] }],
  ])('that is %s is refused', async (_what, body) => {
    expect(await state('verify', body)).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
  });
});

describe('colleagues', () => {
  test('are shown to every agent, with what handing over needs and no more', async () => {
    const answer = await api.call('GET', '/api/colleagues', { by: agent });
    expect(answer.keys('colleagues.0').sort()).toEqual(['availability', 'id', 'name', 'teams']);
    expect(answer.at('colleagues')).toContainEqual({ id: lead.id, name: 'Persona 2', teams: ['mesa'], availability: 'offline' });
    expect((await api.call('GET', '/api/colleagues')).status).toBe(401);
  });

  test('who were deactivated are not shown', async () => {
    const gone = await api.signIn();
    await api.desk.people.change(gone.id, { active: false }, null);
    expect(JSON.stringify((await api.call('GET', '/api/colleagues', { by: agent })).body)).not.toContain(gone.id);
  });
});

describe('wrap-up', () => {
  test('is ended by its agent, and ending none is no fault', async () => {
    await sql`update agents set wrap_up_until = ${new Date(api.desk.clock.now().getTime() + 60_000)} where id = ${agent.id}`.execute(api.desk.database.db);
    const people = await api.call('GET', '/api/agents', { by: lead });
    expect(people.at('agents')).toContainEqual(expect.objectContaining({ id: agent.id, wrapUpUntil: new Date(api.desk.clock.now().getTime() + 60_000).toISOString() }));
    const done = () => api.call('POST', '/api/agents/me/wrap-up/done', { by: agent });
    expect(await done()).toMatchObject({ status: 200, body: { ended: true } });
    expect(await done()).toMatchObject({ status: 200, body: { ended: false } });
  });
});
