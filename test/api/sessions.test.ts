import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { password, publicUrl, startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let admin: Person;
let agent: Person;
beforeAll(async () => {
  api = await startTestApi();
  admin = await api.signIn({ role: 'admin' });
  agent = await api.signIn();
});
afterAll(() => api.close());

const cookieOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers['set-cookie']);

describe('signing in', () => {
  test('gives a token, the agent without their password, and a cookie that scripts and other sites cannot use', async () => {
    const answer = await api.call('POST', '/api/sessions', { body: { email: ` ${agent.email.toUpperCase()} `, password } });
    expect(answer.status).toBe(201);
    expect(answer.at('agent')).toMatchObject({ id: agent.id, email: agent.email, role: 'agent', teams: ['mesa'] });
    expect(JSON.stringify(answer.body)).not.toMatch(/argon2|hash/i);
    expect(cookieOf(answer)).toMatch(/^ventanilla_session=[\w-]{43};.*HttpOnly.*Secure.*SameSite=Lax/);
    const current = await api.call('GET', '/api/sessions/current', { headers: { authorization: `Bearer ${String(answer.at('token'))}` } });
    expect(current).toMatchObject({ status: 200, body: { agent: { id: agent.id } } });
  });

  test('stores only a hash of the token', async () => {
    const { rows } = await api.desk.database.pool.query<{ token_hash: string }>('select token_hash from sessions');
    expect(rows.map((row) => row.token_hash)).not.toContain(agent.token);
  });

  test.each([
    ['a wrong password', { email: 'persona1@desk.test', password: 'wrong horse' }],
    ['an unknown address', { email: 'nobody@desk.test', password }],
    ['an address with a NUL byte', { email: 'no\u0000body@desk.test', password }],
  ])('says the same for %s', async (_what, body) => {
    const answer = await api.call('POST', '/api/sessions', { body });
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'wrong_credentials' } } });
  });

  test('tells which fields are missing', async () => {
    const answer = await api.call('POST', '/api/sessions', { body: { email: 'a@b' } });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
    expect(answer.at('error.fields')).toHaveProperty('password');
  });

  test('slows down who guesses, and nobody else', async () => {
    const guess = () => api.call('POST', '/api/sessions', { body: { email: admin.email, password: 'guess guess' }, headers: { 'x-forwarded-for': '192.0.2.7' } });
    const answers = [];
    for (let tries = 0; tries < 11; tries += 1) answers.push(await guess());
    expect(answers.slice(0, 10).map((answer) => answer.status)).toEqual(Array(10).fill(401));
    expect(answers[10]).toMatchObject({ status: 429, body: { error: { code: 'slow_down' } } });
    expect(Number(answers[10]?.headers['retry-after'])).toBeGreaterThan(0);
    const fromNetwork = [];
    for (let host = 1; host <= 11; host += 1) {
      const { status } = await api.call('POST', '/api/sessions', { body: { email: admin.email, password: 'guess guess' }, headers: { 'x-forwarded-for': `2001:db8::${host.toString(16)}` } });
      fromNetwork.push(status);
    }
    expect(fromNetwork.slice(-2)).toEqual([401, 429]);
    const own = await api.call('POST', '/api/sessions', { body: { email: admin.email, password } });
    expect(own.status).toBe(201);
    api.desk.clock.advance(301);
    expect((await guess()).status).toBe(401);
  });

  test('never slows down who knows the password', async () => {
    const statuses = [];
    for (let tries = 0; tries < 12; tries += 1) {
      statuses.push((await api.call('POST', '/api/sessions', { body: { email: agent.email, password } })).status);
    }
    expect(new Set(statuses)).toEqual(new Set([201]));
  });
});

describe('a session', () => {
  test('ends when its owner signs out', async () => {
    const { token } = await api.desk.sessions.signIn(agent.email, password);
    const headers = { authorization: `Bearer ${token}` };
    const out = await api.call('DELETE', '/api/sessions/current', { headers: { ...headers, 'content-type': 'application/json' } });
    expect(out).toMatchObject({ status: 204, body: '' });
    expect(cookieOf(out)).toContain('ventanilla_session=;');
    expect(await api.call('GET', '/api/sessions/current', { headers })).toMatchObject({ status: 401, body: { error: { code: 'unauthorized' } } });
  });

  test('ends after its twelve hours', async () => {
    const other = await startTestApi();
    const person = await other.signIn();
    expect((await other.call('GET', '/api/teams', { by: person })).status).toBe(200);
    other.desk.clock.advance(12 * 3600);
    expect((await other.call('GET', '/api/teams', { by: person })).status).toBe(401);
    await other.close();
  });

  test.each([['nothing', {}], ['another scheme', { authorization: 'Basic YTpi' }], ['nonsense', { authorization: 'Bearer x y' }]])(
    'is asked for when a request brings %s',
    async (_what, headers: Record<string, string>) => {
      const answer = await api.call('GET', '/api/tickets', { headers });
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'unauthorized' } } });
      expect(answer.at('error.requestId')).toBe(answer.headers['x-request-id']);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    },
  );
});

describe('the cookie', () => {
  const out = (headers: Record<string, string>) => api.call('DELETE', '/api/sessions/current', { headers });

  test('is enough to read', async () => {
    const answer = await api.call('GET', '/api/sessions/current', { headers: { cookie: `ventanilla_session=${agent.token}` } });
    expect(answer.status).toBe(200);
  });

  test.each([['another site', { origin: 'https://evil.test' }], ['no site', {}], ['our name on another port', { origin: `${publicUrl}:8443` }]])(
    'changes nothing when the request comes from %s',
    async (_what, headers: Record<string, string>) => {
      const answer = await out({ cookie: `ventanilla_session=${agent.token}`, ...headers });
      expect(answer).toMatchObject({ status: 403, body: { error: { code: 'wrong_origin' } } });
    },
  );

  test('changes things from our own pages', async () => {
    const { token } = await api.desk.sessions.signIn(agent.email, password);
    expect((await out({ cookie: `ventanilla_session=${token}`, origin: publicUrl })).status).toBe(204);
  });

  test('does not matter beside a bearer token', async () => {
    const { token } = await api.desk.sessions.signIn(agent.email, password);
    expect((await out({ cookie: `ventanilla_session=${agent.token}`, authorization: `Bearer ${token}` })).status).toBe(204);
    expect(await api.desk.sessions.agentOf(agent.token)).not.toBeNull();
  });
});

describe('signing out', () => {
  const availabilityOf = async ({ id }: Person) => (await api.desk.database.pool.query<{ availability: string }>('select availability from agents where id = $1', [id])).rows[0]?.availability;
  const signOut = (token: string) => api.call('DELETE', '/api/sessions/current', { headers: { authorization: `Bearer ${token}` } });

  test('of the last session makes offline at once, of another one does not', async () => {
    const person = await api.signIn();
    const other = String((await api.call('POST', '/api/sessions', { body: { email: person.email, password } })).at('token'));
    await api.desk.presence.setAvailability(person.id, 'available');
    expect((await signOut(other)).status).toBe(204);
    expect(await availabilityOf(person)).toBe('available');
    expect((await signOut(person.token)).status).toBe(204);
    expect(await availabilityOf(person)).toBe('offline');
    expect((await signOut(person.token)).status).toBe(401);
  });
});
