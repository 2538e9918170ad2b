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

const add = (changes: Record<string, unknown>, by: Person = admin) =>
  api.call('POST', '/api/agents', {
    by, body: { name: 'Nora Díaz', email: 'nora@desk.test', password, role: 'agent', teams: ['mesa'], ...changes },
  });
const change = (id: string, body: unknown, by: Person = admin) => api.call('PATCH', `/api/agents/${id}`, { by, body });

describe('adding people', () => {
  test('is for admins, who get the person without their password', async () => {
    const answer = await add({ email: ' Nora@Desk.test ', skills: ['redes', 'redes'], capacity: 300, phone: '+57 (300) 123-4567' });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        agent: {
          name: 'Nora Díaz', email: 'nora@desk.test', role: 'agent', active: true, teams: ['mesa'], skills: ['redes'],
          capacity: 300, phone: '+573001234567', availability: 'offline',
        },
      },
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/password|argon2/i);
    expect((await api.call('POST', '/api/sessions', { body: { email: 'nora@desk.test', password } })).status).toBe(201);
  });

  test('is refused to everybody else', async () => {
    for (const by of [lead, agent]) {
      expect(await add({ email: 'x@desk.test' }, by)).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
    }
  });

  test('takes an address once, whatever its capitals', async () => {
    await add({ email: 'twice@desk.test' });
    expect(await add({ email: 'TWICE@desk.test' })).toMatchObject({ status: 409, body: { error: { code: 'email_taken' } } });
  });

  test('gives capacity 100 unless said', async () => {
    expect((await add({ email: 'plain@desk.test', phone: null })).at('agent')).toMatchObject({ capacity: 100, phone: null, skills: [] });
  });

  test.each([
    ['name', { name: '' }], ['email', { email: 'x' }], ['password', { password: 'short' }], ['role', { role: 'boss' }],
    ['teams', { teams: ['none'] }], ['teams', { teams: 'mesa' }], ['capacity', { capacity: 0 }], ['capacity', { capacity: 100_001 }],
    ['capacity', { capacity: 1.5 }], ['phone', { phone: 'call me' }], ['skills.0', { skills: [1] }], ['locales.0', { locales: ['fr'] }],
  ])('names a wrong %s', async (field, changes) => {
    const answer = await add({ email: 'wrong@desk.test', ...changes });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
    expect(answer.keys('error.fields')).toEqual([field]);
  });
});

describe('the list of people', () => {
  test('is for leads and admins', async () => {
    for (const by of [lead, admin]) {
      const answer = await api.call('GET', '/api/agents', { by });
      expect(answer.status).toBe(200);
      expect(answer.at('agents')).toContainEqual(expect.objectContaining({ id: agent.id, load: 0 }));
      expect(JSON.stringify(answer.body)).not.toMatch(/argon2/);
    }
    expect((await api.call('GET', '/api/agents', { by: agent })).status).toBe(403);
  });
});

describe('changing a person', () => {
  test('changes what is named and nothing else', async () => {
    const id = String((await add({ email: 'change@desk.test', phone: 'sip:nora@desk.test' })).at('agent.id'));
    const answer = await change(id, { name: 'Nora D.', teams: ['mesa', 'redes'] });
    expect(answer).toMatchObject({
      status: 200,
      body: { agent: { id, name: 'Nora D.', email: 'change@desk.test', teams: ['mesa', 'redes'], phone: 'sip:nora@desk.test' } },
    });
    expect((await change(id, { phone: '' })).at('agent.phone')).toBeNull();
  });

  test('ends the sessions of who is deactivated, who cannot sign in again', async () => {
    const gone = await api.signIn();
    expect((await api.call('GET', '/api/tickets', { by: gone })).status).toBe(200);
    expect((await change(gone.id, { active: false })).at('agent.active')).toBe(false);
    expect((await api.call('GET', '/api/tickets', { by: gone })).status).toBe(401);
    expect((await api.call('POST', '/api/sessions', { body: { email: gone.email, password } })).status).toBe(401);
  });

  test('keeps one active admin at least', async () => {
    for (const gone of [{ role: 'lead' }, { active: false }]) {
      expect(await change(admin.id, gone)).toMatchObject({ status: 409, body: { error: { code: 'last_admin' } } });
    }
    const other = await api.signIn({ role: 'admin' });
    expect((await change(other.id, { role: 'agent' })).status).toBe(200);
  });

  test('ends the sessions of who gets a new password', async () => {
    const person = await api.signIn();
    await change(person.id, { password: 'battery staple' });
    expect((await api.call('GET', '/api/tickets', { by: person })).status).toBe(401);
    expect((await api.call('POST', '/api/sessions', { body: { email: person.email, password: 'battery staple' } })).status).toBe(201);
  });

  test('gives the work of who is deactivated back to the queue', async () => {
    const gone = await api.signIn();
    const number = await api.submit();
    await api.call('POST', `/api/tickets/${number}/assign`, { by: lead, body: { agentId: gone.id } });
    expect(await change(gone.id, { capacity: 1 })).toMatchObject({ status: 409, body: { error: { code: 'no_capacity', fields: { capacity: 'must be at least 15' } } } });
    await change(gone.id, { active: false });
    expect((await api.call('GET', `/api/tickets/${number}`, { by: agent })).body).toMatchObject({ status: 'queued', agent: null });
  });

  test('is refused for nobody, for nothing and to others', async () => {
    expect((await change('nobody', { name: 'x' })).status).toBe(404);
    expect((await change('00000000-0000-4000-8000-000000000000', { name: 'x' })).status).toBe(404);
    expect((await change(agent.id, {})).status).toBe(400);
    expect((await change(agent.id, { email: admin.email })).status).toBe(409);
    expect((await change(agent.id, { name: 'x' }, lead)).status).toBe(403);
  });
});
