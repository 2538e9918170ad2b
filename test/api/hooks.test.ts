import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Hook, HookDelivery, HookDeliveryDetail, HookWithHealth } from '../../src/api/contract.ts';
import { signHook } from '../../src/desk/hooks/index.ts';
import { smallDeskFile } from '../support/desk.ts';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

interface Received {
  id: string;
  signatures: string[];
  seconds: number;
  replay: string | undefined;
  text: string;
  body: { type: string; seq: number | null; data: { ticket?: { number: string; subject?: string } } };
}

let api: TestApi;
let admin: Person;
let received: Received[] = [];
let answer: (text: string) => { status: number; text?: string } = () => ({ status: 204 });
const receiver = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    const text = Buffer.concat(pieces).toString();
    const header = (name: string) => String(request.headers[name]);
    received.push({
      id: header('webhook-id'), signatures: header('webhook-signature').split(' '), seconds: Number(header('webhook-timestamp')),
      replay: request.headers['ventanilla-replay']?.toString(), text, body: JSON.parse(text) as Received['body'],
    });
    const { status, text: said = '' } = answer(text);
    response.writeHead(status).end(said);
  });
});
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in`;
  api = await startTestApi({ deskFile: `${smallDeskFile}\nwebhooks: { allow: [127.0.0.1] }\n` });
  admin = await api.signIn({ role: 'admin', name: 'Rosa' });
  // Weeks pass here.
  await sql`update sessions set expires_at = expires_at + interval '1 year'`.execute(api.desk.database.db);
});
afterAll(async () => {
  await api.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});
beforeEach(async () => {
  await sql`delete from hooks`.execute(api.desk.database.db);
  received = [];
  answer = () => ({ status: 204 });
});

const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown, by: Person | null = admin, headers?: Record<string, string>) =>
  api.call(method, path, { ...(by && { by }), ...(body === undefined ? {} : { body }), ...(headers && { headers }) });
const add = async (about: Record<string, unknown> = {}) => {
  const made = await call('POST', '/api/hooks', { url, events: ['ticket.opened', 'ticket.routed'], ...about });
  expect(made.status).toBe(201);
  return { hook: made.at('hook') as Hook, secret: String(made.at('secret')) };
};
/** What the relay does at each of its ticks, and the jobs that follow. */
const tick = async () => {
  await api.deps.publishEvents();
  await api.desk.followEvents();
  api.desk.signals.push(...(await api.desk.backlog.lateSignals(api.desk.clock.now(), 200)).filter(({ kind }) => kind === 'deliver-hook'));
  await api.desk.settle();
};
const deliveries = async (hook: Hook, query = '') => (await call('GET', `/api/hooks/${hook.id}/deliveries${query}`)).at('deliveries') as HookDelivery[];
const read = async (hook: Hook) => (await call('GET', `/api/hooks/${hook.id}`)).at('hook') as HookWithHealth;

describe('a webhook', () => {
  test('is kept by admins alone, and shows its secret once', async () => {
    const lead = await api.signIn({ role: 'lead' });
    for (const [method, path] of [['GET', ''], ['POST', ''], ['GET', '/x/deliveries'], ['POST', '/x/test']] as const) {
      expect((await call(method, `/api/hooks${path}`, method === 'POST' ? {} : undefined, lead)).status).toBe(403);
      expect((await call(method, `/api/hooks${path}`, method === 'POST' ? {} : undefined, null)).status).toBe(401);
    }
    const { hook, secret } = await add({ url: `${url}?token=confidencial`, description: ' Bus de\neventos ' });
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(hook).toMatchObject({ description: 'Bus de eventos', active: true, includesWords: false, createdBy: { name: 'Rosa' }, previousSecretUntil: null });
    const list = await call('GET', '/api/hooks');
    expect(list.at('hooks.0')).toMatchObject({ id: hook.id, url: `${url}?token=confidencial`, health: { waiting: 0, givenUp: 0, lastDeliveredAt: null } });
    expect(list.at('events.tickets')).toContain('ticket.resolved');
    expect(JSON.stringify(list.body)).not.toContain('whsec_');
    await call('POST', `/api/hooks/${hook.id}/test`);
    const trail = await sql<{ name: string; before: unknown; after: unknown }>`select name, before, after from events where name like 'hook.%'`.execute(api.desk.database.db);
    expect(trail.rows).toMatchObject([{ name: 'hook.added', after: { hookId: hook.id, host: new URL(url).host } }]);
    expect(`${JSON.stringify(trail.rows)} ${api.logged.join('')}`).not.toMatch(/whsec_|confidencial/);
  });

  test.each([
    [{ url: 'https://10.0.0.1/in' }, 422, 'private_address'], [{ url: 'https://[::1]/' }, 422, 'private_address'],
    [{ url: 'http://8.8.8.8/' }, 422, 'https_required'], [{ url: 'http://desk.test/' }, 422, 'own_address'], [{ url: 'https://a:b@8.8.8.8/' }, 400, 'invalid_input'],
    [{ url: 'nada' }, 400, 'invalid_input'], [{ url: 7 }, 400, 'invalid_input'], [{ url: `https://8.8.8.8/${'x'.repeat(2_000)}` }, 400, 'invalid_input'],
    [{ events: [] }, 400, 'invalid_input'], [{ events: ['ticket.opened', 'agent.changed'] }, 400, 'invalid_input'], [{ events: 'ticket.opened' }, 400, 'invalid_input'],
    [{ events: ['__proto__'] }, 400, 'invalid_input'], [{ secret: 'whsec_x' }, 400, 'invalid_input'], [{ includesWords: 'yes' }, 400, 'invalid_input'],
  ])('with %j is refused', async (wrong, status, code) => {
    const refused = await call('POST', '/api/hooks', { url, events: ['ticket.opened'], ...wrong });
    expect([refused.status, refused.at('error.code')]).toEqual([status, code]);
    const { hook } = await add();
    const unchanged = await call('PATCH', `/api/hooks/${hook.id}`, wrong);
    expect([unchanged.status, unchanged.at('error.code')]).toEqual([status, code]);
    expect(await read(hook)).toMatchObject({ url, events: ['ticket.opened', 'ticket.routed'] });
  });

  test('takes odd characters, and is not there under what is no id of one', async () => {
    const { hook } = await add({ url: `${url}/\u0000\ud800ñ`, description: '\u0000\ud800' });
    expect((await call('POST', `/api/hooks/${hook.id}/test`)).at('delivery')).toMatchObject({ status: 'delivered' });
    for (const id of ['x', '%00', '__proto__', '11111111-2222-4333-8444-555555555555']) {
      for (const [method, path, body] of [['GET', ''], ['PATCH', '', { active: false }], ['DELETE', ''], ['GET', '/deliveries'], ['POST', '/test'], ['POST', '/rotate-secret'], ['POST', '/replay', { fromSeq: 1 }], ['GET', '/deliveries/x'], ['POST', '/deliveries/x/replay']] as const) {
        expect([path, (await call(method, `/api/hooks/${id}${path}`, body)).status]).toEqual([path, 404]);
      }
    }
    for (const query of ['?status=lost', '?event=x', '?cursor=zzz', '?limit=0']) expect((await call('GET', `/api/hooks/${hook.id}/deliveries${query}`)).status).toBe(400);
    for (const body of [{}, { fromSeq: 0 }, { fromSeq: 1, since: '2026-01-01T00:00:00Z' }, { since: 'ayer' }]) expect((await call('POST', `/api/hooks/${hook.id}/replay`, body)).status).toBe(400);
    expect((await call('POST', `/api/hooks/${hook.id}/replay`, { fromSeq: Number.MAX_SAFE_INTEGER })).at('queued')).toBe(0);
  });

  test('is changed and removed only as it was seen, by one of two at the same time', async () => {
    const { hook } = await add();
    const seen = { 'if-match': `"${hook.updatedAt}"` };
    const both = await Promise.all([1, 2].map((place) => call('PATCH', `/api/hooks/${hook.id}`, { description: `n${place}` }, admin, seen)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await call('DELETE', `/api/hooks/${hook.id}`, undefined, admin, seen)).status).toBe(409);
    expect((await call('DELETE', `/api/hooks/${hook.id}`)).status).toBe(204);
    expect((await call('GET', `/api/hooks/${hook.id}`)).status).toBe(404);
  });
});

describe('events', () => {
  test('are handed over once each, signed, from the moment the webhook is there, to those who want them', async () => {
    await api.submit({ subject: 'Antes' });
    await api.deps.publishEvents();
    const { hook, secret } = await add();
    const other = await add({ events: ['ticket.opened'], includesWords: true, url: `${url}/otro` });
    const off = await add();
    await call('PATCH', `/api/hooks/${off.hook.id}`, { active: false });
    const number = await api.submit({ subject: 'No abre la nómina' });
    await api.deps.publishEvents();
    // Two processes follow at the same time; then one does again.
    await Promise.all([api.desk.followEvents(), api.desk.followEvents(), api.desk.followEvents()]);
    await tick();
    await tick();
    expect((await deliveries(hook)).map(({ event, ticket, status, tries }) => [event, ticket, status, tries]))
      .toEqual([['ticket.routed', number, 'delivered', 1], ['ticket.opened', number, 'delivered', 1]]);
    expect([await deliveries(off.hook), received.length, new Set(received.map(({ id }) => id)).size]).toEqual([[], 3, 3]);
    for (const { id, seconds, signatures, text, body } of received.filter(({ signatures: [first], id, seconds, text }) => first === signHook(secret, { id, seconds, body: text }))) {
      expect(signatures).toEqual([signHook(secret, { id, seconds, body: text })]);
      expect([seconds, body.data.ticket?.number, body.data.ticket && 'subject' in body.data.ticket]).toEqual([api.desk.clock.now().getTime() / 1000, number, false]);
    }
    expect(received.filter(({ body }) => body.data.ticket?.subject === 'No abre la nómina').map(({ signatures, id, seconds, text }) => signatures[0] === signHook(other.secret, { id, seconds, body: text }))).toEqual([true]);
    expect((await read(hook)).health).toEqual({ waiting: 0, givenUp: 0, lastDeliveredAt: api.desk.clock.now().toISOString() });
  });

  test('whose signal was lost, or whose sender died, are found again', async () => {
    const { hook } = await add({ events: ['ticket.opened'] });
    await api.submit();
    await api.deps.publishEvents();
    await api.desk.followEvents();
    api.desk.signals.length = 0;
    expect((await api.desk.backlog.lateSignals(api.desk.clock.now(), 200)).filter(({ kind }) => kind === 'deliver-hook')).toEqual([]);
    // Claimed by a process that dies before it has sent.
    await api.desk.transact(({ hooks }) => hooks.claim(hook.id, { at: api.desk.clock.now(), lease: new Date(api.desk.clock.now().getTime() + 30_000), most: 8 }));
    api.desk.clock.advance(10);
    await tick();
    expect(received).toEqual([]);
    api.desk.clock.advance(30);
    await tick();
    expect([(await deliveries(hook))[0], received.length]).toMatchObject([{ status: 'delivered', tries: 2 }, 1]);
  });

  test('are sent by one of two workers', async () => {
    const { hook } = await add();
    for (let place = 0; place < 6; place += 1) await api.submit({ subject: `Uno ${place}` });
    await api.deps.publishEvents();
    await api.desk.followEvents();
    await Promise.all([1, 2, 3].map(() => api.desk.hookDeliveries.deliverDue(hook.id)));
    expect([received.length, new Set(received.map(({ id }) => id)).size]).toEqual([12, 12]);
  });

  test('that are not taken are tried again with pauses, and then given up; the log keeps every try and how the answer began', async () => {
    const { hook } = await add({ events: ['ticket.opened'] });
    answer = () => ({ status: 500, text: `<h1>fuera</h1>${'x'.repeat(2_000)}` });
    await api.submit();
    await tick();
    const [first] = await deliveries(hook, '?status=failed');
    expect([first?.tries, first?.attempts]).toMatchObject([1, [{ status: 500, fault: null }]]);
    expect((await read(hook)).failingSince).toBe(api.desk.clock.now().toISOString());
    for (let tries = 2; tries <= 10; tries += 1) {
      const [now] = await deliveries(hook);
      api.desk.clock.advance((Date.parse(now?.nextTryAt ?? '') - api.desk.clock.now().getTime()) / 1000 + 3);
      await tick();
      expect((await deliveries(hook))[0]?.tries).toBe(tries);
    }
    const [last] = await deliveries(hook, '?status=given-up');
    const detail = (await call('GET', `/api/hooks/${hook.id}/deliveries/${last?.id ?? ''}`)).at('delivery') as HookDeliveryDetail;
    expect([detail.attempts.length, detail.answer?.length, detail.nextTryAt, detail.body === received[0]?.text]).toEqual([10, 500, null, true]);
    expect(new Set(received.map(({ id, text }) => id + text)).size).toBe(1);
    expect((await read(hook)).health.givenUp).toBe(1);
    // Replayed under the same id, and taken: the webhook does well again.
    answer = () => ({ status: 200 });
    expect((await call('POST', `/api/hooks/${hook.id}/deliveries/${last?.id ?? ''}/replay`)).status).toBe(202);
    await tick();
    expect([received.at(-1)?.id === received[0]?.id, received.at(-1)?.replay, await read(hook)]).toMatchObject([true, '1', { failingSince: null, health: { givenUp: 0 } }]);
  });

  test('go to no webhook that was answered 410, or took nothing for five days, and admins see why', async () => {
    const { hook } = await add({ events: ['ticket.opened'] });
    answer = () => ({ status: 410 });
    await api.submit();
    await tick();
    expect(await read(hook)).toMatchObject({ active: false, offReason: 'gone', health: { givenUp: 1 } });
    await api.submit();
    await tick();
    expect(received.length).toBe(1);

    answer = () => ({ status: 503 });
    const back = await call('PATCH', `/api/hooks/${hook.id}`, { active: true });
    expect(back.at('hook')).toMatchObject({ active: true, offReason: null, offAt: null, failingSince: null });
    await api.submit();
    await tick();
    expect(received.length).toBe(2);
    api.desk.clock.advance(5 * 24 * 3600);
    await tick();
    expect(await read(hook)).toMatchObject({ active: false, offReason: 'failing' });
    const { rows } = await sql<{ actor_kind: string; reason: string }>`select actor_kind, reason from events where name = 'hook.changed' and reason is not null order by id desc limit 2`.execute(api.desk.database.db);
    expect(rows).toEqual([{ actor_kind: 'desk', reason: 'failing' }, { actor_kind: 'desk', reason: 'gone' }]);
  });

  test('from a moment on are sent again, those of before the webhook too; there is still one row each', async () => {
    const since = new Date(api.desk.clock.now().getTime() + 1).toISOString();
    api.desk.clock.advance(60);
    const early = await api.submit({ subject: 'Temprano' });
    await api.deps.publishEvents();
    const { hook } = await add({ events: ['ticket.opened'] });
    const late = await api.submit({ subject: 'Tarde' });
    await tick();
    expect(received.map(({ body }) => body.data.ticket?.number)).toEqual([late]);
    const first = received[0];
    received = [];
    const asked = await call('POST', `/api/hooks/${hook.id}/replay`, { since });
    expect([asked.status, asked.body]).toEqual([202, { queued: 2, nextSeq: null }]);
    await tick();
    expect(received.map(({ body, replay }) => [body.data.ticket?.number, replay]).sort()).toEqual([[early, undefined], [late, '1']].sort());
    expect(received.find(({ replay }) => replay === '1')).toMatchObject({ id: first?.id, text: first?.text });
    const [newest, older] = await deliveries(hook);
    expect([newest?.seq, older?.seq].every((seq) => typeof seq === 'number')).toBe(true);
    const again = await call('POST', `/api/hooks/${hook.id}/replay`, { fromSeq: Math.max(newest?.seq ?? 0, older?.seq ?? 0) });
    expect(again.at('queued')).toBe(1);
    await tick();
    expect((await deliveries(hook)).length).toBe(2);
    // A page at a time.
    const page = await call('GET', `/api/hooks/${hook.id}/deliveries?limit=1`);
    expect((await deliveries(hook, `?limit=1&cursor=${String(page.at('nextCursor'))}`)).map(({ id }) => id)).not.toContain(page.at('deliveries.0.id'));
  });

  test('are signed by the new secret and for a day by the one before, unless that must not be', async () => {
    const { hook, secret } = await add({ events: ['ticket.opened'] });
    const rotated = await call('POST', `/api/hooks/${hook.id}/rotate-secret`);
    const fresh = String(rotated.at('secret'));
    const signedBy = async (secrets: string[]) => {
      received = [];
      await api.submit();
      await tick();
      expect(received.length).toBe(1);
      for (const { id, seconds, text, signatures } of received) expect(signatures).toEqual(secrets.map((one) => signHook(one, { id, seconds, body: text })));
    };
    await signedBy([fresh, secret]);
    api.desk.clock.advance(24 * 3600 + 1);
    await signedBy([fresh]);
    const leaked = await call('POST', `/api/hooks/${hook.id}/rotate-secret`, { atOnce: true });
    await signedBy([String(leaked.at('secret'))]);
  });

  test('are swept after 30 days; a test is tried once, also while the webhook is off, and says nothing of how it does', async () => {
    const { hook } = await add();
    await call('PATCH', `/api/hooks/${hook.id}`, { active: false });
    answer = () => ({ status: 500 });
    const tested = await call('POST', `/api/hooks/${hook.id}/test`);
    expect(tested.at('delivery')).toMatchObject({ event: 'ping', seq: null, ticket: null, status: 'given-up', tries: 1, attempts: [{ status: 500 }] });
    expect(received.map(({ body }) => body.type)).toEqual(['ping']);
    expect(await read(hook)).toMatchObject({ failingSince: null, health: { waiting: 0, givenUp: 0 } });
    api.desk.clock.advance(31 * 24 * 3600);
    await api.desk.sweep(api.desk.clock.now());
    expect(await deliveries(hook)).toEqual([]);
  });
});
