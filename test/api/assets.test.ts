import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nameAsset } from '../../src/desk/assets/index.ts';
import { providerActor } from '../../src/desk/events/index.ts';
import { startTestApi, type Answer, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let agent: Person;
let lead: Person;
beforeAll(async () => {
  api = await startTestApi();
  agent = await api.signIn({ name: 'Ada' });
  lead = await api.signIn({ role: 'lead', name: 'Lía' });
});
afterAll(() => api.close());

const add = (asset: Record<string, unknown>, by = lead) => api.call('POST', '/api/assets', { by, body: asset });
const idOf = (answer: Answer) => String(answer.at('asset.id'));
const change = (id: string, body: unknown, by = lead, headers = {}) => api.call('PATCH', `/api/assets/${id}`, { by, body, headers });
const list = async (query: string) => ((await api.call('GET', `/api/assets?${query}`, { by: agent })).at('assets') as { name: string }[]).map(({ name }) => name);

describe('assets', () => {
  test('are written down by leads and read by agents, with who is hit', async () => {
    const number = await api.submit();
    const ticket = await api.call('GET', `/api/tickets/${number}`, { by: agent });
    const customer = String(ticket.at('customer.id'));
    const made = await add({ name: '  Impresora   piso 3 ', kind: 'Printer', owner: 'Sistemas', service: 'tecnologia', customers: [customer, customer], notes: 'Tóner negro' });
    expect(made).toMatchObject({
      status: 201,
      body: { asset: { name: 'Impresora piso 3', kind: 'printer', owner: 'Sistemas', service: 'tecnologia', notes: 'Tóner negro', source: 'person', retiredAt: null, customers: [{ id: customer, name: 'Ana Pérez' }] } },
    });
    expect(await api.call('GET', `/api/assets/${idOf(made)}`, { by: agent })).toMatchObject({ status: 200, body: made.body });
    expect(await add({ name: 'x' }, agent)).toMatchObject({ status: 403 });
    expect(await change(idOf(made), { notes: '' }, agent)).toMatchObject({ status: 403 });
    expect(await api.call('GET', '/api/assets')).toMatchObject({ status: 401 });
  });

  test('have a name of their own whatever its case, also after it was changed', async () => {
    const one = idOf(await add({ name: 'Núcleo-1' }));
    const other = idOf(await add({ name: 'Núcleo-2' }));
    const taken = { status: 409, body: { error: { code: 'name_taken', fields: { name: 'is taken' } } } };
    expect(await add({ name: 'NÚCLEO-1' })).toMatchObject(taken);
    expect(await change(other, { name: 'núcleo-1' })).toMatchObject(taken);
    expect(await change(one, { name: 'NÚCLEO-1' })).toMatchObject({ status: 200, body: { asset: { name: 'NÚCLEO-1' } } });
    expect((await Promise.all([add({ name: 'Doble' }), add({ name: 'doble' })])).map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect((await Promise.all([change(one, { name: 'Igual' }), change(other, { name: 'igual' })])).map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test('are changed as they were seen, and every change is told', async () => {
    const made = await add({ name: 'Servidor' });
    const headers = { 'if-match': `"${String(made.at('asset.changedAt'))}"` };
    const changed = await change(idOf(made), { kind: 'server', retired: true }, lead, headers);
    expect(changed).toMatchObject({ status: 200, body: { asset: { kind: 'server', retiredAt: expect.any(String) as string } } });
    expect(await change(idOf(made), { owner: 'x' }, lead, headers)).toMatchObject({ status: 409, body: { error: { code: 'stale' } } });
    await change(idOf(made), { retired: true, kind: 'server' });
    expect(await change(idOf(made), { retired: false })).toMatchObject({
      body: {
        asset: {
          retiredAt: null,
          log: [
            { name: 'asset.changed', actor: { name: 'Lía' }, after: { retiredAt: null } },
            { name: 'asset.changed', before: { kind: 'other', retiredAt: null }, after: { kind: 'server' } },
            { name: 'asset.created', after: { name: 'Servidor', kind: 'other' } },
          ],
        },
      },
    });
  });

  test('are found by parts of name, kind and owner, page by page', async () => {
    for (const name of ['Zeta 100%', 'zeta ábaco', 'Zeta_c']) await add({ name, owner: 'Bodega Zeta', kind: 'switch', service: 'tecnologia' });
    const gone = idOf(await add({ name: 'Zeta viejo' }));
    await change(gone, { retired: true });
    expect(await list('q=ZETA')).toEqual(['Zeta 100%', 'zeta ábaco', 'Zeta_c']);
    expect(await list('q=bodega abaco&kind=switch&service=tecnologia')).toEqual(['zeta ábaco']);
    expect(await list('q=zeta%20100%25')).toEqual(['Zeta 100%']);
    expect(await list('q=zeta_')).toEqual(['Zeta_c']);
    expect(await list('q=zeta&retired=true')).toContain('Zeta viejo');
    const first = await api.call('GET', '/api/assets?q=zeta&limit=2', { by: agent });
    expect(await list(`q=zeta&limit=2&cursor=${String(first.at('nextCursor'))}`)).toEqual(['Zeta_c']);
    expect(first.at('kinds')).toContain('switch');
  });

  test.each([
    ['no name', {}], ['an empty name', { name: ' \u0000 ' }], ['a long name', { name: 'x'.repeat(201) }], ['an unknown field', { name: 'a', id: 'b' }],
    ['an unknown service', { name: 'a', service: 'nada' }], ['a customer that is none', { name: 'a', customers: ['00000000-0000-4000-8000-000000000000'] }],
    ['a wrong type', { name: 5 }], ['a kind that says nothing', { name: 'a', kind: '!!' }],
  ])('are refused with %s', async (_, body) => {
    expect(await add(body)).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
  });

  test('answer plainly to what they are not', async () => {
    expect(await api.call('GET', '/api/assets/x', { by: agent })).toMatchObject({ status: 404 });
    expect(await change('00000000-0000-4000-8000-000000000000', { notes: 'x' })).toMatchObject({ status: 404 });
    expect(await api.call('GET', '/api/assets?cursor=x', { by: agent })).toMatchObject({ status: 400 });
    expect(await api.call('GET', '/api/assets?limit=0', { by: agent })).toMatchObject({ status: 400 });
    expect(await add({ name: 'mal \ud800 escrito' })).toMatchObject({ status: 201, body: { asset: { name: 'mal \ufffd escrito' } } });
  });
});

describe('the assets of a ticket', () => {
  test('are named and taken off by any agent, told in its timeline, and found again', async () => {
    const number = await api.submit();
    const asset = idOf(await add({ name: 'Router sede', kind: 'router' }));
    const name = (id: string, headers = {}) => api.call('POST', `/api/tickets/${number}/assets`, { by: agent, body: { asset: id }, headers });
    const named = await name(asset);
    expect(named).toMatchObject({ status: 200, body: { assets: [{ id: asset, name: 'Router sede', kind: 'router' }] } });
    expect((await name(asset)).at('version')).toBe(named.at('version'));
    expect(await name(asset, { 'if-match': '"1"' })).toMatchObject({ status: 409 });
    expect(await name('00000000-0000-4000-8000-000000000000')).toMatchObject({ status: 400 });
    expect(await name('x')).toMatchObject({ status: 400 });
    const found = async () => (await api.call('GET', `/api/tickets?asset=${asset}`, { by: agent })).keys('tickets').length;
    expect(await found()).toBe(1);
    expect(await api.call('GET', `/api/assets/${asset}`, { by: agent })).toMatchObject({ body: { asset: { tickets: [{ number }] } } });

    const takeOff = () => api.call('DELETE', `/api/tickets/${number}/assets/${asset}`, { by: agent });
    const off = await takeOff();
    expect(off).toMatchObject({ status: 200, body: { assets: [] } });
    expect((await takeOff()).at('version')).toBe(off.at('version'));
    expect(await found()).toBe(0);
    expect(off.at('timeline')).toEqual(expect.arrayContaining([
      expect.objectContaining({ name: 'asset.linked', actor: { kind: 'agent', id: agent.id, name: 'Ada' }, after: { assetId: asset, asset: 'Router sede', kind: 'router' } }),
      expect.objectContaining({ name: 'asset.unlinked' }),
    ]));
    expect(await api.call('DELETE', `/api/tickets/${number}/assets/x`, { by: agent })).toMatchObject({ status: 200 });
    expect(await api.call('GET', '/api/tickets?asset=x', { by: agent })).toMatchObject({ status: 400 });
  });

  test('go along when it is merged, and customers that are merged stay those who are hit', async () => {
    const [one, other] = [await api.submit(), await api.submit({ email: 'otra@example.com', phone: '' })];
    const ticket = await api.call('GET', `/api/tickets/${one}`, { by: agent });
    const made = await api.desk.transact(async (stores) => {
      const locked = await stores.tickets.lockNumber(Number(one.slice(2)));
      return locked && nameAsset(stores, { ticket: locked, asset: { name: 'BD-9', kind: 'database' }, actor: providerActor, at: api.desk.clock.now() });
    });
    const asset = made?.id ?? '';
    expect(await api.call('POST', `/api/tickets/${one}/merge`, { by: agent, body: { into: other } })).toMatchObject({ status: 200, body: { assets: [{ id: asset, name: 'BD-9', kind: 'database' }] } });
    const [from, into] = [String(ticket.at('customer.id')), String((await api.call('GET', `/api/tickets/${other}`, { by: agent })).at('customer.id'))];
    await change(asset, { customers: [from] });
    expect(await api.call('POST', `/api/customers/${from}/merge`, { by: agent, body: { into, reason: 'La misma' } })).toMatchObject({ status: 200 });
    expect(await api.call('GET', `/api/assets/${asset}`, { by: agent })).toMatchObject({ body: { asset: { source: 'alarm', customers: [{ id: into }], log: [{ name: 'asset.changed' }, { name: 'asset.created', actor: { kind: 'provider' } }] } } });
  });
});
