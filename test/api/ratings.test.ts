import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { form, startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let lead: Person;
let agent: Person;
beforeAll(async () => {
  api = await startTestApi();
  lead = await api.signIn({ role: 'lead' });
  agent = await api.signIn({ capacity: 10_000 });
});
afterAll(() => api.close());

/** A ticket that was resolved, and its page. */
const solved = async () => {
  const answer = await api.call('POST', '/api/requests', { body: form });
  await api.desk.settle();
  const number = String(answer.at('ticket.number'));
  const path = new URL(String(answer.at('ticket.statusUrl'))).pathname;
  await api.call('POST', `/api/tickets/${number}/assign`, { by: lead, body: { agentId: agent.id } });
  await api.call('POST', `/api/tickets/${number}/resolve`, { by: lead, body: { solution: 'Se reinició' } });
  const rate = (body: unknown) => api.call('POST', `/api${path}/rating`, { body });
  const send = (body: string, headers: Record<string, string> = {}) => api.app.inject({
    method: 'POST', url: `${path}/rating`, payload: body, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
  return { number, path, rate, send };
};
const ticket = (number: string) => api.call('GET', `/api/tickets/${number}`, { by: lead });

describe('a rating', () => {
  test('is one a ticket, may be said otherwise, and its comment stays out of the events', async () => {
    const { number, rate } = await solved();
    expect((await rate({ score: 2, comment: 'Bien, pero tardó 🙂' })).at('ticket')).toMatchObject({ rateable: true, rating: { score: 2, comment: 'Bien, pero tardó 🙂' } });
    await rate({ score: 2, comment: 'Bien, pero tardó 🙂' });
    await rate({ score: 1 });
    expect((await ticket(number)).at('rating')).toMatchObject({ score: 1, comment: null });
    const { rows } = await sql<{ before: unknown; after: unknown }>`select e.before, e.after from events e join tickets t on t.id = e.ticket_id
      where e.name = 'ticket.rated' and t.number = ${Number(number.slice(2))} order by e.id`.execute(api.desk.database.db);
    expect(rows).toEqual([{ before: null, after: { score: 2 } }, { before: { score: 2 }, after: { score: 1 } }]);
  });

  test('is taken of what was solved only', async () => {
    const answer = await api.call('POST', '/api/requests', { body: form });
    await api.desk.settle();
    const path = new URL(String(answer.at('ticket.statusUrl'))).pathname;
    expect((await api.call('POST', `/api${path}/rating`, { body: { score: 1 } })).at('error.code')).toBe('invalid_transition');
    expect(String((await api.call('GET', path)).body)).not.toContain('Muy buena');
    expect((await api.call('POST', `/api${path.slice(0, -2)}xx/rating`, { body: { score: 1 } })).status).toBe(404);
  });

  test('refuses what is none', async () => {
    const { rate, send, number } = await solved();
    for (const body of [{}, { score: 0 }, { score: 6 }, { score: '1' }, { score: 1.5 }, { score: null }, [], { score: 1, comment: 'x'.repeat(2_001) }]) {
      expect([body, (await rate(body)).status]).toEqual([body, 400]);
    }
    for (const body of ['', 'score=', 'score=9', 'score=NaN', 'score=1e0x', `score=1&comment=${'x'.repeat(2_001)}`]) expect([body, (await send(body)).statusCode]).toEqual([body, 400]);
    expect((await send(`comment=${'x'.repeat(40_000)}`)).statusCode).toBe(413);
    expect((await send('score=1', { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    expect((await rate({ score: 1, comment: 'nul\u0000 y \ud800 suelto' })).status).toBe(200);
    expect((await ticket(number)).at('rating.comment')).toBe('nul y \ufffd suelto');
  });

  test('two at once are one', async () => {
    const { rate, number } = await solved();
    expect((await Promise.all([rate({ score: 3 }), rate({ score: 3 })])).map(({ status }) => status)).toEqual([200, 200]);
    expect((await ticket(number)).at('rating.score')).toBe(3);
  });

  test('is asked and given at the status page without a script, in both languages', async () => {
    const { path, send } = await solved();
    expect(String((await api.call('GET', path)).body)).toContain('¿Cómo le pareció la atención?');
    expect(String((await api.call('GET', `${path}?locale=en`)).body)).toContain('Very good');
    const answer = await send('score=1&comment=%3Cb%3EGracias');
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `${path}?done=rating#done`]);
    const page = String((await api.call('GET', `${path}?done=rating`)).body);
    for (const shown of ['Gracias por su calificación', 'Usted dijo: Muy buena', '&lt;b&gt;Gracias']) expect(page).toContain(shown);
  });
});

describe('the summary', () => {
  test('counts and means by team and channel, for leads', async () => {
    api.desk.clock.advance(1);
    const from = api.desk.clock.now().toISOString();
    for (const score of [1, 2, 2]) await (await solved()).rate({ score });
    api.desk.clock.advance(1);
    const to = api.desk.clock.now().toISOString();
    const answer = await api.call('GET', `/api/ratings/summary?from=${from}&to=${to}&locale=en`, { by: lead });
    const sum = { count: 3, mean: 1.67 };
    expect(answer.body).toEqual({ from, to, ...sum, teams: [{ team: { key: 'mesa', name: 'Desk' }, ...sum }], channels: [{ channel: 'web', ...sum }] });
    expect((await api.call('GET', `/api/ratings/summary?from=${to}`, { by: lead })).body).toMatchObject({ count: 0, mean: null, teams: [], channels: [] });
    expect((await api.call('GET', '/api/ratings/summary', { by: agent })).status).toBe(403);
    for (const query of ['from=x', `from=${to}&to=${from}`, 'to=2026-13-01']) expect((await api.call('GET', `/api/ratings/summary?${query}`, { by: lead })).status).toBe(400);
  });
});

test('an agent chooses to be told of offers in Slack, where the desk has a way there', async () => {
  const settings = '/api/agents/me/settings';
  expect((await api.call('GET', settings, { by: agent })).body).toEqual({ settings: { offersInSlack: false, slack: false } });
  expect((await api.call('PATCH', settings, { by: agent, body: { offersInSlack: true } })).at('error.code')).toBe('slack_off');
  expect((await api.call('PATCH', settings, { by: agent, body: { offersInSlack: false } })).status).toBe(200);
  expect((await api.call('PATCH', settings, { by: agent, body: { offersInSlack: 'yes' } })).status).toBe(400);
  expect((await api.call('GET', settings)).status).toBe(401);
});

test('after 7 days a rating stays as it is', async () => {
  const { rate } = await solved();
  await rate({ score: 1 });
  api.desk.clock.advance(7 * 24 * 3600 + 1);
  expect((await rate({ score: 5 })).at('error.code')).toBe('invalid_transition');
  expect((await rate({ score: 1 })).at('ticket')).toMatchObject({ rateable: false, rating: { score: 1 } });
});
