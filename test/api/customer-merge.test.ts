import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let agent: Person;
beforeAll(async () => {
  api = await startTestApi({ deps: {} });
  agent = await api.signIn();
});
afterAll(() => api.close());

const nobody = '00000000-0000-4000-8000-000000000000';

/** A customer who wrote a form, and its ticket. */
async function newCustomer(name: string, email: string, phone = ''): Promise<{ id: string; ticket: string }> {
  const ticket = await api.submit({ name, email, phone });
  const { rows } = await sql<{ customer_id: string }>`select customer_id from tickets where number = ${Number(ticket.slice(2))}`.execute(api.desk.database.db);
  return { id: rows[0]?.customer_id ?? '', ticket };
}
const read = (id: string) => api.call('GET', `/api/customers/${id}`, { by: agent });
const search = (query: string) => api.call('GET', `/api/customers?${query}`, { by: agent });
const merge = (from: string, into: string, reason: unknown = 'La misma persona') => api.call('POST', `/api/customers/${from}/merge`, { by: agent, body: { into, reason } });
const add = (id: string, body: unknown) => api.call('POST', `/api/customers/${id}/addresses`, { by: agent, body });
const remove = (id: string, value: string, kind = 'email') => api.call('POST', `/api/customers/${id}/addresses/remove`, { by: agent, body: { kind, value } });
const names = async (q: string) => {
  const found = (await search(`q=${encodeURIComponent(q)}`)).at('customers');
  return Array.isArray(found) ? found.map(({ name }: { name: string }) => name) : [];
};

describe('customers', () => {
  test('are found by parts of name, address and telephone number, accents and case apart', async () => {
    const { id, ticket } = await newCustomer('Íñigo Núñez', 'inigo@norte.example', '+57 300 111 2299');
    await newCustomer('50% de _todo_', 'raro@norte.example');
    for (const q of ['inigo nunez', 'NÚÑEZ', 'ñig', 'nunez iñigo', 'INIGO@norte', '300 111 22', '+573001112299', '1112299']) expect(await names(q), q).toEqual(['Íñigo Núñez']);
    expect(await names('norte.example')).toEqual(['50% de _todo_', 'Íñigo Núñez']);
    for (const q of ['nadie', "' or 1=1", '_n_ez', 'Íñigo raro']) expect(await names(q), q).toEqual([]);
    for (const q of ['50%', '_todo_']) expect(await names(q), q).toEqual(['50% de _todo_']);
    expect((await search('q=nunez')).at('customers')).toEqual([{
      id, name: 'Íñigo Núñez', locale: 'es', plan: null, open: 1, tickets: 1, lastTicketAt: expect.any(String) as unknown,
      addresses: expect.arrayContaining([{ kind: 'phone', value: '+573001112299', verified: false }]) as unknown,
    }]);
    expect((await api.call('GET', `/api/tickets?customer=${id}`, { by: agent })).at('tickets.0.number')).toBe(ticket);
    expect((await api.call('GET', '/api/customers')).status).toBe(401);
  });

  test('are paged in the order of their names, those without one last, each once', async () => {
    for (const name of ['Álvaro', 'alba', 'Zoe', 'Zoe']) await newCustomer(name, `${Math.random()}@pages.example`);
    const nameless = await newCustomer('x', 'nameless@pages.example');
    await api.call('PATCH', `/api/customers/${nameless.id}`, { by: agent, body: { name: null } });
    const seen: string[] = [];
    for (let cursor: unknown = ''; typeof cursor === 'string'; ) {
      const page = await search(`q=pages.example&limit=2&cursor=${cursor}`);
      expect(page.status).toBe(200);
      seen.push(...(page.at('customers') as { name: string }[]).map(({ name }) => name));
      cursor = page.at('nextCursor');
    }
    expect(seen).toEqual(['alba', 'Álvaro', 'Zoe', 'Zoe', null]);
  });

  test.each(['cursor=x', `cursor=${Buffer.from('[true,"\\u0000","' + nobody + '"]').toString('base64url')}`, 'limit=0', 'limit=x', `q=${'x'.repeat(201)}`])('are not listed for %s', async (query) => {
    expect(await search(query)).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
  });

  test('have notes, and a history of what was said on every channel', async () => {
    const { id, ticket } = await newCustomer('Nora', 'nora@example.com');
    expect((await api.call('PATCH', `/api/customers/${id}`, { by: agent, body: { notes: 'Prefiere llamadas' } })).at('customer.notes')).toBe('Prefiere llamadas');
    const history = await api.call('GET', `/api/customers/${id}/history`, { by: agent });
    expect(history.at('history.0')).toMatchObject({ kind: 'contact', channel: 'web', ticket, agent: null });
    const at = String(history.at('history.0.at'));
    expect((await api.call('GET', `/api/customers/${id}/history?before=${encodeURIComponent(at)}`, { by: agent })).at('history')).toEqual([]);
    expect((await api.call('GET', `/api/customers/${nobody}/history`, { by: agent })).status).toBe(404);
  });
});

describe('an address', () => {
  test('is added as it is stored, once, and told of', async () => {
    const { id } = await newCustomer('Aldo', 'aldo@example.com');
    for (let time = 0; time < 2; time += 1) expect((await add(id, { kind: 'phone', value: '+57 (300) 555-0101', verified: true })).status).toBe(200);
    expect((await read(id)).at('customer.addresses')).toContainEqual({ kind: 'phone', value: '+573005550101', verified: true });
    expect((await read(id)).at('customer.log.0')).toMatchObject({ name: 'customer.changed', reason: 'address-added', actor: { id: agent.id } });
    expect((await read(id)).at('customer.log.1')).toBeUndefined();
  });

  test('of another customer is not taken from them, and says whose it is', async () => {
    const [one, other] = [await newCustomer('Uno', 'uno@example.com'), await newCustomer('Otro', 'otro@example.com')];
    expect(await add(one.id, { kind: 'email', value: ' OTRO@example.com' })).toMatchObject({ status: 409, body: { error: { code: 'address_taken', fields: { value: other.id } } } });
  });

  test.each<[string, unknown]>([
    ['a word', { kind: 'phone', value: 'hola' }], ['a short number', { kind: 'phone', value: '911' }], ['no mail', { kind: 'email', value: 'ana' }],
    ['an id of Slack', { kind: 'slack', value: 'U1' }], ['nothing', {}], ['a NUL', { kind: 'email', value: '\u0000' }],
  ])('that is %s is refused', async (_what, body) => {
    const { id } = await newCustomer('Rita', 'rita@example.com');
    expect(await add(id, body)).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
  });

  test('is removed, unless somebody waits there for an answer', async () => {
    const { id } = await newCustomer('Raul', 'raul@example.com');
    await add(id, { kind: 'email', value: 'viejo@example.com' });
    expect((await remove(id, 'viejo@example.com')).status).toBe(200);
    expect((await remove(id, 'viejo@example.com')).status).toBe(404);
    await sql`update conversations set theirs_kind = 'email', theirs = 'raul@example.com' where ticket_id in (select id from tickets where customer_id = ${id})`.execute(api.desk.database.db);
    expect(await remove(id, 'raul@example.com')).toMatchObject({ status: 409, body: { error: { code: 'address_in_use' } } });
    expect((await read(id)).at('customer.addresses')).toContainEqual({ kind: 'email', value: 'raul@example.com', verified: false });
  });
});

describe('two customers', () => {
  test('become one: addresses, tickets, history and notes; the old id leads there; each ticket and the log tell of it', async () => {
    const from = await newCustomer('Ana P.', 'ana.p@example.com', '+57 300 777 0001');
    const into = await newCustomer('Ana Paz', 'ana.paz@example.com');
    await api.call('PATCH', `/api/customers/${from.id}`, { by: agent, body: { notes: 'Es zurda' } });
    const version = async () => (await api.call('GET', `/api/tickets/${from.ticket}`, { by: agent })).at('version');
    const before = Number(await version());

    const merged = await merge(from.id, into.id);
    expect(merged.status).toBe(200);
    expect(merged.at('customer')).toMatchObject({ id: into.id, name: 'Ana Paz', notes: 'Es zurda', mergedFrom: [{ id: from.id, name: 'Ana P.' }] });
    expect((merged.at('customer.addresses') as { value: string }[]).map(({ value }) => value).sort()).toEqual(['+573007770001', 'ana.p@example.com', 'ana.paz@example.com']);
    expect((merged.at('customer.tickets') as { number: string }[]).map(({ number }) => number).sort()).toEqual([from.ticket, into.ticket].sort());
    expect((await read(from.id)).at('customer.id')).toBe(into.id);
    expect(await version()).toBe(before + 1);
    const ticket = await api.call('GET', `/api/tickets/${from.ticket}`, { by: agent });
    expect(ticket.at('customer.id')).toBe(into.id);
    expect(ticket.at('timeline')).toContainEqual(expect.objectContaining({ name: 'customer.merged', reason: 'La misma persona', before: { customerId: from.id, name: 'Ana P.' } }));
    expect((await read(into.id)).at('customer.log.0')).toMatchObject({
      name: 'customer.merged', reason: 'La misma persona', actor: { id: agent.id }, before: { customerId: from.id, name: 'Ana P.', notes: 'Es zurda' }, after: { tickets: 1, contacts: 1 },
    });
    expect(await names('Ana P.')).toEqual([]);

    // Whoever writes from an address of the first is the second now.
    await api.submit({ name: 'Ana P.', email: 'ana.p@example.com', phone: '' });
    expect((await read(into.id)).at('customer.tickets.2.number')).toBeDefined();
  });

  test('are merged once however often it is asked, and nothing more happens to who was merged', async () => {
    const [from, into, third] = [await newCustomer('Beto', 'beto1@example.com'), await newCustomer('Beto', 'beto2@example.com'), await newCustomer('Beto', 'beto3@example.com')];
    const answers = await Promise.all([merge(from.id, into.id), merge(from.id, into.id), merge(from.id, into.id)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from events where name = 'customer.merged' and ticket_id is null
      and after ->> 'customerId' = ${into.id}`.execute(api.desk.database.db);
    expect(rows[0]?.count).toBe(1);
    expect(await merge(from.id, third.id)).toMatchObject({ status: 409, body: { error: { code: 'already_merged', fields: { into: into.id } } } });
    expect(await merge(third.id, from.id)).toMatchObject({ status: 409, body: { error: { code: 'already_merged' } } });
    expect((await api.call('PATCH', `/api/customers/${from.id}`, { by: agent, body: { name: 'x' } })).status).toBe(404);
    expect((await add(from.id, { kind: 'email', value: 'beto9@example.com' })).status).toBe(404);

    // A chain leads to its end.
    expect((await merge(into.id, third.id)).status).toBe(200);
    expect((await read(from.id)).at('customer.id')).toBe(third.id);
  });

  test('merged into each other at the same moment are one in the end, and no address is lost', async () => {
    const [one, other] = [await newCustomer('Caro', 'caro1@example.com'), await newCustomer('Caro', 'caro2@example.com')];
    const statuses = (await Promise.all([merge(one.id, other.id), merge(other.id, one.id)])).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 409]);
    const left = await read(one.id);
    expect(left.at('customer.id')).toBe((await read(other.id)).at('customer.id'));
    expect(left.at('customer.addresses')).toHaveLength(2);
    expect(left.at('customer.tickets')).toHaveLength(2);
  });

  test('are merged while one of them writes, and nothing of theirs stays behind', async () => {
    const [from, into] = [await newCustomer('Dora', 'dora1@example.com'), await newCustomer('Dora', 'dora2@example.com')];
    await Promise.all([merge(from.id, into.id), ...Array.from({ length: 6 }, () => api.submit({ name: 'Dora', email: 'dora1@example.com', phone: '' }))]);
    const { rows } = await sql<{ count: number }>`select (select count(*) from tickets where customer_id = ${from.id}) + (select count(*) from contacts where customer_id = ${from.id})
      + (select count(*) from addresses where customer_id = ${from.id}) as count`.execute(api.desk.database.db);
    expect(Number(rows[0]?.count)).toBe(0);
  });

  test('are not merged without a reason, with oneself, with nobody, or by nobody', async () => {
    const { id } = await newCustomer('Eva', 'eva@example.com');
    expect((await merge(id, id)).status).toBe(400);
    expect((await merge(id, nobody)).status).toBe(400);
    expect((await merge(nobody, id)).status).toBe(404);
    expect((await merge(id, 'x')).status).toBe(400);
    for (const reason of [' ', undefined, null, 5, 'x'.repeat(501)]) {
      expect((await api.call('POST', `/api/customers/${id}/merge`, { by: agent, body: { into: nobody, reason } })).status).toBe(400);
    }
    expect((await api.call('POST', `/api/customers/${id}/merge`, { body: { into: nobody, reason: 'x' } })).status).toBe(401);
  });
});
