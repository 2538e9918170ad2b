import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type Answer, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let agent: Person;
let lead: Person;
beforeAll(async () => {
  api = await startTestApi();
  agent = await api.signIn({ name: 'Berta Gómez', capacity: 10_000 });
  lead = await api.signIn({ role: 'lead', name: 'Lía' });
});
afterAll(() => api.close());

const get = (path: string, by: Person = agent) => api.call('GET', `/api/tickets${path}`, { by });
const act = (number: string, action: string, body?: unknown, by: Person = agent, headers: Record<string, string> = {}) =>
  api.call('POST', `/api/tickets/${number}/${action}`, { by, body, headers });
const assigned = async (changes: Record<string, unknown> = {}) => {
  const number = await api.submit(changes);
  const answer = await act(number, 'assign', { agentId: agent.id }, lead);
  expect(answer).toMatchObject({ status: 200, body: { status: 'assigned', agent: { id: agent.id, name: 'Berta Gómez' } } });
  return number;
};
const text = async (number: string, words: string, from = '+573150001111') => {
  const inbound = { providerId: `${number}-${words}`, from, to: '+5760155501', text: words, media: [], receivedAt: api.desk.clock.now() };
  const accepted = await api.desk.accept(api.desk.channels.sms.toContact(inbound), api.desk.channels.sms.capabilities);
  await api.desk.settle();
  if ('landed' in accepted) throw new Error('sent twice');
  return accepted;
};
interface Item { kind: string; seq: number; name?: string; text?: string; id?: string }
const timeline = (answer: Answer) => answer.at('timeline') as Item[];
const numbers = (answer: Answer) => (answer.at('tickets') as { number: string }[]).map((ticket) => ticket.number);

describe('one ticket', () => {
  test('has names in the language of the desk or the one asked for, and a version', async () => {
    const number = await api.submit({ entry: 'internet' });
    const answer = await get(`/${number}`);
    expect(answer.body).toMatchObject({
      number, kind: 'incident', status: 'queued', subject: 'No puedo navegar', priority: 'P3', tier: 1,
      service: { key: 'tecnologia', name: 'Tecnología' }, entry: { key: 'internet', name: 'Internet no funciona' },
      team: { key: 'mesa', name: 'Mesa' }, agent: null, channel: 'web', abandoned: false,
    });
    expect(new Date(String(answer.at('dueAt'))).getTime()).toBeGreaterThan(api.desk.clock.now().getTime());
    expect(answer.headers['etag']).toBe(`"${String(answer.at('version'))}"`);
    expect((await get(`/${number}?locale=en`)).at('team.name')).toBe('Desk');
    expect((await get(`/${number.toLowerCase()}`)).at('number')).toBe(number);
  });

  test('tells what happened in the order of its publication', async () => {
    const number = await assigned({ description: 'Se cayó la red' });
    const replied = await act(number, 'replies', { text: 'Ya lo miramos 👀' });
    expect(replied).toMatchObject({ status: 201, body: { reply: {}, ticket: { number } } });
    expect((await act(number, 'notes', { text: 'cable roto' })).status).toBe(201);
    const items = timeline(await get(`/${number}`));
    expect(items.map((item) => item.seq)).toEqual([...items.map((item) => item.seq)].sort((a, b) => a - b));
    expect(items.map((item) => item.name ?? item.kind)).toEqual([
      'ticket.opened', 'contact', 'ticket.routed', 'ticket.assigned', 'reply', 'note',
    ]);
    expect(items[1]).toMatchObject({ channel: 'web', from: 'Ana.Perez@example.com', text: 'Se cayó la red', attachments: [] });
    expect(items[3]).toMatchObject({ kind: 'event', actor: { kind: 'agent', id: lead.id, name: 'Lía' }, reason: 'assigned' });
    expect(items[4]).toMatchObject({
      id: replied.at('reply.id'), text: 'Ya lo miramos 👀', agent: { name: 'Berta Gómez' }, delivery: { status: 'shelved', error: null },
    });
    expect(items[5]).toMatchObject({ text: 'cable roto', agent: { id: agent.id } });
  });

  test('shows a delivery that failed, with the reason', async () => {
    const { number } = await text('x', 'No hay conexión a internet', '+573150009999');
    const items = timeline(await get(`/V-${number}`));
    expect(items.find((item) => item.kind === 'reply')).toMatchObject({
      agent: null, delivery: { status: 'failed', error: expect.stringContaining('no tiene salida') as string },
    });
  });

  test.each(['V-999999', 'V-x', 'nonsense', 'V-99999999999', 'V-1001%00', '%F0%9F%98%80'])('is not found as %s', async (number) => {
    expect(await get(`/${number}`)).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
    expect(await act(number, 'resume')).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
  });
});

describe('the list', () => {
  test('is in queue order without closed and cancelled tickets, page by page', async () => {
    const other = await startTestApi();
    const person = await other.signIn();
    const made: string[] = [];
    for (const urgency of ['low', 'high', 'medium', 'high', 'low', 'medium']) {
      made.push(await other.submit({ entry: 'internet', urgency }));
      other.desk.clock.advance(1);
    }
    await other.call('POST', `/api/tickets/${String(made[2])}/cancel`, { by: person, body: { reason: 'repetido' } });
    const expected = [1, 3, 5, 0, 4].map((index) => made[index]);
    expect(numbers(await other.call('GET', '/api/tickets?status=&tier=&team=&priority=&q=&cursor=', { by: person }))).toEqual(expected);
    const paged: string[] = [];
    let cursor = '';
    do {
      const page = await other.call('GET', `/api/tickets?limit=2&cursor=${cursor}`, { by: person });
      expect(page.status).toBe(200);
      paged.push(...numbers(page));
      cursor = page.at('nextCursor') === null ? '' : String(page.at('nextCursor'));
    } while (cursor !== '');
    expect(paged).toEqual(expected);
    expect(numbers(await other.call('GET', '/api/tickets?status=cancelled', { by: person }))).toEqual([made[2]]);
    expect(numbers(await other.call('GET', '/api/tickets?status=all', { by: person }))).toHaveLength(6);
    expect(numbers(await other.call('GET', `/api/tickets?q=${String(made[2])}`, { by: person }))).toEqual([made[2]]);
    await other.close();
  });

  test('is filtered by status, tier, team, priority and agent', async () => {
    const number = await assigned({ entry: 'internet', urgency: 'high' });
    for (const filter of ['status=assigned,waiting', 'tier=1', 'team=mesa', 'priority=P2', 'agent=me', `agent=${agent.id}`]) {
      expect(numbers(await get(`?${filter}&q=${number}`)), filter).toEqual([number]);
    }
    for (const filter of ['status=queued', 'tier=2', 'team=redes', 'priority=P1', `agent=${lead.id}`]) {
      expect(numbers(await get(`?${filter}&q=${number}`)), filter).toEqual([]);
    }
  });

  test.each([
    ['status', 'status=broken'], ['tier', 'tier=4'], ['priority', 'priority=P9'], ['cursor', 'cursor=nonsense'], ['limit', 'limit=0'],
    ['limit', 'limit=1e3'], ['agent', 'agent=somebody'], ['q', `q=${'x'.repeat(201)}`], ['locale', 'locale=xx'],
  ])('says which filter is wrong: %s', async (field, query) => {
    const answer = await get(`?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
    expect(answer.keys('error.fields')).toEqual([field]);
  });

  test('is found by number, by words whatever their accents and endings, by customer and by address', async () => {
    const number = await api.submit({
      subject: 'Teléfono dañado', description: "El conmutador zumba: 50%_off 'quoted' \\ final", name: 'Íñigo O’Búho',
      email: 'inigo_100%@correo.example', phone: '+57 311 765 4321',
    });
    const found = [
      number, number.toLowerCase(), number.slice(2), 'telefono DANADO', 'conmuta zumb', 'ínigo', 'o’buho', 'inigo_100%', 'INIGO',
      '311 765-4321', '+573117654321', "'quoted'",
    ];
    for (const q of found) expect(numbers(await get(`?q=${encodeURIComponent(q)}`)), q).toContain(number);
    const lost = ['inigo%correo', 'telefono roto', 'inigoX100', "' or 1=1 --", ':* & |', '!!!', '\\', '😀', '\u0000'];
    for (const q of lost) {
      const answer = await get(`?q=${encodeURIComponent(q)}`);
      expect(answer.status, q).toBe(200);
      if (q !== '\u0000') expect(numbers(answer), q).not.toContain(number);
    }
  });
});

describe('what people do to a ticket', () => {
  test('escalate, transfer, wait, resume, resolve and reopen answer with the ticket', async () => {
    const number = await assigned({ entry: 'internet' });
    const until = new Date(api.desk.clock.now().getTime() + 60_000).toISOString();
    expect((await act(number, 'wait', { for: 'vendor', reason: 'repuesto', until })).body).toMatchObject({
      status: 'waiting', waitingFor: 'vendor', waitingUntil: until, agent: { id: agent.id },
    });
    expect((await act(number, 'resume')).body).toMatchObject({ status: 'assigned', waitingUntil: null });
    expect((await act(number, 'escalate', { reason: 'es la red' })).body).toMatchObject({ tier: 2, team: { key: 'redes' }, agent: null });
    expect((await act(number, 'transfer', { agentId: agent.id })).body).toMatchObject({ status: 'assigned' });
    expect((await act(number, 'transfer', { team: 'mesa', reason: 'aquí' })).body).toMatchObject({ team: { key: 'mesa' } });
    await act(number, 'assign', { agentId: agent.id }, lead);
    expect((await act(number, 'resolve', { solution: 'cable nuevo' })).body).toMatchObject({
      status: 'resolved', solution: 'cable nuevo', dueAt: null,
      targets: [{ kind: 'response', metAt: null }, { kind: 'resolution', metAt: api.desk.clock.now().toISOString() }],
    });
    expect((await act(number, 'reopen')).body).toMatchObject({ status: 'queued', targets: [{ kind: 'response' }, { kind: 'resolution', metAt: null }] });
    const last = await act(number, 'cancel', { reason: 'ya no' });
    expect(last.body).toMatchObject({ status: 'cancelled' });
    expect(timeline(last).at(-1)).toMatchObject({ name: 'ticket.cancelled', reason: 'ya no' });
    expect(timeline(last).every((item) => Number.isInteger(item.seq))).toBe(true);
  });

  test('classify says what it really is', async () => {
    const number = await api.submit({ subject: 'Hola', description: 'Buenas tardes' });
    expect((await get(`/${number}`)).at('triage')).toBe(true);
    const answer = await act(number, 'classify', { entry: 'internet', impact: 'high', urgency: 'high' });
    expect(answer).toMatchObject({ status: 200, body: { triage: false, entry: { key: 'internet' }, priority: 'P1' } });
  });

  test('only a lead assigns', async () => {
    const number = await api.submit();
    expect(await act(number, 'assign', { agentId: agent.id })).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
    expect(await act(number, 'assign', { agentId: '00000000-0000-4000-8000-000000000000' }, lead)).toMatchObject({
      status: 400, body: { error: { code: 'invalid_input' } },
    });
    expect(await act(number, 'assign', { agentId: agent.id }, lead)).toMatchObject({ status: 200 });
  });

  test('an illegal step is a conflict', async () => {
    const number = await api.submit();
    for (const [action, body] of [['resume', undefined], ['resolve', { solution: 'x' }], ['reopen', {}]] as const) {
      expect(await act(number, action, body)).toMatchObject({ status: 409, body: { error: { code: 'invalid_transition' } } });
    }
  });

  test('a change based on an old version is refused', async () => {
    const number = await api.submit();
    const version = String((await get(`/${number}`)).at('version'));
    const note = (ifMatch: string) => act(number, 'notes', { text: 'x' }, agent, { 'if-match': ifMatch });
    expect((await note(version)).status).toBe(201);
    expect(await note(`"${version}"`)).toMatchObject({ status: 409, body: { error: { code: 'stale' } } });
    expect((await note(`W/"${Number(version) + 1}"`)).status).toBe(201);
    expect((await note(`"${Number(version) + 2}"`)).status).toBe(201);
    expect((await note('*')).status).toBe(201);
    for (const malformed of ['"x"', '-1', '"1", "2"', '']) {
      expect(await note(malformed)).toMatchObject({ status: 400, body: { error: { fields: {} } } });
    }
  });

  test.each([
    ['replies', {}, 'text'], ['replies', { text: ' ' }, 'text'], ['notes', { text: 7 }, 'text'], ['escalate', {}, 'reason'],
    ['transfer', {}, 'team'], ['transfer', { team: 'none' }, 'team'], ['transfer', { agentId: 'x' }, 'agentId'],
    ['wait', { for: 'me', reason: 'x' }, 'for'], ['wait', { for: 'customer', reason: 'x', until: 'soon' }, 'until'],
    ['wait', { for: 'customer', reason: 'x', until: '9999-12-31T23:59:59-14:00' }, 'until'], ['callback', { at: '9999-12-31T23:59:59-14:00' }, 'at'],
    ['resolve', {}, 'solution'], ['cancel', {}, 'reason'], ['merge', { into: 'x' }, 'into'], ['merge', { into: 'V-999999' }, 'into'],
    ['split', { contacts: [] }, 'contacts'], ['split', { contacts: ['x'] }, 'contacts.0'], ['classify', { entry: 'none' }, 'entry'],
    ['classify', { impact: 'x' }, 'impact'], ['classify', {}, 'body'], ['assign', {}, 'agentId'], ['escalate', undefined, 'body'],
  ])('%s with %j names the field %s', async (action, body, field) => {
    const number = await assigned();
    const answer = await act(number, action, body, lead);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
    expect(answer.keys('error.fields')).toEqual([field]);
  });
});

describe('merge and split', () => {
  test('an old number leads to the ticket it went into, whose timeline holds both', async () => {
    const [one, other] = [await assigned({ description: 'la primera' }), await api.submit({ description: 'la segunda' })];
    await act(one, 'notes', { text: 'nota de la primera' });
    const merged = await act(one, 'merge', { into: other });
    expect(merged).toMatchObject({ status: 200, body: { number: other, links: [{ kind: 'duplicate', from: one, to: other }] } });
    const seen = await get(`/${one}`);
    expect(seen.at('number')).toBe(other);
    expect(timeline(seen).filter((item) => item.text !== undefined).map((item) => item.text)).toEqual([
      'la primera', 'la segunda', 'nota de la primera',
    ]);
    expect((await act(one, 'notes', { text: 'sigue' })).at('ticket.number')).toBe(other);
  });

  test('a split contact moves to a new ticket with its own number', async () => {
    const first = await text('a', 'Se cayó la red');
    await text('b', 'Y quiero una constancia laboral');
    const whole = timeline(await get(`/V-${first.number}`)).filter((item) => item.kind === 'contact');
    expect(whole).toHaveLength(2);
    const split = await act(`V-${first.number}`, 'split', { contacts: [whole[1]?.id] });
    expect(split.status).toBe(200);
    expect(split.at('number')).not.toBe(`V-${first.number}`);
    expect(timeline(split).filter((item) => item.kind === 'contact')).toMatchObject([{ text: 'Y quiero una constancia laboral' }]);
    const left = timeline(await get(`/V-${first.number}`));
    expect(left.filter((item) => item.kind === 'contact')).toMatchObject([{ text: 'Se cayó la red' }]);
    expect(left.at(-1)).toMatchObject({ name: 'ticket.split', after: { to: split.at('number') } });
  });
});
