import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let ana: Person;
let beto: Person;
let lead: Person;
let other: Person;
beforeAll(async () => {
  api = await startTestApi();
  [ana, beto, lead, other] = [
    await api.signIn({ name: 'Ana' }), await api.signIn({ name: 'Beto' }), await api.signIn({ name: 'Luz', role: 'lead' }), await api.signIn({ role: 'lead' }),
  ];
});
afterAll(() => api.close());

const save = (by: Person, body: unknown) => api.call('POST', '/api/views', { by, body });
const namesOf = async (by: Person) => ((await api.call('GET', '/api/views', { by })).at('views') as { name: string }[]).map(({ name }) => name);

test('people see their own views and shared ones, in their order', async () => {
  const own = await save(ana, { name: ' Mis  urgentes ', query: '?priority=P1&agent=me', position: 2 });
  expect(own.status).toBe(201);
  expect(own.at('view')).toMatchObject({ name: 'Mis urgentes', query: 'priority=P1&agent=me', shared: false, position: 2, mayChange: true, owner: { name: 'Ana' } });
  expect((await save(lead, { name: 'Vencidos', query: 'overdue=true', shared: true, position: 1 })).status).toBe(201);
  expect(await namesOf(ana)).toEqual(['Vencidos', 'Mis urgentes']);
  expect(await namesOf(beto)).toEqual(['Vencidos']);
});

test('only leads share, and only leads change what is shared', async () => {
  expect((await save(ana, { name: 'x', query: '', shared: true })).at('error.code')).toBe('forbidden');
  const id = String((await save(lead, { name: 'De todos', query: 'status=new', shared: true })).at('view.id'));
  expect((await api.call('PATCH', `/api/views/${id}`, { by: ana, body: { name: 'Mío' } })).status).toBe(403);
  expect((await api.call('DELETE', `/api/views/${id}`, { by: ana })).status).toBe(403);
  expect((await api.call('PATCH', `/api/views/${id}`, { by: other, body: { name: 'Nuevos', position: 0 } })).at('view')).toMatchObject({ name: 'Nuevos', query: 'status=new' });
  expect((await api.call('DELETE', `/api/views/${id}`, { by: other })).status).toBe(204);
  const own = String((await save(ana, { name: 'Propia', query: '' })).at('view.id'));
  expect((await api.call('PATCH', `/api/views/${own}`, { by: ana, body: { shared: true } })).status).toBe(403);
});

test('of what others keep for themselves nobody learns anything', async () => {
  const id = String((await save(ana, { name: 'Secreta', query: '' })).at('view.id'));
  for (const by of [beto, lead]) {
    expect((await api.call('PATCH', `/api/views/${id}`, { by, body: { name: 'x' } })).status).toBe(404);
    expect((await api.call('DELETE', `/api/views/${id}`, { by })).status).toBe(404);
  }
  expect((await api.call('DELETE', `/api/views/${id}`, { by: ana })).status).toBe(204);
  expect((await api.call('DELETE', `/api/views/${id}`, { by: ana })).status).toBe(404);
  expect((await api.call('DELETE', '/api/views/nothing', { by: ana })).status).toBe(404);
});

test.each([
  [{}], [{ name: '', query: '' }], [{ name: 'x'.repeat(61), query: '' }], [{ name: 'x' }], [{ name: 'x', query: 'q'.repeat(2001) }],
  [{ name: 'x', query: '', shared: 'yes' }], [{ name: 'x', query: '', position: 1.5 }], [{ name: 'x', query: '', position: -1 }], [null], [[]], [{ name: 1, query: {} }],
])('a view like %j is refused', async (body) => {
  expect((await save(ana, body)).status).toBe(400);
});

test('a person has at most a hundred views; NUL and lone surrogates do no harm', async () => {
  expect((await save(beto, { name: 'a\u0000b\ud800', query: 'q=\u0000' })).status).toBe(201);
  for (let count = 1; count < 100; count += 1) await save(beto, { name: `v${count}`, query: '' });
  expect((await save(beto, { name: 'una más', query: '' })).at('error.code')).toBe('too_many_views');
});
