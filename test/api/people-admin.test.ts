import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { password, startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let admin: Person;
let lead: Person;
let agent: Person;
beforeAll(async () => {
  api = await startTestApi();
  admin = await api.signIn({ role: 'admin' });
  lead = await api.signIn({ role: 'lead' });
  agent = await api.signIn();
});
afterAll(() => api.close());

const signsIn = async (email: string, secret: string) => (await api.call('POST', '/api/sessions', { body: { email, password: secret } })).status;
const isIn = async (by: Person) => (await api.call('GET', '/api/sessions/current', { by })).status === 200;
const nobody = '00000000-0000-4000-8000-000000000000';

describe('a person added without a password', () => {
  test('gets one that is shown once and signs them in', async () => {
    const answer = await api.call('POST', '/api/agents', { by: admin, body: { name: 'Eva', email: 'eva@desk.test', role: 'agent' } });
    expect(answer).toMatchObject({ status: 201, headers: { 'cache-control': 'no-store' } });
    expect(answer.at('password')).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    expect(await signsIn('eva@desk.test', String(answer.at('password')))).toBe(201);
    expect(JSON.stringify(api.logged)).not.toContain(String(answer.at('password')));
  });

  test('a given one is not told back', async () => {
    const answer = await api.call('POST', '/api/agents', { by: admin, body: { name: 'Iva', email: 'iva@desk.test', role: 'agent', password } });
    expect(answer.at('password')).toBeUndefined();
  });
});

describe('resetting a password', () => {
  const reset = (id: string, by: Person, body?: unknown) => api.call('POST', `/api/agents/${id}/password`, { by, ...(body === undefined ? {} : { body }) });

  test('ends every session of theirs, and the old password', async () => {
    const person = await api.signIn();
    const answer = await reset(person.id, admin);
    expect(answer.status).toBe(200);
    expect(await isIn(person)).toBe(false);
    expect(await signsIn(person.email, password)).toBe(401);
    expect(await signsIn(person.email, String(answer.at('password')))).toBe(201);
  });

  test('takes the one that is given', async () => {
    const person = await api.signIn();
    expect((await reset(person.id, admin, { password: 'a given password' })).at('password')).toBeUndefined();
    expect(await signsIn(person.email, 'a given password')).toBe(201);
    expect((await reset(person.id, admin, { password: 'short' })).keys('error.fields')).toEqual(['password']);
  });

  test('of one’s own leaves the session that asks, and ends the others', async () => {
    const own = await api.signIn({ role: 'admin' });
    const { token } = await api.desk.sessions.signIn(own.email, password);
    expect((await reset(own.id, own)).status).toBe(200);
    expect(await isIn(own)).toBe(true);
    expect(await isIn({ ...own, token })).toBe(false);
  });

  test('is for admins, and of somebody', async () => {
    for (const by of [lead, agent]) expect((await reset(agent.id, by)).status).toBe(403);
    expect((await reset(nobody, admin)).status).toBe(404);
    expect((await reset('x', admin)).status).toBe(404);
  });
});

describe('signing out everywhere', () => {
  const signOut = (id: string, by: Person) => api.call('DELETE', `/api/agents/${id}/sessions`, { by });

  test('ends all of their sessions and leaves their password', async () => {
    const person = await api.signIn();
    const { token } = await api.desk.sessions.signIn(person.email, password);
    expect((await signOut(person.id, admin)).status).toBe(204);
    expect(await isIn(person)).toBe(false);
    expect(await isIn({ ...person, token })).toBe(false);
    expect(await signsIn(person.email, password)).toBe(201);
  });

  test('of oneself leaves the session that asks', async () => {
    expect((await signOut(admin.id, admin)).status).toBe(204);
    expect(await isIn(admin)).toBe(true);
  });

  test('is for admins', async () => {
    for (const by of [lead, agent]) expect((await signOut(agent.id, by)).status).toBe(403);
    expect((await signOut(nobody, admin)).status).toBe(404);
  });
});

test('an admin cannot take their own way in away, even while there is another', async () => {
  const other = await api.signIn({ role: 'admin' });
  for (const gone of [{ active: false }, { role: 'agent' }]) {
    expect(await api.call('PATCH', `/api/agents/${other.id}`, { by: other, body: gone })).toMatchObject({ status: 409, body: { error: { code: 'own_account' } } });
  }
  expect((await api.call('PATCH', `/api/agents/${other.id}`, { by: other, body: { name: 'Otra' } })).status).toBe(200);
  expect((await api.call('PATCH', `/api/agents/${other.id}`, { by: admin, body: { active: false } })).status).toBe(200);
});

describe('a state that a lead gives', () => {
  const force = (id: string, to: unknown, by: Person = lead) => api.call('POST', `/api/agents/${id}/presence`, { by, body: to });

  const withOffer = async () => {
    const person = await api.signIn({ teams: ['redes'] });
    await api.desk.presence.setAvailability(person.id, 'available');
    const number = await api.submit({ entry: 'internet' });
    await api.call('POST', `/api/tickets/${number}/escalate`, { by: lead, body: { reason: 'x' } });
    await api.desk.settle();
    const { body } = await api.call('GET', `/api/tickets/${number}`, { by: lead });
    expect(body).toMatchObject({ status: 'offered' });
    return { person, number };
  };

  test('takes back what is offered to them, and is told with its reason', async () => {
    const { person, number } = await withOffer();
    const answer = await force(person.id, { availability: 'away', reason: 'En reunión' });
    expect(answer).toMatchObject({ status: 200, body: { agent: { availability: 'away', awayReason: 'En reunión', load: 0 } } });
    expect((await api.call('GET', `/api/tickets/${number}`, { by: lead })).body).toMatchObject({ status: 'queued' });
    const { rows } = await sql`select actor_id, reason from events where agent_id = ${person.id} and name = 'agent.changed' order by id desc limit 1`
      .execute(api.desk.database.db);
    expect(rows).toEqual([{ actor_id: lead.id, reason: 'En reunión' }]);
  });

  test('away keeps their work; offline gives it back', async () => {
    const { person, number } = await withOffer();
    const wall = await api.call('GET', '/api/wall', { by: lead });
    const offers = wall.at('offers') as { id: string; ticket: string }[];
    await api.desk.offers.accept(offers.find(({ ticket }) => ticket === number)?.id ?? '', person.id);
    await force(person.id, { availability: 'away' });
    expect((await api.call('GET', `/api/tickets/${number}`, { by: lead })).body).toMatchObject({ status: 'assigned', agent: { id: person.id } });
    expect((await force(person.id, { availability: 'offline' })).at('agent.awayReason')).toBe('by-lead');
    expect((await api.call('GET', `/api/tickets/${number}`, { by: lead })).body).toMatchObject({ status: 'queued', agent: null });
  });

  test('available only with a screen open', async () => {
    const person = await api.signIn({ teams: [] });
    expect(await force(person.id, { availability: 'available' })).toMatchObject({ status: 409, body: { error: { code: 'not_connected' } } });
    await api.desk.presence.markSeen([person.id]);
    expect((await force(person.id, { availability: 'available' })).at('agent.availability')).toBe('available');
    api.desk.clock.advance(3600);
    expect((await force(person.id, { availability: 'available' })).status).toBe(409);
    await force(person.id, { availability: 'offline' });
  });

  test('is for leads, of somebody active, and one of three', async () => {
    expect((await force(lead.id, { availability: 'away' }, agent)).status).toBe(403);
    expect((await force(nobody, { availability: 'away' })).status).toBe(404);
    for (const wrong of [{}, { availability: 'asleep' }, { availability: 'away', reason: 'x'.repeat(500) }, { availability: 'away', reason: 7 }]) {
      expect((await force(agent.id, wrong)).status).toBe(400);
    }
    const gone = await api.signIn();
    await api.call('PATCH', `/api/agents/${gone.id}`, { by: admin, body: { active: false } });
    expect((await force(gone.id, { availability: 'away' })).status).toBe(404);
  });
});
