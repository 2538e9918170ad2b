import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let admin: Person;
let lead: Person;
let agent: Person;
beforeAll(async () => {
  api = await startTestApi();
  [admin, lead, agent] = [await api.signIn({ role: 'admin' }), await api.signIn({ role: 'lead' }), await api.signIn()];
});
afterAll(() => api.close());

test('leads see by what texts are understood; admins have it trained anew, soon', async () => {
  const read = (by?: Person) => api.call('GET', '/api/understanding', { ...(by && { by }) });
  const retrain = (by?: Person) => api.call('POST', '/api/understanding/retrain', { ...(by && { by }) });
  expect([(await read()).status, (await read(agent)).status, (await retrain(lead)).status]).toEqual([401, 403, 403]);

  const number = await api.submit();
  await api.call('POST', `/api/tickets/${number}/classify`, { by: agent, body: { entry: 'constancia' } });
  expect((await read(lead)).body).toEqual({ understanding: { model: null, lessons: { total: 1, corrections: 1, fresh: 1 }, lastRefused: null, wishedAt: null } });

  expect(await retrain(admin)).toMatchObject({ status: 202, body: { understanding: { model: null, wishedAt: api.desk.clock.now().toISOString() } } });
  await api.desk.settle();
  expect((await read(lead)).body).toMatchObject({
    understanding: { model: { madeAt: api.desk.clock.now().toISOString(), figures: { lessons: 1, held: expect.any(Number) as number } }, lessons: { total: 1, fresh: 0 }, wishedAt: null },
  });
});
