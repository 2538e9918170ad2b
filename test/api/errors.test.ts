import net from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { form, password, startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let agent: Person;
const broken = { message: 'the secret words of a customer' };
beforeAll(async () => {
  api = await startTestApi({
    plugins: [
      async (app) => {
        app.get('/webhooks/broken', () => {
          throw Object.assign(new Error('broken'), { detail: broken.message });
        });
      },
    ],
  });
  agent = await api.signIn();
});
afterAll(() => api.close());

const post = (payload: string | Buffer, headers: Record<string, string> = {}) =>
  api.call('POST', '/api/requests', { body: payload, headers: { 'content-type': 'application/json', ...headers } });

describe('bad input', () => {
  test('that drips in is not waited for without end, and a large file over a bad line is', () => {
    expect(api.app.server.requestTimeout).toBe(600_000);
  });

  test.each([
    ['no JSON', '{"a":', 400, 'invalid_json'],
    ['JSON nested without end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400, undefined],
    ['text that is not UTF-8', Buffer.from('{"name":"caf\xe9"}', 'latin1'), 400, 'invalid_json'],
    ['a key that poisons prototypes', '{"__proto__": {"admin": true}}', 400, 'invalid_input'],
    ['a list', '[]', 400, 'invalid_input'],
    ['nothing', '', 400, 'invalid_input'],
    ['more than 1 MiB', JSON.stringify({ ...form, description: 'x'.repeat(1_100_000) }), 413, 'too_large'],
  ])('%s gets a clear error', async (_what, payload, status, code) => {
    const answer = await post(payload);
    expect(answer.status).toBe(status);
    if (code) expect(answer.at('error.code')).toBe(code);
    expect(answer.at('error.requestId')).toBe(answer.headers['x-request-id']);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense', 'application/json; charset=utf-16'])(
    'a body of type %s is not taken',
    async (type) => {
      const answer = await post(JSON.stringify(form), { 'content-type': type });
      expect(answer.status).toBe(415);
      expect(answer.at('error.code')).toBe('unsupported_media_type');
    },
  );

  test.each([['GET', '/nowhere'], ['PUT', '/api/tickets'], ['GET', '/api/tickets/V-1/none'], ['GET', '/api/%zz']] as const)(
    '%s %s leads nowhere, said in the one shape',
    async (method, url) => {
      const answer = await api.call(method, url, { by: agent });
      expect([400, 404]).toContain(answer.status);
      expect(answer.body).toMatchObject({ error: { code: answer.status === 404 ? 'not_found' : 'bad_request' } });
      expect(answer.at('error.requestId')).toEqual(expect.any(String));
    },
  );

  test('an address without end is refused in the one shape', async () => {
    const answer = await api.call('GET', `/status/${'a'.repeat(5_000)}`);
    expect(answer).toMatchObject({ status: 414, body: { error: { code: 'bad_request' } } });
  });
});

describe('our own faults', () => {
  test('are told without details and logged once, without what people wrote', async () => {
    const before = api.logged.length;
    const answer = await api.call('GET', '/webhooks/broken');
    expect(answer).toMatchObject({ status: 500, body: { error: { code: 'internal' } } });
    expect(JSON.stringify(answer.body)).not.toContain('broken');
    const lines = api.logged.slice(before).filter((line) => line.includes('request failed'));
    expect(lines).toHaveLength(1);
    expect(lines.join()).toContain(String(answer.at('error.requestId')));
    expect(lines.join()).not.toContain(broken.message);
  });

  test('no log line holds a password, a token or what was searched', async () => {
    await api.call('POST', '/api/sessions', { body: { email: agent.email, password } });
    await api.call('GET', '/api/tickets?q=palabrasecreta', { by: agent });
    const number = await api.submit({ description: 'textosecreto' });
    const link = (await api.call('POST', '/api/requests', { body: form })).at('ticket.statusUrl');
    await api.call('GET', new URL(String(link)).pathname);
    const log = api.logged.join('');
    expect(log).not.toMatch(/palabrasecreta|textosecreto/);
    for (const secret of [password, agent.token, new URL(String(link)).pathname.slice(8)]) expect(log).not.toContain(secret);
    expect(number).toMatch(/^V-\d+$/);
  });
});

describe('a database out of reach', () => {
  test('is 503 everywhere, and the process recovers by itself', async () => {
    const other = await startTestApi();
    const person = await other.signIn();
    const number = await other.submit();
    const link = String((await other.call('POST', '/api/requests', { body: form })).at('ticket.statusUrl'));
    const { pool } = other.desk.database;
    const server = new URL(other.desk.database.url);
    const closedPort = await freePort();
    const nowhere = new URL(server);
    nowhere.port = String(closedPort);
    pool.options.connectionString = nowhere.href;
    await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [server.pathname.slice(1)]).catch(() => {});

    const calls = [
      other.call('GET', '/api/tickets', { by: person }), other.call('GET', `/api/tickets/${number}`, { by: person }),
      other.call('POST', '/api/requests', { body: form }), other.call('POST', '/api/sessions', { body: { email: person.email, password } }),
      other.call('GET', '/readyz'),
    ];
    for (const answer of await Promise.all(calls)) {
      expect(answer).toMatchObject({ status: 503, body: { error: { code: 'unavailable' } } });
    }
    const page = await other.call('GET', new URL(link).pathname);
    expect(page).toMatchObject({ status: 503 });
    expect(String(page.body)).toContain('Your ticket is safe');
    expect((await other.call('GET', '/healthz')).status).toBe(200);

    pool.options.connectionString = server.href;
    expect((await other.call('GET', '/api/tickets', { by: person })).status).toBe(200);
    expect((await other.call('GET', '/readyz')).status).toBe(200);
    await other.close();
  });
});

describe('what machines and readers ask for', () => {
  test('metrics and health need no sign-in', async () => {
    expect(await api.call('GET', '/healthz')).toMatchObject({ status: 200, body: { ok: true } });
    expect(await api.call('GET', '/readyz')).toMatchObject({ status: 200, body: { ok: true } });
    expect(await api.call('GET', '/metrics')).toMatchObject({ status: 200, body: 'up 1\n' });
  });

  test('the reference names every route', async () => {
    const answer = await api.call('GET', '/openapi.json');
    expect(answer.status).toBe(200);
    const paths = answer.keys('paths');
    for (const path of [
      '/healthz', '/api/sessions', '/api/sessions/current', '/api/agents', '/api/agents/{id}', '/api/teams', '/api/catalog',
      '/api/requests', '/api/tickets', '/api/tickets/{number}', '/api/tickets/{number}/replies', '/api/tickets/{number}/status-link/revoke',
      '/status/{token}',
    ]) {
      expect(paths).toContain(path);
    }
    const docs = await api.call('GET', '/docs');
    expect(docs.status).toBe(200);
    expect(String(docs.headers['content-type'])).toContain('text/html');
  });

  test('a desk without https never sends browsers there', async () => {
    const plain = await startTestApi({ deps: { publicUrl: 'http://desk.test' } });
    const docs = await plain.call('GET', '/docs');
    expect(docs.headers['content-security-policy']).toContain("script-src 'self'");
    expect(docs.headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
    expect(docs.headers['strict-transport-security']).toBeUndefined();
    const person = await plain.signIn();
    const answer = await plain.call('POST', '/api/sessions', { body: { email: person.email, password } });
    expect(answer.headers['set-cookie']).not.toContain('Secure');
    await plain.close();
  });

  test('pages cannot be framed or sniffed', async () => {
    const { headers } = await api.call('GET', '/healthz');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['strict-transport-security']).toContain('max-age');
  });
});

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
