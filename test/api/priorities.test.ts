import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let agent: Person;
beforeAll(async () => {
  api = await startTestApi();
  agent = await api.signIn();
});
afterAll(() => api.close());

test('agents see which priority every impact and urgency gives, and what each entry starts from', async () => {
  const answer = await api.call('GET', '/api/priorities', { by: agent });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ matrix: { high: { high: 'P1', low: 'P3' }, low: { high: 'P3', low: 'P5' } } });
  expect(answer.at('entries')).toContainEqual({ key: 'internet', impact: 'medium', urgency: 'medium' });
});

test('nobody else does', async () => {
  expect((await api.call('GET', '/api/priorities', {})).status).toBe(401);
});
