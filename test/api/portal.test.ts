import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPostOffice } from '../desk/mails/post-office.ts';
import { png } from '../desk/files/samples.ts';
import { smallDeskFile } from '../support/desk.ts';
import { form, startTestApi, type Answer, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let lead: Person;
const office = openPostOffice();

beforeAll(async () => {
  api = await startTestApi({
    deskFile: `${smallDeskFile}\nmailboxes:\n  - { key: mesa, address: mesa@desk.test }\n`, mailSender: office.sender,
  });
});
// Time goes on by days here, and sessions end.
beforeEach(async () => {
  lead = await api.signIn({ role: 'lead', capacity: 10_000 });
});
afterAll(() => api.close());

let people = 0;
/** Somebody who sent one form; a place of their own, so that limits of others do not meet them. */
const newcomer = async () => {
  people += 1;
  const email = `persona${people}@example.org`;
  return { email, number: await api.submit({ email, phone: '' }), ip: `10.1.${people}.1` };
};
const ask = (email: string, ip = '10.0.0.1', more: Record<string, string> = {}) =>
  api.call('POST', '/api/portal/links', { body: { email, locale: 'es' }, headers: { 'x-forwarded-for': ip, ...more } });
const mailed = async () => {
  await api.desk.settle();
  return office.fetch().flatMap(({ text }) => /help\/enter\/([\w-]+)/.exec(text)?.[1] ?? []);
};
const enter = (token: string, headers: Record<string, string> = {}) => api.call('POST', '/api/portal/sessions', { body: { token }, headers: { 'x-forwarded-for': '10.0.0.2', ...headers } });
const cookieOf = (answer: Answer) => /ventanilla_portal=([^;]*)/.exec(String(answer.headers['set-cookie']))?.[0] ?? '';
const requests = (cookie: string, query = '') => api.call('GET', `/api/portal/requests${query}`, { headers: { cookie } });
const linkOf = async (email: string) => {
  await ask(email, '10.0.0.9');
  const [token] = await mailed();
  if (token === undefined) throw new Error('No link was mailed.');
  return token;
};
const signedIn = async (email: string) => cookieOf(await enter(await linkOf(email)));

describe('asking for a link', () => {
  test('answers the same whoever asks, and only who is known gets mail', async () => {
    const { email, ip } = await newcomer();
    const [known, unknown] = [await ask(email, ip), await ask('never@example.org', ip)];
    expect(known.status).toBe(202);
    expect(unknown.body).toEqual(known.body);
    expect(unknown.status).toBe(known.status);
    expect(await mailed()).toHaveLength(1);
  });

  test('does the same work for both: nobody is looked up before the answer', async () => {
    const { email, ip } = await newcomer();
    const rows = async () => (await sql<{ status: string }>`select status from portal_links where email = any(${[email, 'stranger@example.org']})`.execute(api.desk.database.db)).rows;
    await ask(email, ip);
    await ask('stranger@example.org', ip);
    expect(await rows()).toEqual([{ status: 'queued' }, { status: 'queued' }]);
    await mailed();
  });

  test('is limited per place, for known and unknown addresses alike', async () => {
    const { email } = await newcomer();
    const answers = [];
    for (let time = 0; time < 11; time += 1) answers.push((await ask(time % 2 ? email : `x${time}@example.org`, '10.9.9.9')).status);
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 202), 429]);
    expect((await ask('never@example.org', '10.9.9.9')).headers['retry-after']).toBeDefined();
    expect(await mailed()).toHaveLength(5);
    // Too often for one mailbox is not told to whoever asks.
    expect((await ask(email, '10.9.9.10')).status).toBe(202);
    expect(await mailed()).toEqual([]);
  });

  test('counts a whole network of IPv6 as one place: links, files and guesses', async () => {
    const from = (host: number) => `2001:db8:9:9::${host.toString(16)}`;
    const asked = [];
    for (let host = 1; host <= 11; host += 1) asked.push((await ask(`net${host}@example.org`, from(host))).status);
    expect(asked.slice(-2)).toEqual([202, 429]);
    expect((await ask('net@example.org', '2001:db8:9:a::1')).status).toBe(202);
    const sent = [];
    for (let host = 1; host <= 21; host += 1) sent.push((await api.call('POST', '/api/requests/files', { headers: { 'x-forwarded-for': from(host) } })).status);
    expect(sent.slice(-2)).toEqual([415, 429]);
    const guessed = [];
    for (let host = 1; host <= 31; host += 1) guessed.push((await enter('a'.repeat(43), { 'x-forwarded-for': from(host) })).status);
    expect(guessed.slice(-2)).toEqual([410, 429]);
    await mailed();
  });

  test.each([['no address', 'ana'], ['two addresses', 'a@b.org, c@d.org'], ['a header', 'a@b.org\r\nBcc: c@d.org'], ['a huge one', `${'a'.repeat(400)}@b.org`]])(
    '%s is refused', async (_what, email) => {
      expect((await ask(email)).status).toBe(400);
    });

  test('from another site is refused', async () => {
    expect((await ask('ana@example.org', '10.0.0.1', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });
});

describe('a link', () => {
  test('opens one session, once', async () => {
    const { email } = await newcomer();
    const token = await linkOf(email);
    const first = await enter(token);
    expect(first.status).toBe(201);
    expect(first.body).toEqual({ email });
    expect(String(first.headers['set-cookie'])).toMatch(/HttpOnly; Secure; SameSite=Lax/);
    const second = await enter(token);
    expect(second.status).toBe(410);
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  test('of two uses at the same time one succeeds', async () => {
    const { email } = await newcomer();
    const token = await linkOf(email);
    const answers = await Promise.all([enter(token), enter(token), enter(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410]);
  });

  test('is not used up by a scanner that opens it, however often', async () => {
    const { email } = await newcomer();
    const token = await linkOf(email);
    for (const method of ['GET', 'HEAD', 'GET'] as const) await api.app.inject({ method, url: `/help/enter/${token}` });
    await api.call('GET', '/api/portal/sessions');
    expect((await enter(token)).status).toBe(201);
  });

  test('is over after thirty minutes', async () => {
    const { email } = await newcomer();
    const token = await linkOf(email);
    api.desk.clock.advance(30 * 60);
    expect((await enter(token)).status).toBe(410);
  });

  test('cannot be guessed: another’s signature, a status token, rubbish', async () => {
    const { email } = await newcomer();
    const [one, other] = [await linkOf(email), await linkOf((await newcomer()).email)];
    const bytes = Buffer.from(one, 'base64url');
    const mixed = Buffer.concat([Buffer.from(other, 'base64url').subarray(0, 16), bytes.subarray(16)]).toString('base64url');
    for (const token of [mixed, '', 'x', '\u0000', 'a'.repeat(43), one.slice(0, -1), `${one.slice(0, -1)}\u00e9`]) {
      expect((await enter(token)).status, JSON.stringify(token)).toBe(410);
    }
    expect((await enter('a'.repeat(101))).status).toBe(400);
    expect((await enter(one)).status).toBe(201);
  });

  test('guessing is slowed down', async () => {
    let status = 0;
    for (let time = 0; time < 31; time += 1) ({ status } = await enter('a'.repeat(43), { 'x-forwarded-for': '10.7.7.7' }));
    expect(status).toBe(429);
  });

  test('is not used for somebody by another site', async () => {
    const token = await linkOf((await newcomer()).email);
    expect((await enter(token, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await enter(token)).status).toBe(201);
  });

  test('and its session are in no log', async () => {
    const { email } = await newcomer();
    const token = await linkOf(email);
    const cookie = cookieOf(await enter(token));
    await requests(cookie);
    const log = api.logged.join('\n');
    for (const secret of [token, cookie.split('=')[1] ?? 'none', email]) expect(log).not.toContain(secret);
  });
});

describe('a session', () => {
  test('shows the requests of its address and no others', async () => {
    const [ana, other] = [await newcomer(), await newcomer()];
    const second = await api.submit({ email: ana.email, phone: '', subject: 'Otra cosa' });
    const cookie = await signedIn(ana.email);
    const answer = await requests(cookie);
    const list = answer.at('requests');
    expect(Array.isArray(list) && list.map((one: { number: string }) => one.number)).toEqual([second, ana.number]);
    expect(JSON.stringify(answer.body)).not.toContain(other.number);
    expect(answer.at('requests.0')).toMatchObject({ subject: 'Otra cosa', state: 'queued', reached: ['received'], lastAnswer: null });
  });

  test('lasts twelve hours, and no longer than its holder wants', async () => {
    const { email } = await newcomer();
    const cookie = await signedIn(email);
    expect((await api.call('GET', '/api/portal/session', { headers: { cookie } })).at('session')).toEqual({ email });
    const another = await signedIn(email);
    expect((await api.call('DELETE', '/api/portal/session', { headers: { cookie: another } })).status).toBe(204);
    expect((await requests(another)).status).toBe(401);
    expect((await requests(cookie)).status).toBe(200);
    api.desk.clock.advance(12 * 3_600);
    expect((await requests(cookie)).status).toBe(401);
  });

  test('is none of an agent’s, and an agent’s is none of these', async () => {
    const cookie = await signedIn((await newcomer()).email);
    expect((await api.call('GET', '/api/tickets', { headers: { cookie: cookie.replace('ventanilla_portal', 'ventanilla_session') } })).status).toBe(401);
    expect((await requests(`ventanilla_portal=${lead.token}`)).status).toBe(401);
    expect((await requests('')).status).toBe(401);
  });

  test('pages through many, twenty at a time', async () => {
    const { email } = await newcomer();
    for (let time = 0; time < 22; time += 1) await api.submit({ email, phone: '', subject: `n${time}` });
    const cookie = await signedIn(email);
    const first = await requests(cookie);
    const rest = await requests(cookie, `?before=${String(first.at('next'))}`);
    expect([first.at('requests'), rest.at('requests')].map((list) => (Array.isArray(list) ? list.length : 0))).toEqual([20, 3]);
    expect(rest.at('next')).toBeNull();
  });
});

describe('a request in the portal', () => {
  const inHand = async () => {
    const ana = await newcomer();
    const cookie = await signedIn(ana.email);
    await api.call('POST', `/api/tickets/${ana.number}/assign`, { by: lead, body: { agentId: lead.id } });
    const token = String((await requests(cookie)).at('requests.0.token'));
    const act = (action: string, body: object) => api.call('POST', `/api/tickets/${ana.number}/${action}`, { by: lead, body });
    return { ...ana, cookie, token, act, status: () => api.call('GET', `/api/status/${token}`), solved: () => api.call('POST', `/api/status/${token}/solved`) };
  };

  test('shows how far it is and what was said, never a note', async () => {
    const { act, status, cookie } = await inHand();
    await act('notes', { text: 'nota interna' });
    await act('replies', { text: 'Reinicie el equipo.' });
    const answer = await status();
    expect(answer.at('ticket')).toMatchObject({ state: 'assigned', reached: ['received', 'assigned', 'answered'], writing: 'adds', confirmable: false });
    expect(JSON.stringify(answer.body)).not.toContain('nota interna');
    expect((await requests(cookie)).at('requests.0.lastAnswer.text')).toBe('Reinicie el equipo.');
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  });

  test('is confirmed as solved once, which closes it for good', async () => {
    const { act, solved, status, number } = await inHand();
    expect((await solved()).status).toBe(409);
    await act('resolve', { solution: 'Se cambió el cable.' });
    expect((await status()).at('ticket')).toMatchObject({ state: 'resolved', confirmable: true, writing: 'reopens' });
    expect((await solved()).at('ticket')).toMatchObject({ state: 'closed', confirmable: false, writing: 'none' });
    expect((await solved()).status).toBe(200);
    const ticket = await api.call('GET', `/api/tickets/${number}`, { by: lead });
    const closings = JSON.stringify(ticket.at('timeline')).match(/ticket\.closed/g);
    expect(closings).toHaveLength(1);
  });

  test('opens again by words', async () => {
    const { act, token, status } = await inHand();
    await act('resolve', { solution: 'Listo.' });
    const comment = await api.call('POST', `/status/${token}/comments`, { body: { text: 'Sigue igual' }, headers: { accept: 'application/json' } });
    expect(comment.status).toBe(201);
    expect((await status()).at('ticket.state')).toBe('queued');
  });

  test('of a merged ticket is not closed from outside', async () => {
    const mine = await inHand();
    const other = await newcomer();
    await api.call('POST', `/api/tickets/${mine.number}/merge`, { by: lead, body: { into: other.number } });
    await api.call('POST', `/api/tickets/${other.number}/assign`, { by: lead, body: { agentId: lead.id } });
    await api.call('POST', `/api/tickets/${other.number}/resolve`, { by: lead, body: { solution: 'x' } });
    expect((await mine.status()).at('ticket')).toMatchObject({ state: 'resolved', confirmable: false });
    expect((await mine.solved()).status).toBe(409);
  });

  test('is not there for a wrong or revoked token, nor confirmed by another site', async () => {
    const { token, number } = await inHand();
    expect((await api.call('GET', `/api/status/${token.slice(0, -2)}AA`)).status).toBe(404);
    expect((await api.call('POST', `/api/status/${token}/solved`, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    await api.desk.progress.revokeStatusLink(Number(number.slice(2)), { agentId: lead.id });
    expect((await api.call('GET', `/api/status/${token}`)).status).toBe(404);
  });
});

describe('files of a request', () => {
  const upload = async (content: Uint8Array, name: string, ip: string) => {
    const data = new FormData();
    data.append('file', new Blob([content]), name);
    const encoded = new Response(data);
    return api.call('POST', '/api/requests/files', {
      body: Buffer.from(await encoded.arrayBuffer()), headers: { 'content-type': encoded.headers.get('content-type') ?? '', 'x-forwarded-for': ip },
    });
  };

  test('come with it, and again with the same form sent twice', async () => {
    const taken = await upload(png, 'pantalla.png', '10.3.0.1');
    expect(taken.at('file')).toMatchObject({ name: 'pantalla.png', contentType: 'image/png', size: png.length });
    const body = { ...form, phone: '', email: 'files@example.org', files: [String(taken.at('file.token'))] };
    const headers = { 'idempotency-key': 'k1' };
    const [first, again] = [await api.call('POST', '/api/requests', { body, headers }), await api.call('POST', '/api/requests', { body, headers })];
    expect(first.status).toBe(201);
    expect(again.body).toEqual(first.body);
    const ticket = await api.call('GET', `/api/tickets/${String(first.at('ticket.number'))}`, { by: lead });
    expect(JSON.stringify(ticket.at('timeline')).match(/pantalla\.png/g)).toHaveLength(1);
    const status = await api.call('GET', `/api/status/${String(first.at('ticket.statusUrl')).split('/').at(-1) ?? ''}`);
    expect(status.at('ticket.messages.0.files.0')).toMatchObject({ name: 'pantalla.png', url: expect.stringMatching(/^\/files\//) as unknown });
  });

  test('are none of an agent’s, nor another’s token; too many and over ones are refused', async () => {
    const taken = String((await upload(png, 'a.png', '10.3.0.2')).at('file.token'));
    const send = (files: unknown) => api.call('POST', '/api/requests', { body: { ...form, files } });
    expect((await send([api.desk.uploadTokens.make({ sha256: 'a'.repeat(64), size: 1, type: 'image/png', name: 'x' }, lead.id)])).status).toBe(400);
    expect((await send(['rubbish'])).status).toBe(400);
    expect((await send(Array.from({ length: 6 }, () => taken))).status).toBe(400);
    expect((await send('x')).status).toBe(400);
    expect((await send([taken])).status).toBe(201);
    api.desk.clock.advance(23 * 3_600);
    expect((await send([taken])).status).toBe(400);
  });

  test('are limited per place, in type and in size', async () => {
    expect((await upload(Buffer.from('MZ\u0000\u0000program'), 'a.exe', '10.3.0.3')).status).toBe(400);
    expect((await upload(Buffer.alloc(0), 'a.png', '10.3.0.3')).status).toBe(400);
    let status = 0;
    for (let time = 0; time < 21; time += 1) ({ status } = await upload(png, 'a.png', '10.3.0.4'));
    expect(status).toBe(429);
    expect((await api.call('POST', '/api/requests/files', { body: {} })).status).toBe(415);
  });
});

describe('an asset in the form', () => {
  const add = async (name: string, customers: string[]) => String((await api.call('POST', '/api/assets', { by: lead, body: { name, customers } })).at('asset.id'));
  const customerOf = async (number: string) => String((await api.call('GET', `/api/tickets/${number}`, { by: lead })).at('customer.id'));
  const own = async (cookie: string) => (await api.call('GET', '/api/portal/assets', { headers: { cookie } })).body;
  const send = (asset: unknown, cookie: string) => api.call('POST', '/api/requests', { body: { ...form, phone: '', asset }, headers: { cookie } });
  const notTheirs = { status: 400, body: { error: { code: 'invalid_input', fields: { asset: 'must be the id of an asset of yours' } } } };

  test('is one of theirs who signed in, and the ticket names it in the same breath', async () => {
    const { email, number } = await newcomer();
    const customer = await customerOf(number);
    const [mine, retired] = [await add('Portátil 17', [customer]), await add('Portátil 3', [customer])];
    await api.call('PATCH', `/api/assets/${retired}`, { by: lead, body: { retired: true } });
    const cookie = await signedIn(email);
    expect(await own(cookie)).toEqual({ assets: [{ id: mine, name: 'Portátil 17' }] });
    expect(await send(retired, cookie)).toMatchObject(notTheirs);
    const ticket = await api.call('GET', `/api/tickets/${String((await send(mine, cookie)).at('ticket.number'))}`, { by: lead });
    expect(ticket.at('assets')).toEqual([{ id: mine, name: 'Portátil 17', kind: 'other' }]);
    expect(ticket.at('timeline')).toContainEqual(expect.objectContaining({ name: 'asset.linked', actor: expect.objectContaining({ kind: 'customer' }) as unknown, after: { assetId: mine, asset: 'Portátil 17', kind: 'other' } }));
    expect((await api.call('GET', `/api/assets?customer=${customer}`, { by: lead })).at('assets')).toMatchObject([{ id: mine }]);
    expect((await send(null, cookie)).status).toBe(201);
  });

  test('of another is refused as one that is none, and strangers see and name none', async () => {
    const theirs = await add('Nómina', [await customerOf((await newcomer()).number)]);
    const cookie = await signedIn((await newcomer()).email);
    expect(await own(cookie)).toEqual({ assets: [] });
    for (const asset of [theirs, '00000000-0000-4000-8000-000000000000', 'x', '\u0000\ud800']) {
      for (const who of [cookie, '', 'ventanilla_portal=guess']) expect(await send(asset, who)).toMatchObject(notTheirs);
    }
    expect((await api.call('GET', '/api/portal/assets')).status).toBe(401);
  });

  test('is nobody’s by an address that they wrote beside another person’s telephone, until an agent states it', async () => {
    const victim = await customerOf(await api.submit({ email: 'victima@example.org', phone: '+57 300 765 4321' }));
    const wanted = await add('Caja fuerte', [victim]);
    await api.submit({ email: 'ajena@example.org', phone: '+57 300 765 4321' });
    const cookie = await signedIn('ajena@example.org');
    expect(await send(wanted, cookie)).toMatchObject(notTheirs);
    expect((await api.call('POST', `/api/customers/${victim}/addresses/verify`, { by: lead, body: { kind: 'email', value: 'victima@example.org' } })).status).toBe(200);
    expect(await own(cookie)).toEqual({ assets: [] });
    expect(await own(await signedIn('victima@example.org'))).toEqual({ assets: [{ id: wanted, name: 'Caja fuerte' }] });
  });
});

test('without a way out for mail nobody can ask for a link, and the portal says so', async () => {
  const { portal } = api.deps;
  const silent = await startTestApi({ deps: { portal: { ...portal, hasMail: false } } });
  expect((await silent.call('GET', '/api/portal')).at('mail')).toBe(false);
  expect((await silent.call('POST', '/api/portal/links', { body: { email: 'a@b.org' } })).status).toBe(409);
  await silent.close();
});
