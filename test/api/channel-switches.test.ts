import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ClosedChannel } from '../../src/api/contract.ts';
import type { ChannelSetting } from '../../src/api/index.ts';
import { form, startTestApi, type Person, type TestApi } from './test-api.ts';

const setting = (name: string, on = true): ChannelSetting =>
  ({ name, on, needs: [], sends: true, sendNeeds: [], addresses: [], webhooks: [], mailboxes: [], listensOn: null, reconciles: false });
let api: TestApi;
let admin: Person;
let lead: Person;
beforeAll(async () => {
  api = await startTestApi({ deps: { channelSettings: [setting('web'), setting('chat'), setting('voice', false)] } });
  admin = await api.signIn({ role: 'admin', name: 'Rosa' });
  lead = await api.signIn({ role: 'lead' });
});
afterAll(() => api.close());

const turn = (key: string, body: unknown, by: Person | null = admin) => api.call('PUT', `/api/channels/${key}/switch`, { body, ...(by && { by }) });
const closed = async () => (await api.call('GET', '/api/channels/closed', { by: lead })).at('closed') as ClosedChannel[];
const events = async () => {
  const { rows } = await sql<{ name: string; reason: string | null; actor_id: string; after: { channel: string } }>`
    select name, reason, actor_id, after from events where name in ('channel.closed', 'channel.opened') order by id`.execute(api.desk.database.db);
  return rows;
};
beforeEach(async () => {
  for (const key of ['web', 'chat']) await turn(key, { open: true });
  await sql`delete from events where name in ('channel.closed', 'channel.opened')`.execute(api.desk.database.db);
});

describe('the switch of a channel', () => {
  test('is an admin’s; leads see who closed it, since when and why', async () => {
    expect((await turn('web', { open: false }, lead)).status).toBe(403);
    expect((await turn('web', { open: false }, null)).status).toBe(401);
    const answer = await turn('web', { open: false, reason: '  Mudanza\nde oficina ' });
    const told = { since: api.desk.clock.now().toISOString(), by: { id: admin.id, name: 'Rosa' }, reason: 'Mudanza de oficina' };
    expect(answer).toMatchObject({ status: 200, body: { switch: { channel: 'web', open: false, closed: told } } });
    expect(await closed()).toEqual([{ channel: 'web', whenClosed: 'refused', ...told }]);
    const views = (await api.call('GET', '/api/channels', { by: lead })).at('channels');
    expect(views).toMatchObject([{ name: 'web', on: true, whenClosed: 'refused', closed: told }, { name: 'chat', whenClosed: 'request', closed: null }, { name: 'voice', on: false }]);
  });

  test('is turned once, however often and by how many at once, and the log says by whom and why', async () => {
    const all = await Promise.all([1, 2, 3].map(() => turn('chat', { open: false, reason: 'Huelga' })));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
    await turn('chat', { open: false, reason: 'Otra cosa' });
    expect((await closed())[0]?.reason).toBe('Huelga');
    await Promise.all([turn('chat', { open: true, reason: 'Ya volvimos' }), turn('chat', { open: true, reason: 'Ya volvimos' })]);
    expect(await events()).toMatchObject([
      { name: 'channel.closed', reason: 'Huelga', actor_id: admin.id, after: { channel: 'chat' } },
      { name: 'channel.opened', reason: 'Ya volvimos', actor_id: admin.id, after: { channel: 'chat' } },
    ]);
    expect(await closed()).toEqual([]);
  });

  test.each([
    ['fax', { open: false }, 404, 'not_found'], ['__proto__', { open: false }, 404, 'not_found'], ['voice', { open: true }, 409, 'channel_off'],
    ['web', {}, 400, 'invalid_input'], ['web', { open: 'no' }, 400, 'invalid_input'], ['web', { open: false, reason: 'x'.repeat(501) }, 400, 'invalid_input'],
    ['web', { open: false, why: 1 }, 400, 'invalid_input'],
  ])('%s with %j is refused with %i', async (key, body, status, code) => {
    const answer = await turn(key, body);
    expect([answer.status, answer.at('error.code')]).toEqual([status, code]);
    expect(await closed()).toEqual([]);
  });

  test('keeps a reason with NUL and half letters', async () => {
    expect((await turn('web', { open: false, reason: 'a\u0000b\ud800' })).status).toBe(200);
  });

  test('closed in one process is closed in another as soon as that one reads', async () => {
    const { switches } = api.desk;
    let heard = 0;
    const stop = switches.whenTurned(() => { heard += 1; });
    await sql`insert into channel_switches (channel, off_since, off_by) values ('web', ${api.desk.clock.now()}, ${admin.id})`.execute(api.desk.database.db);
    expect(switches.isClosed('web')).toBe(false);
    await Promise.all([switches.read(), switches.read()]);
    expect([switches.isClosed('web'), heard]).toEqual([true, 1]);
    stop();
  });
});

describe('a closed form', () => {
  test('is refused with the ways that are open; what was sent before goes on, and the form comes again', async () => {
    const before = await api.call('POST', '/api/requests', { body: form });
    const token = new URL(String(before.at('ticket.statusUrl'))).pathname.split('/').at(-1) ?? '';
    await turn('web', { open: false });
    const logged = api.logged.length;
    const headers = { 'idempotency-key': 'una vez' };
    const refused = await api.call('POST', '/api/requests', { body: form, headers });
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '300' }, body: { error: { code: 'channel_closed' } } });
    expect(api.logged.slice(logged).join('')).not.toContain('request failed');
    expect((await api.call('GET', '/api/portal')).at('form')).toEqual({ open: false, ways: [] });
    expect((await api.call('POST', `/status/${token}/comments`, { body: { text: 'Sigue igual' } })).status).toBe(201);

    await turn('web', { open: true });
    expect((await api.call('GET', '/api/portal')).at('form')).toEqual({ open: true, ways: [] });
    expect((await api.call('POST', '/api/requests', { body: form, headers })).status).toBe(201);
  });
});
