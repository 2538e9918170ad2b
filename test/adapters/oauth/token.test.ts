import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTokenSource } from '../../../adapters/oauth/token.ts';
import { AppError } from '../../../src/core/index.ts';
import { testClock } from '../../support/desk.ts';
import { startTokenProvider, type TokenProvider } from './provider.ts';

const secret = 'a-very-secret-thing';
let provider: TokenProvider;

beforeAll(async () => {
  provider = await startTokenProvider('desk@example.org');
});
afterAll(() => provider.close());
beforeEach(() => {
  provider.asked.length = 0;
  provider.answer = () => null;
});

function source(more: { refreshToken?: string; scope?: string } = {}, url = provider.tokenUrl) {
  const clock = testClock();
  const getToken = createTokenSource({ tokenUrl: url, clientId: 'desk', clientSecret: secret, ...more }, fetch, clock.now);
  return { clock, getToken };
}

async function faultOf(work: Promise<unknown>): Promise<AppError> {
  const fault = await work.then(() => null, (error: unknown) => error);
  if (!(fault instanceof AppError)) throw new Error(`Expected an AppError, got ${String(fault)}`);
  return fault;
}

test('without a refresh token the program asks as itself', async () => {
  expect(await source({ scope: 'https://outlook.office365.com/.default' }).getToken()).toBe('token-1');
  expect(provider.asked).toEqual([
    { grant_type: 'client_credentials', client_id: 'desk', client_secret: secret, scope: 'https://outlook.office365.com/.default' },
  ]);
});

test('with a refresh token it asks for whoever gave it, and uses the newer one it is given', async () => {
  const { clock, getToken } = source({ refreshToken: 'first' });
  provider.answer = () => ({ status: 200, body: JSON.stringify({ access_token: 'one', expires_in: '3600', refresh_token: 'second' }) });
  expect(await getToken()).toBe('one');
  clock.advance(3_600);
  await getToken();
  expect(provider.asked.map(({ grant_type: grant, refresh_token: token }) => [grant, token])).toEqual([
    ['refresh_token', 'first'], ['refresh_token', 'second'],
  ]);
});

test('a token is used until a minute before its end', async () => {
  const { clock, getToken } = source();
  expect(await getToken()).toBe('token-1');
  clock.advance(3_539);
  expect(await getToken()).toBe('token-1');
  clock.advance(2);
  expect(await getToken()).toBe('token-2');
});

test('many who ask at once cause one request, and one that was refused is not given again', async () => {
  const { getToken } = source();
  expect(new Set(await Promise.all([getToken(), getToken(), getToken()]))).toEqual(new Set(['token-1']));
  expect(await getToken({ fresh: true })).toBe('token-2');
  expect(provider.asked).toHaveLength(2);
});

test.each([
  [{ status: 400, body: '{"error":"invalid_grant","error_description":"a-very-secret-thing is wrong"}' }, 'token_refused'],
  [{ status: 401, body: 'no json' }, 'token_refused'],
  [{ status: 503, body: '' }, 'unavailable'],
  [{ status: 429, body: '{}' }, 'unavailable'],
  [{ status: 200, body: '{"access_token":7}' }, 'unavailable'],
  [{ status: 200, body: '<html>' }, 'unavailable'],
])('%j is told as %s, without a secret, and may be tried again', async (answer, code) => {
  provider.answer = () => answer;
  const { getToken } = source();
  const fault = await faultOf(getToken());
  expect(fault).toMatchObject({ code, retryable: true });
  expect(JSON.stringify([fault.message, fault.stack, String(fault.cause)])).not.toContain(secret);
  provider.answer = () => null;
  expect(await getToken()).toMatch(/^token-/);
});

test('a provider that is away, or leads elsewhere, may be tried again', async () => {
  expect(await faultOf(source({}, 'http://127.0.0.1:1/token').getToken())).toMatchObject({ code: 'unavailable', retryable: true });
});
