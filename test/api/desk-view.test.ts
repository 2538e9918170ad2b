import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMailboxNotes } from '../../adapters/postgres/channel-health-reader.ts';
import type { ChannelView, DeskUsage, DeskView } from '../../src/api/contract.ts';
import { startTestApi, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let admin: Person;
let lead: Person;
let agent: Person;
beforeAll(async () => {
  api = await startTestApi({
    deps: {
      deskSource: { file: './desk.yaml', loadedAt: new Date('2026-03-02T14:00:00Z'), warnings: [{ file: 'desk.yaml', line: 7, column: 1, path: 'costs.fax', message: 'not a channel' }] },
      channelSettings: [{
        name: 'web', on: true, needs: [], sends: true, sendNeeds: [], addresses: [], webhooks: [], mailboxes: [], listensOn: null, reconciles: false,
      }, {
        name: 'email', on: true, needs: [], sends: false, sendNeeds: ['SMTP_URL'], addresses: ['mesa@desk.test'], webhooks: [], listensOn: null, reconciles: false,
        mailboxes: [{ key: 'soporte', address: 'mesa@desk.test', host: 'imap.desk.test', folder: 'INBOX' }],
      }],
    },
  });
  admin = await api.signIn({ role: 'admin' });
  lead = await api.signIn({ role: 'lead' });
  agent = await api.signIn();
});
afterAll(() => api.close());

test.each(['/api/desk', '/api/desk/usage', '/api/channels'])('%s is for leads and admins', async (path) => {
  for (const by of [lead, admin]) expect((await api.call('GET', path, { by })).status).toBe(200);
  expect((await api.call('GET', path, { by: agent })).status).toBe(403);
  expect((await api.call('GET', path)).status).toBe(401);
});

test('desk.yaml is shown as it was loaded, with what its checker warned of', async () => {
  const desk = (await api.call('GET', '/api/desk?locale=en', { by: lead })).body as DeskView;
  expect(desk).toMatchObject({ file: './desk.yaml', loadedAt: '2026-03-02T14:00:00.000Z', warnings: [{ line: 7, path: 'costs.fax' }], triageTeam: 'mesa' });
  expect(desk.services[0]).toMatchObject({ key: 'tecnologia', name: 'Technology', digit: '1' });
  expect(desk.services[0]?.entries[0]).toMatchObject({
    key: 'internet', kind: 'incident', impact: 'medium', urgency: 'medium', priority: 'P3', tier: 1, examples: { es: expect.arrayContaining(['Se cayó la red']) as unknown },
    teams: [{ tier: 1, key: 'mesa' }, { tier: 2, key: 'redes' }, { tier: 3, key: 'proveedor' }],
  });
  expect(desk.matrix).toHaveLength(9);
  expect(desk.calendars[0]).toMatchObject({ isDefault: true, always: true, open: true, nextChangeAt: null });
  expect(desk.slas[0]?.targets.map(({ priority }) => priority)).toEqual(['P1', 'P2', 'P3', 'P4', 'P5']);
});

describe('keys that left desk.yaml', () => {
  let member: Person;
  let number: string;
  beforeAll(async () => {
    member = await api.signIn({ teams: ['mesa'], name: 'Ida' });
    number = await api.submit({ entry: 'constancia' });
    // As if an earlier desk.yaml had had them.
    await sql`update tickets set team = 'ida', service = 'ido', entry = 'idas', skills = '{cobol}' where number = ${Number(number.slice(2))}`.execute(api.desk.database.db);
    await sql`update agents set teams = '{mesa,ida}', skills = '{cobol}' where id = ${member.id}`.execute(api.desk.database.db);
  });

  test('stay as retired while people or tickets have them', async () => {
    const used = (await api.call('GET', '/api/desk/usage', { by: lead })).body as DeskUsage;
    expect(used.teams.find(({ key }) => key === 'ida')).toEqual({ key: 'ida', name: 'ida', retired: true, tier: null, service: null, people: 1, open: 1, waiting: 1 });
    expect(used.teams.find(({ key }) => key === 'mesa')).toMatchObject({ name: 'Mesa', retired: false, tier: 1, people: 4 });
    expect(used.skills).toEqual([{ key: 'cobol', name: 'cobol', retired: true, people: 1, open: 1, waiting: 1 }]);
    expect(used.entries.find(({ key }) => key === 'idas')).toMatchObject({ retired: true, open: 1 });
  });

  test('break no list, no view, and nobody’s work', async () => {
    expect((await api.call('GET', '/api/tickets?team=ida', { by: lead })).at('tickets.0')).toMatchObject({ number, team: { key: 'ida', name: 'ida' }, entry: { key: 'idas' } });
    expect((await api.call('GET', `/api/tickets/${number}`, { by: agent })).status).toBe(200);
    await api.desk.presence.setAvailability(member.id, 'available');
    await api.desk.settle();
    expect((await api.call('GET', `/api/tickets/${number}`, { by: lead })).body).toMatchObject({ status: 'offered' });
    await api.desk.presence.force(member.id, { availability: 'away', reason: null }, lead.id);
    api.desk.clock.advance(3600);
    const { rows } = await sql<{ id: string }>`update tickets set next_step_at = ${api.desk.clock.now()} where number = ${Number(number.slice(2))} returning id`.execute(api.desk.database.db);
    await api.desk.waitSteps.take(rows[0]?.id ?? '');
    for (const [action, body] of [['notes', { text: 'x' }], ['classify', { urgency: 'high' }], ['assign', { agentId: lead.id }], ['transfer', { team: 'mesa' }]] as const) {
      expect((await api.call('POST', `/api/tickets/${number}/${action}`, { by: lead, body })).status, action).toBeLessThan(300);
    }
    expect((await api.call('GET', `/api/tickets/${number}`, { by: lead })).body).toMatchObject({ team: { key: 'mesa' } });
  });

  test('stay with a person who is edited, and nobody else gets them', async () => {
    const edited = await api.call('PATCH', `/api/agents/${member.id}`, { by: admin, body: { teams: ['redes', 'ida'], name: 'Ida B.' } });
    expect(edited.at('agent.teams')).toEqual(['redes', 'ida']);
    expect((await api.call('PATCH', `/api/agents/${agent.id}`, { by: admin, body: { teams: ['ida'] } })).keys('error.fields')).toEqual(['teams']);
    expect((await api.call('PATCH', `/api/agents/${member.id}`, { by: admin, body: { teams: ['redes'] } })).at('agent.teams')).toEqual(['redes']);
    expect((await api.call('PATCH', `/api/agents/${member.id}`, { by: admin, body: { teams: ['ida'] } })).status).toBe(400);
  });
});

describe('channels', () => {
  const channel = async (name: string) => {
    const { body } = await api.call('GET', '/api/channels', { by: lead });
    return (body as { channels: ChannelView[] }).channels.find((one) => one.name === name);
  };

  test('tell what came lately, and what they lack', async () => {
    expect(await channel('web')).toMatchObject({ on: true, contactsToday: 1, lastReconciledAt: null });
    await api.submit();
    expect(await channel('web')).toMatchObject({ contactsToday: 2, lastContactAt: api.desk.clock.now().toISOString() });
    expect(await channel('email')).toMatchObject({ on: true, sends: false, sendNeeds: ['SMTP_URL'], contactsToday: 0, lastContactAt: null });
  });

  test('tell how a mailbox is read, as whoever reads it last said', async () => {
    expect((await channel('email'))?.mailboxes).toMatchObject([{ key: 'soporte', state: null, held: false }]);
    const note = createMailboxNotes(api.desk.database.db);
    const at = api.desk.clock.now();
    await note('soporte', { kind: 'login-refused', detail: 'No such user', since: at });
    await note('soporte', { kind: 'waiting', detail: null, since: new Date(at.getTime() - 1000) });
    expect((await channel('email'))?.mailboxes).toMatchObject([{ state: 'login-refused', detail: 'No such user', since: at.toISOString() }]);
  });
});
