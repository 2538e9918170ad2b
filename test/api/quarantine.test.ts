import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createQuarantineReader } from '../../adapters/postgres/quarantine-store.ts';
import { createQuarantined, type Quarantined, type TakeInAgain, type ToHold } from '../../src/desk/quarantine/index.ts';
import { landed, newNumber, takeIn, textFrom } from '../intake/probes.ts';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let lead: Person;
/** Takes in what is replayed: a ticket of its own unless a test wants otherwise. */
let again: TakeInAgain;
const opens: TakeInAgain = async () => {
  const { contactId, number } = landed(await takeIn(api.desk, textFrom(api.desk, newNumber())));
  return { kind: 'opened', contactId, ticketNumber: number };
};

beforeAll(async () => {
  const made: { quarantined: Quarantined | null } = { quarantined: null };
  const desk = () => {
    const { transact, content, clock, database } = api.desk;
    made.quarantined ??= createQuarantined({ transact, content, clock, reader: createQuarantineReader(database.db), takeIn: (...about) => again(...about) });
    return made.quarantined;
  };
  api = await startTestApi({
    deps: {
      quarantined: {
        list: (query) => desk().list(query), read: (id) => desk().read(id), openRaw: (id) => desk().openRaw(id),
        replay: (id, by) => desk().replay(id, by), discard: (...about) => desk().discard(...about),
      },
    },
  });
  again = opens;
  lead = await api.signIn({ role: 'lead', name: 'Lía' });
});
afterAll(() => api.close());

async function* bytes(text: string) {
  yield Buffer.from(text);
}

let made = 0;
async function hold(text = `From: x\r\n\r\n<script>${(made += 1)}</script>`, about: Partial<ToHold> = {}): Promise<string> {
  api.desk.clock.advance(1);
  const { id } = await api.desk.quarantine.hold({
    channel: 'email', source: 'imap soporte', reason: 'too-deep', detail: '90 levels', fromText: '"<x>" <x@remote.test>', subject: '<b>Hola</b>',
    arrival: {}, content: bytes(text), ...about,
  });
  return id;
}

const get = (path: string, by: Person = lead) => api.call('GET', `/api/quarantine${path}`, { by });
const post = (path: string, body?: unknown, by: Person = lead) => api.call('POST', `/api/quarantine${path}`, { by, body });
const nobody = '00000000-0000-4000-8000-000000000000';

describe('the quarantine', () => {
  it('shows what could not be taken in and why, in the reader\'s language', async () => {
    const id = await hold();
    const item = {
      id, channel: 'email', source: 'imap soporte', detail: '90 levels', from: '"<x>" <x@remote.test>', subject: '<b>Hola</b>', size: expect.any(Number) as unknown,
      state: 'held', heldAt: api.desk.clock.now().toISOString(), endedAt: null, endedBy: null, endedReason: null, ticket: null, rawUrl: `/api/quarantine/${id}/raw`,
      reason: { code: 'too-deep', words: 'Sus partes están anidadas a más profundidad de la que se acepta.' },
    };
    const answer = await get('');
    expect(answer.status).toBe(200);
    expect(answer.at('items.0')).toEqual(item);
    expect((await get(`/${id}`)).at('item')).toEqual(item);
    expect((await get(`/${id}?locale=en`)).at('item.reason.words')).toBe('Its parts are nested deeper than is accepted.');
    expect((await get('?locale=en')).at('items.0.reason.words')).toBe('Its parts are nested deeper than is accepted.');
  });

  it('is for leads and admins alone', async () => {
    const id = await hold();
    const agent = await api.signIn();
    const admin = await api.signIn({ role: 'admin' });
    for (const path of ['', `/${id}`, `/${id}/raw`]) {
      expect((await api.call('GET', `/api/quarantine${path}`)).status).toBe(401);
      expect((await get(path, agent)).status).toBe(403);
      expect((await get(path, admin)).status).toBe(200);
    }
    for (const path of [`/${id}/replay`, `/${id}/discard`]) {
      expect((await api.call('POST', `/api/quarantine${path}`, { body: { reason: 'x' } })).status).toBe(401);
      expect((await post(path, { reason: 'x' }, agent)).status).toBe(403);
    }
    expect((await get(`/${id}`)).at('item.state')).toBe('held');
  });

  it('is listed newest first, a page at a time, in the states asked for', async () => {
    const ids = [await hold(), await hold(), await hold()].reverse();
    const first = await get('?limit=2');
    expect([first.at('items.0.id'), first.at('items.1.id')]).toEqual(ids.slice(0, 2));
    const second = await get(`?limit=1&cursor=${String(first.at('nextCursor'))}`);
    expect(second.at('items.0.id')).toBe(ids[2]);
    await post(`/${String(ids[0])}/discard`, { reason: 'publicidad' });
    expect((await get('')).at('items.0.id')).toBe(ids[1]);
    expect((await get('?state=discarded')).at('items.0.id')).toBe(ids[0]);
    expect((await get('?state=all')).at('items.0.id')).toBe(ids[0]);
    expect((await get('?state=replayed')).at('nextCursor')).toBeNull();
  });

  it.each(['?state=lost', '?limit=0', '?limit=101', '?limit=x', '?cursor=x', '?cursor=%00', `?cursor=${'x'.repeat(300)}`, '?state=held&state=all', '?locale=fr'])(
    'refuses to list %s', async (query) => {
      expect(await get(query)).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
    });

  it.each(['none', nobody, '%00', "' or 1=1"])('knows no %s', async (id) => {
    for (const path of ['', '/raw']) expect((await get(`/${encodeURIComponent(id)}${path}`)).status).toBe(404);
    expect((await post(`/${encodeURIComponent(id)}/replay`)).status).toBe(404);
    expect((await post(`/${encodeURIComponent(id)}/discard`, { reason: 'x' })).status).toBe(404);
  });
});

describe('the bytes', () => {
  it('are saved as they came, and no browser shows them', async () => {
    const id = await hold('From: <script>\r\n\r\n<html>\u0000\r\n');
    const answer = await api.app.inject({ method: 'GET', url: `/api/quarantine/${id}/raw`, headers: { authorization: `Bearer ${lead.token}` } });
    expect(answer.rawPayload.toString()).toBe('From: <script>\r\n\r\n<html>\u0000\r\n');
    expect(answer.headers).toMatchObject({
      'content-type': 'message/rfc822', 'content-disposition': `attachment; filename="${id}.eml"`, 'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox", 'content-length': '27', 'cache-control': 'no-store',
    });
  });

  it('may be none at all', async () => {
    const answer = await get(`/${await hold('')}/raw`);
    expect([answer.status, answer.body]).toEqual([200, '']);
  });

  it('that are gone are not found, and said to be', async () => {
    const id = await hold();
    await post(`/${id}/discard`, { reason: 'x' });
    api.desk.clock.advance(31 * 24 * 3600);
    await api.desk.sweep(api.desk.clock.now());
    expect((await get(`/${id}/raw`, await api.signIn({ role: 'lead' }))).status).toBe(404);
    lead = await api.signIn({ role: 'lead', name: 'Lía' });
    expect((await get(`/${id}`)).at('item.rawUrl')).toBeNull();
  });
});

describe('a replay', () => {
  it('tells the ticket, and is done once', async () => {
    const id = await hold();
    const answer = await post(`/${id}/replay`);
    expect(answer.status).toBe(200);
    const ticket = answer.at('result.ticket');
    expect(ticket).toMatch(/^V-\d+$/);
    expect(answer.at('result.kind')).toBe('opened');
    expect(answer.at('item')).toMatchObject({ state: 'replayed', ticket, endedBy: { id: lead.id, name: 'Lía' }, endedAt: api.desk.clock.now().toISOString() });
    expect(await post(`/${id}/replay`)).toMatchObject({ status: 409, body: { error: { code: 'invalid_transition' } } });
    const shown = await api.call('GET', `/api/tickets/${String(ticket)}`, { by: lead });
    expect(JSON.stringify(shown.at('timeline'))).toContain('"name":"contact.replayed"');
  });

  it('that fails says why, and may be tried again', async () => {
    const id = await hold();
    again = async () => ({ kind: 'unfit', reason: 'unreadable', detail: null });
    const answer = await post(`/${id}/replay?locale=en`);
    expect(answer.body).toMatchObject({
      item: { state: 'held', reason: { code: 'unreadable', words: 'It could not be read: the message is damaged or is no mail.' } },
      result: { kind: 'quarantined', ticket: null },
    });
    again = async () => ({ kind: 'duplicate' });
    expect((await post(`/${id}/replay`)).body).toMatchObject({ item: { state: 'replayed', ticket: null }, result: { kind: 'duplicate', ticket: null } });
    again = opens;
  });

  it('where nothing takes it in leaves it where it is', async () => {
    const id = await hold();
    await expect(api.desk.quarantined.replay(id, { agentId: lead.id })).rejects.toThrow();
    expect((await get(`/${id}`)).at('item.state')).toBe('held');
  });
});

describe('discarding', () => {
  it('says by whom and why, and is done once', async () => {
    const id = await hold();
    const answer = await post(`/${id}/discard`, { reason: ' publicidad \n de nadie ' });
    expect(answer.at('item')).toMatchObject({ state: 'discarded', endedReason: 'publicidad de nadie', endedBy: { id: lead.id, name: 'Lía' } });
    expect((await post(`/${id}/discard`, { reason: 'otra vez' })).status).toBe(409);
    expect((await post(`/${id}/replay`)).status).toBe(409);
  });

  it.each([undefined, {}, { reason: '' }, { reason: ' ' }, { reason: 7 }, { reason: 'x'.repeat(1_001) }])('needs a reason (%j)', async (body) => {
    expect((await post(`/${await hold()}/discard`, body)).status).toBe(400);
  });
});

describe('looking at the bytes as text', () => {
  it('shows how they begin, without what would show something else than there is', async () => {
    const id = await hold('From: x\r\n\r\n<script>\u202egnp.exe\u0000\u001b[2J</script>\t¡Hola!');
    const answer = await get(`/${id}/text`);
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' }, body: { complete: true } });
    expect(answer.at('text')).toBe('From: x\n\n<script>\uFFFDgnp.exe\uFFFD\uFFFD[2J</script>\t¡Hola!');
  });

  it('cuts what is long, and is for leads', async () => {
    const id = await hold('x'.repeat(100_000));
    const { body } = await get(`/${id}/text`);
    expect(body).toEqual({ text: 'x'.repeat(32 * 1024), complete: false });
    expect((await get(`/${id}/text`, await api.signIn())).status).toBe(403);
    for (const wrong of ['x', '00000000-0000-4000-8000-000000000000']) expect((await get(`/${wrong}/text`)).status).toBe(404);
  });
});
