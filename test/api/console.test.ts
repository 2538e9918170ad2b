import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import twilio from 'twilio';
import { createBrowserTokens } from '../../adapters/twilio/index.ts';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

const key = { accountSid: `AC${'1'.repeat(32)}`, keySid: `SK${'2'.repeat(32)}`, keySecret: 'a-secret-of-the-tests' };

let api: TestApi;
let agent: Person;
let admin: Person;
beforeAll(async () => {
  api = await startTestApi({ deps: { browserTokens: createBrowserTokens(key) } });
  agent = await api.signIn();
  admin = await api.signIn({ role: 'admin' });
});
afterAll(() => api.close());

/** What a token says, once its signature was checked with the key's secret (RFC 7519). */
async function readToken(token: string): Promise<unknown> {
  const [head = '', body = '', signature = ''] = token.split('.');
  const secret = await crypto.subtle.importKey('raw', Buffer.from(key.keySecret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  const isGenuine = await crypto.subtle.verify('HMAC', secret, Buffer.from(signature, 'base64url'), Buffer.from(`${head}.${body}`));
  if (!isGenuine) throw new Error('The token was not signed with this key.');
  return JSON.parse(Buffer.from(body, 'base64url').toString());
}

describe('the console of this desk', () => {
  test('is told the reasons to be away in the language asked for, and whether calls come to the browser', async () => {
    const spanish = await api.call('GET', '/api/console', { by: agent });
    expect(spanish).toMatchObject({ status: 200, body: { browserCalls: true, awayReasons: [{ key: 'lunch', name: 'Almuerzo' }, {}, {}, {}, {}] } });
    expect((await api.call('GET', '/api/console?locale=en', { by: agent })).at('awayReasons.0.name')).toBe('Lunch');
    expect((await api.call('GET', '/api/console')).status).toBe(401);
  });
});

describe('a browser that takes calls', () => {
  test('is signed in by the name at which the agent without a telephone is rung, and may place no calls', async () => {
    const answer = await api.call('POST', '/api/voice/token', { by: agent });
    const identity = agent.id.replaceAll('-', '');
    expect(answer).toMatchObject({ status: 200, body: { identity } });
    expect(await readToken(String(answer.at('token')))).toMatchObject({
      iss: key.keySid, sub: key.accountSid, grants: { identity, voice: { incoming: { allow: true } } },
    });
    expect(await readToken(String(answer.at('token')))).not.toHaveProperty('grants.voice.outgoing');
    expect(identity).toMatch(/^[0-9a-z]+$/);
  });

  test('goes by the client name that an admin gave', async () => {
    const named = await api.signIn();
    await api.call('PATCH', `/api/agents/${named.id}`, { by: admin, body: { phone: 'client:ana_1' } });
    expect((await api.call('POST', '/api/voice/token', { by: named })).at('identity')).toBe('ana_1');
  });

  test('is for people of the desk', async () => {
    expect((await api.call('POST', '/api/voice/token')).status).toBe(401);
  });

  test('is refused plainly where no API key is configured', async () => {
    const bare = await startTestApi();
    const somebody = await bare.signIn();
    expect(await bare.call('POST', '/api/voice/token', { by: somebody })).toMatchObject({ status: 409, body: { error: { code: 'not_configured' } } });
    expect((await bare.call('GET', '/api/console', { by: somebody })).at('browserCalls')).toBe(false);
    await bare.close();
  });

  test('works with tokens that the network itself can read', () => {
    const { token, expiresAt } = createBrowserTokens(key)('ana', new Date(0));
    expect(expiresAt).toEqual(new Date(3_600_000));
    expect(token.split('.')).toHaveLength(3);
    expect(twilio.jwt.AccessToken.DEFAULT_ALGORITHM).toBe('HS256');
  });
});

describe('where my calls ring', () => {
  test('is mine to say: a number as people write it, or the browser', async () => {
    expect((await api.call('PUT', '/api/agents/me/phone', { by: agent, body: { phone: '300 123 45 67' } })).at('agent.phone')).toBe('+573001234567');
    expect((await api.call('PUT', '/api/agents/me/phone', { by: agent, body: { phone: null } })).at('agent.phone')).toBeNull();
  });

  test.each(['client:another', 'sip:x@y.z', '+1 900 555 0100', '123', '', '\u0000', 5, {}])('is never %j', async (phone) => {
    expect(await api.call('PUT', '/api/agents/me/phone', { by: agent, body: { phone } })).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
  });
});
