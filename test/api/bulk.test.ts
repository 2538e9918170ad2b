import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let ana: Person;
let lead: Person;
beforeAll(async () => {
  api = await startTestApi();
  ana = await api.signIn({ name: 'Ana', capacity: 20 });
  lead = await api.signIn({ role: 'lead' });
});
afterAll(() => api.close());

const bulk = (by: Person, numbers: unknown, action: unknown) => api.call('POST', '/api/tickets/bulk', { by, body: { numbers, action } });
const submit = async (count: number) => {
  const numbers: string[] = [];
  for (let n = 0; n < count; n += 1) numbers.push(await api.submit());
  return numbers;
};
const stateOf = async (number: string, path: string) => (await api.call('GET', `/api/tickets/${number}`, { by: lead })).at(path);

test('each ticket goes by its own rules, and the answer tells of each in the order asked', async () => {
  const [one = '', two = ''] = await submit(2);
  expect((await bulk(ana, [two, one, 'V-99999', one], { kind: 'cancel', reason: 'Duplicados' })).body).toMatchObject({
    results: [{ number: two, ok: true }, { number: one, ok: true }, { number: 'V-99999', ok: false, error: { code: 'not_found' } }],
  });
  expect(await stateOf(one, 'status')).toBe('cancelled');
  const again = await bulk(ana, [one], { kind: 'cancel', reason: 'Otra vez' });
  expect(again.at('results.0.error.code')).toBe('invalid_transition');
});

test('only leads assign, and nobody gets more than their capacity', async () => {
  const numbers = await submit(2);
  expect((await bulk(ana, numbers, { kind: 'assign', agentId: ana.id })).status).toBe(403);
  const answer = await bulk(lead, numbers, { kind: 'assign', agentId: ana.id });
  expect([answer.at('results.0.ok'), answer.at('results.1.ok')].filter((ok) => ok === true)).toHaveLength(1);
  expect([answer.at('results.0.error.code'), answer.at('results.1.error.code')]).toContain('no_capacity');
});

test('tickets are moved, tagged, classified and followed together', async () => {
  const numbers = await submit(3);
  for (const [action, path, value] of [
    [{ kind: 'transfer', team: 'redes' }, 'team.key', 'redes'],
    [{ kind: 'tag', add: ['Lote'] }, 'tags', ['lote']],
    [{ kind: 'classify', impact: 'high', urgency: 'high' }, 'impact', 'high'],
    [{ kind: 'tag', remove: ['lote'] }, 'tags', []],
    [{ kind: 'follow', following: true }, 'followers', [ana.id]],
    [{ kind: 'follow', following: false }, 'followers', []],
  ] as const) {
    const answer = await bulk(ana, numbers, action);
    expect([action, answer.status, answer.at('results')]).toEqual([action, 200, numbers.map((number) => ({ number, ok: true }))]);
    expect(await stateOf(numbers[2] ?? '', path)).toEqual(value);
  }
  const refused = await bulk(ana, numbers, { kind: 'transfer', team: 'nadie' });
  expect(refused.at('results.0.ok')).toBe(false);
});

test.each([
  [[], { kind: 'cancel', reason: 'x' }], [Array.from({ length: 201 }, (_, n) => n + 1), { kind: 'cancel', reason: 'x' }], ['V-1001', { kind: 'cancel', reason: 'x' }],
  [['V-1'], { kind: 'delete' }], [['V-1'], { kind: 'cancel' }], [['V-1'], { kind: 'tag' }], [['V-1'], { kind: 'tag', add: ['a,b'] }], [['V-1'], { kind: 'classify' }],
  [['V-1'], { kind: 'assign', agentId: 'x' }], [['V-1'], { kind: 'follow' }], [['x\u0000'], { kind: 'cancel', reason: 'x' }], [['V-1'], null], [[null], { kind: 'cancel', reason: 'x' }],
])('%j with %j is refused whole', async (numbers, action) => {
  expect((await bulk(lead, numbers, action)).status).toBe(400);
});

test('two people who cancel the same tickets at once: each ticket ends once', async () => {
  const numbers = await submit(4);
  const answers = await Promise.all([ana, lead].map((by) => bulk(by, by === ana ? numbers : [...numbers].reverse(), { kind: 'cancel', reason: 'A la vez' })));
  const went = answers.flatMap((answer) => (answer.at('results') as { ok: boolean }[]).filter(({ ok }) => ok));
  expect(went).toHaveLength(4);
});
