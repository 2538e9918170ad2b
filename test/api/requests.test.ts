import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { form, startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let agent: Person;
beforeAll(async () => {
  api = await startTestApi();
  agent = await api.signIn();
});
afterAll(() => api.close());

const send = (changes: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  api.call('POST', '/api/requests', { body: { ...form, ...changes }, headers });

describe('a web form', () => {
  test('becomes a ticket of its customer, with what they chose', async () => {
    const answer = await send({ entry: 'internet', impact: 'high', locale: 'en', service: 'tecnologia' });
    expect(answer.status).toBe(201);
    expect(String(answer.at('ticket.statusUrl'))).toMatch(/^http:\/\/desk\.test\/status\/[\w-]{48}$/);
    await api.desk.settle();
    const ticket = await api.call('GET', `/api/tickets/${String(answer.at('ticket.number'))}`, { by: agent });
    expect(ticket.body).toMatchObject({
      channel: 'web', kind: 'incident', entry: { key: 'internet' }, impact: 'high', locale: 'en', status: 'queued',
      customer: {
        name: 'Ana Pérez',
        addresses: [{ kind: 'email', value: 'ana.perez@example.com', verified: false }, { kind: 'phone', value: '+573001234567', verified: false }],
      },
    });
  });

  test('opens one ticket however often it is sent with the same key', async () => {
    const headers = { 'idempotency-key': 'form-1' };
    const [first, second] = await Promise.all([send({}, headers), send({}, headers)]);
    const third = await send({}, headers);
    expect([first, second, third].map((answer) => answer.status)).toEqual([201, 201, 201]);
    expect(second.body).toEqual(first.body);
    expect(third.body).toEqual(first.body);
  });

  test('gives nobody else the ticket of a guessed key', async () => {
    const headers = { 'idempotency-key': 'form-2' };
    const mine = await send({}, headers);
    const theirs = await send({ email: 'curious@example.com' }, headers);
    expect(theirs.at('ticket.number')).not.toBe(mine.at('ticket.number'));
  });

  test('takes another form with a key used before as a form of its own: nothing is swallowed, no link given away', async () => {
    const headers = { 'idempotency-key': 'form-3' };
    const first = await send({}, headers);
    const other = await send({ subject: 'Otra cosa' }, headers);
    expect(other.at('ticket.number')).not.toBe(first.at('ticket.number'));
  });

  test('opens a new ticket every time without a key', async () => {
    const [first, second] = [await send(), await send()];
    expect(second.at('ticket.number')).not.toBe(first.at('ticket.number'));
  });

  test('takes empty and null for a choice not made', async () => {
    expect((await send({ entry: '', service: null, phone: '', impact: null, urgency: '', locale: null })).status).toBe(201);
  });

  test.each([
    ['entry', { entry: 'unknown' }],
    ['service', { service: 'unknown' }],
    ['email', { email: 'not an address' }],
    ['phone', { phone: 'call me' }],
    ['impact', { impact: 'enormous' }],
    ['locale', { locale: 'fr' }],
    ['subject', { subject: ' \u0000 ' }],
    ['subject', { subject: 'x'.repeat(501) }],
    ['description', { description: undefined }],
    ['description', { description: 42 }],
    ['description', { description: 'x'.repeat(100_001) }],
    ['name', { name: ['Ana'] }],
  ])('with a wrong %s is refused by that name', async (field, changes) => {
    const answer = await send(changes);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
    expect(answer.keys('error.fields')).toEqual([field]);
  });

  test('is asked to wait from a place that sends more than desk.yaml allows in a minute, read or not', async () => {
    const from = (place: string, count: number) => Promise.all(Array.from({ length: count }, async () => (await send({ name: 1 }, { 'x-forwarded-for': place })).status));
    expect(new Set(await from('203.0.113.5', 60))).toEqual(new Set([400]));
    const refused = await send({}, { 'x-forwarded-for': '203.0.113.5' });
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '60' }, body: { error: { code: 'slow_down' } } });
    // Whatever they write before the address that our proxy adds, and of a network of IPv6 all together.
    expect((await send({}, { 'x-forwarded-for': '127.0.0.1, 203.0.113.5' })).status).toBe(429);
    expect(await from('203.0.113.6', 1)).toEqual([400]);
    expect(new Set(await from('2001:db8:5::1', 60))).toEqual(new Set([400]));
    expect(await from('2001:db8:5::2', 1)).toEqual([429]);
    api.desk.clock.advance(60);
    expect((await send({}, { 'x-forwarded-for': '203.0.113.5' })).status).toBe(201);
  });

  test('is taken from this machine as often as it sends', async () => {
    const answers = await Promise.all(Array.from({ length: 300 }, () => send({ name: 1 })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]));
  });

  test('with a hundred thousand emoji, other scripts, NUL bytes and lone surrogates is stored and shown', async () => {
    const description = `${'😀'.repeat(99_900)} مرحبا שלום \u0000 \ud800 <script>alert(1)</script>`;
    const answer = await send({ description });
    expect(answer.status).toBe(201);
    const ticket = await api.call('GET', `/api/tickets/${String(answer.at('ticket.number'))}`, { by: agent });
    const timeline = ticket.at('timeline');
    expect(timeline).toContainEqual(expect.objectContaining({
      kind: 'contact', text: description.replace('\u0000', '').replace('\ud800', '\ufffd'),
    }));
  });
});

describe('the catalog', () => {
  test('is public, in the language of the desk or the one asked for', async () => {
    const spanish = await api.call('GET', '/api/catalog');
    expect(spanish.at('services.0')).toMatchObject({ key: 'tecnologia', name: 'Tecnología' });
    const english = await api.call('GET', '/api/catalog?locale=en');
    expect(english.at('services.0.entries.1')).toEqual({
      key: 'constancia', name: 'Employment letter', kind: 'request', examples: ['I want an employment letter', 'I need a work certificate'],
    });
    expect((await api.call('GET', '/api/catalog?locale=xx')).status).toBe(400);
  });

  test('has teams for people of the desk', async () => {
    expect((await api.call('GET', '/api/teams')).status).toBe(401);
    const answer = await api.call('GET', '/api/teams', { by: agent });
    expect(answer.at('teams.1')).toEqual({ key: 'redes', name: 'Redes', tier: 2, service: 'tecnologia' });
  });
});
