import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let lead: Person;

beforeAll(async () => {
  api = await startTestApi();
  lead = await api.signIn({ role: 'lead' });
});
afterAll(() => api.close());

const outage = {
  kind: 'outage', words: { es: { title: 'Falla la red del edificio', text: 'Trabajamos en ello.' }, en: { title: 'The network of the building is down', text: '' } },
};
const told = async (query = '') => {
  const answer = await api.call('GET', `/api/announcements${query}`);
  expect(answer.status).toBe(200);
  const all = answer.at('announcements');
  return Array.isArray(all) ? all.map((one: { title: string }) => one.title) : [];
};
const publish = async (announcement: object) => {
  const answer = await api.call('POST', '/api/announcements', { by: lead, body: announcement });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return String(answer.at('announcement.id'));
};
const withdraw = (id: string) => api.call('DELETE', `/api/announcements/${id}`, { by: lead });

test('what a lead publishes is read by anybody, in their language, until it is taken back', async () => {
  const id = await publish(outage);
  expect(await told()).toEqual(['Falla la red del edificio']);
  expect(await told('?locale=en')).toEqual(['The network of the building is down']);
  expect((await withdraw(id)).status).toBe(204);
  expect(await told()).toEqual([]);
  expect((await withdraw(id)).status).toBe(404);
});

test('one language is enough, and who speaks the other is told which it is', async () => {
  const id = await publish({ kind: 'news', words: { es: { title: 'Nuevo horario' }, en: null } });
  const answer = await api.call('GET', '/api/announcements?locale=en');
  expect(answer.at('announcements.0')).toMatchObject({ title: 'Nuevo horario', text: '', locale: 'es' });
  await withdraw(id);
});

test('it begins and ends on time', async () => {
  const now = api.desk.clock.now().getTime();
  const id = await publish({ ...outage, from: new Date(now + 60_000).toISOString(), until: new Date(now + 120_000).toISOString() });
  expect(await told()).toEqual([]);
  api.desk.clock.advance(60);
  expect(await told()).toHaveLength(1);
  api.desk.clock.advance(60);
  expect(await told()).toEqual([]);
  const all = await api.call('GET', '/api/announcements/all', { by: lead });
  expect(all.at('announcements.0.id')).toBe(id);
  await withdraw(id);
});

test('outages come before maintenance and news, and each service and channel has its own', async () => {
  const ids = [
    await publish({ kind: 'news', words: { es: { title: 'noticia' } }, channels: ['web'] }),
    await publish({ kind: 'maintenance', words: { es: { title: 'mantenimiento' } }, services: ['tecnologia'] }),
    await publish({ kind: 'outage', words: { es: { title: 'falla' } }, channels: ['voice', 'web'] }),
  ];
  expect(await told()).toEqual(['falla', 'mantenimiento', 'noticia']);
  expect(await told('?channel=chat')).toEqual(['mantenimiento']);
  expect(await told('?service=otro')).toEqual(['falla', 'noticia']);
  expect(await api.desk.announcements.spoken({ service: 'tecnologia', locale: 'es' })).toEqual(['falla.', 'mantenimiento.']);
  for (const id of ids) await withdraw(id);
});

test('a change is told with what was before', async () => {
  const id = await publish(outage);
  const answer = await api.call('PATCH', `/api/announcements/${id}`, { by: lead, body: { words: { en: { title: 'Fixed soon' } } } });
  expect(answer.at('announcement.words')).toEqual({ en: { title: 'Fixed soon', text: '' } });
  expect(await told('?locale=en')).toEqual(['Fixed soon']);
  await withdraw(id);
});

test('it is changed and taken back only as it was seen, by whoever says what they saw', async () => {
  const id = await publish(outage);
  const seen = `"${String((await api.call('GET', '/api/announcements/all', { by: lead })).at('announcements.0.updatedAt'))}"`;
  const ask = (method: 'PATCH' | 'DELETE', ifMatch: string) =>
    api.call(method, `/api/announcements/${id}`, { by: lead, headers: { 'if-match': ifMatch }, ...(method === 'PATCH' ? { body: { kind: 'news' } } : {}) });
  const answer = await ask('PATCH', seen);
  expect(answer.status).toBe(200);
  for (const method of ['PATCH', 'DELETE'] as const) expect(await ask(method, seen)).toMatchObject({ status: 409, body: { error: { code: 'stale' } } });
  expect((await ask('DELETE', `"${String(answer.at('announcement.updatedAt'))}"`)).status).toBe(204);
});

test('only leads keep them', async () => {
  const agent = await api.signIn();
  for (const by of [undefined, agent]) {
    const status = by ? 403 : 401;
    const who = by ? { by } : {};
    expect((await api.call('POST', '/api/announcements', { ...who, body: outage })).status).toBe(status);
    expect((await api.call('GET', '/api/announcements/all', who)).status).toBe(status);
    expect((await api.call('DELETE', '/api/announcements/0198c0de-0000-7000-8000-000000000000', who)).status).toBe(status);
  }
});

test.each([
  ['no words', { ...outage, words: {} }],
  ['a blank title', { ...outage, words: { es: { title: ' ' } } }],
  ['an unknown service', { ...outage, services: ['cafeteria'] }],
  ['no channel', { ...outage, channels: [] }],
  ['an unknown channel', { ...outage, channels: ['telepathy'] }],
  ['an end before its beginning', { ...outage, from: '2026-03-02T15:00:00Z', until: '2026-03-02T15:00:00Z' }],
  ['an unknown kind', { ...outage, kind: 'party' }],
  ['a title past its length', { ...outage, words: { es: { title: 'x'.repeat(201) } } }],
])('%s is refused', async (_what, body) => {
  expect((await api.call('POST', '/api/announcements', { by: lead, body })).status).toBe(400);
});

test('a NUL byte is dropped and markup stays text', async () => {
  const id = await publish({ kind: 'news', words: { es: { title: 'a\u0000b <script>', text: '\u{1F600}' } } });
  expect(await told()).toEqual(['ab <script>']);
  await withdraw(id);
});
