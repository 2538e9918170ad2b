import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallDeskFile } from '../support/desk.ts';
import { startTestApi, type Answer, type Person, type TestApi } from './test-api.ts';

let api: TestApi;
let agent: Person;
let lead: Person;
beforeAll(async () => {
  api = await startTestApi({
    deskFile: `${smallDeskFile.replace('    entries:', '    availability: 99.9\n    entries:')}
monitoring: { entry: internet, storm: { alarms: 3, seconds: 60 }, rules: [{ match: { source: alertmanager }, downtime: true }] }
`,
  });
  agent = await api.signIn();
  lead = await api.signIn({ role: 'lead', name: 'Lía' });
});
afterAll(() => api.close());

/** Minutes from now; the clock stands. */
const minute = (minutes: number) => new Date(api.desk.clock.now().getTime() + minutes * 60_000).toISOString();
const record = (said: Record<string, unknown>, by = lead) => api.call('POST', '/api/downtimes', { by, body: { service: 'tecnologia', ...said } });
const idOf = (answer: Answer) => String(answer.at('downtime.id'));
const change = (id: string, body: unknown, headers = {}) => api.call('PATCH', `/api/downtimes/${id}`, { by: lead, body, headers });
const remove = (id: string, body: unknown = { reason: 'No fue una caída' }) => api.call('POST', `/api/downtimes/${id}/remove`, { by: lead, body });
const look = (from: number, to: number, more = '', by = lead) => api.call('GET', `/api/availability?from=${minute(from)}&to=${minute(to)}${more}`, { by });

describe('availability', () => {
  test('is counted from what leads wrote down, against what desk.yaml promises', async () => {
    const one = await record({ from: minute(-10_000), to: minute(-9_900), note: 'Corte de fibra' });
    expect(one).toMatchObject({ status: 201, body: { downtime: { service: 'tecnologia', note: 'Corte de fibra', asset: null, ticket: null, by: { name: 'Lía' } } } });
    await record({ from: minute(-9_950), to: minute(-9_850) });
    expect(await look(-10_000, -9_000)).toMatchObject({
      status: 200,
      body: { services: [{ key: 'tecnologia', name: 'Tecnología', target: 99.9, seconds: 60_000, downSeconds: 9_000, availability: 85, downtimes: [{ from: minute(-9_950) }, { from: minute(-10_000) }] }] },
    });
    expect((await look(-10_000, -9_000, '&service=otro')).at('services')).toEqual([]);
    expect((await look(-8_000, -7_000, '&locale=en')).body).toMatchObject({ services: [{ name: 'Technology', downSeconds: 0, availability: 100, downtimes: [] }] });
    expect(await look(1, 2)).toMatchObject({ body: { services: [{ availability: null }] } });
    expect((await api.call('GET', '/api/availability', { by: lead })).status).toBe(200);
    expect((await look(-2, -1, '', agent)).status).toBe(403);
    expect((await record({ from: minute(-1) }, agent)).status).toBe(403);
  });

  test('counts a downtime that lasts until it is ended, corrected or taken away', async () => {
    const number = await api.submit();
    const down = await record({ from: minute(-100), ticket: number });
    expect(down).toMatchObject({ status: 201, body: { downtime: { ticket: number, to: null } } });
    expect(await record({ from: minute(-50), ticket: number })).toMatchObject({ status: 409, body: { error: { code: 'downtime_open' } } });
    expect((await look(-200, 0)).at('services.0.downSeconds')).toBe(6_000);

    const headers = { 'if-match': `"${String(down.at('downtime.changedAt'))}"` };
    expect(await change(idOf(down), { to: minute(-60) }, headers)).toMatchObject({ status: 200, body: { downtime: { to: minute(-60), from: minute(-100) } } });
    expect(await change(idOf(down), { to: null }, headers)).toMatchObject({ status: 409, body: { error: { code: 'stale' } } });
    expect(await change(idOf(down), { from: minute(-70), note: 'Desde las once' })).toMatchObject({ status: 200 });
    expect((await look(-200, 0)).at('services.0.downSeconds')).toBe(600);
    const other = await record({ from: minute(-5), ticket: number });
    expect(await change(idOf(down), { to: null })).toMatchObject({ status: 409, body: { error: { code: 'downtime_open' } } });

    expect((await remove(idOf(other))).status).toBe(204);
    expect((await remove(idOf(other))).status).toBe(404);
    expect((await change(idOf(other), { note: 'x' })).status).toBe(404);
    expect((await look(-200, 0)).at('services.0.downSeconds')).toBe(600);
    const timeline = (await api.call('GET', `/api/tickets/${number}`, { by: agent })).at('timeline') as { name?: string; reason?: string }[];
    expect(timeline.filter(({ name }) => name?.startsWith('downtime.'))).toMatchObject([
      { name: 'downtime.recorded' }, { name: 'downtime.changed' }, { name: 'downtime.changed' }, { name: 'downtime.recorded' },
      { name: 'downtime.removed', reason: 'No fue una caída' },
    ]);
  });

  test.each([
    ['an unknown service', () => ({ service: 'nada', from: minute(-5) })], ['no beginning', () => ({})], ['a beginning to come', () => ({ from: minute(1) })],
    ['an end to come', () => ({ from: minute(-5), to: minute(1) })], ['an end before its beginning', () => ({ from: minute(-5), to: minute(-6) })],
    ['an asset that is none', () => ({ from: minute(-5), asset: '00000000-0000-4000-8000-000000000000' })], ['a ticket that is none', () => ({ from: minute(-5), ticket: 'V-1' })],
    ['no number', () => ({ from: minute(-5), ticket: 'x' })], ['a moment no store keeps', () => ({ from: '+275760-09-13T00:00:00Z' })], ['an unknown field', () => ({ from: minute(-5), by: 'x' })],
  ])('refuses a downtime with %s', async (_, said) => {
    expect(await record(said())).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
  });

  test('refuses a period that is none, and reasons that say nothing', async () => {
    expect((await look(0, -1)).status).toBe(400);
    expect((await look(-2_000_000, 0)).status).toBe(400);
    expect((await api.call('GET', '/api/availability?from=ayer', { by: lead })).status).toBe(400);
    const down = idOf(await record({ from: minute(-5), to: minute(-4) }));
    expect((await remove(down, { reason: ' ' })).status).toBe(400);
    expect((await remove('x')).status).toBe(404);
  });

  test('names a storm once, from its first beginning to its last end, and counts each of its alarms', async () => {
    const receivedAt = api.desk.clock.now();
    const report = (status: 'firing' | 'resolved', places: number[]) => api.desk.acceptAlarms(places.map((place) => ({
      source: 'alertmanager', fingerprint: `core-${place}`, status, severity: null, title: `Caído ${place}`, text: '', labels: {}, asset: `core-${place}`, group: 'core', url: null,
      startedAt: new Date(minute(place - 5_000)), endedAt: status === 'firing' ? null : new Date(minute(place - 4_990)), receivedAt,
    })));
    await report('firing', [0, 1, 2, 3, 40]);
    await report('resolved', [0, 1, 2, 3]);
    await record({ from: minute(-4_999), to: minute(-4_998), note: 'Por el mismo corte' });
    const shown = await look(-5_000, -4_900);
    const ticket: unknown = expect.stringMatching(/^V-/);
    expect(shown.at('services.0')).toMatchObject({ downSeconds: (13 + 60) * 60, downtimes: [{ alarms: 1, note: 'Por el mismo corte' }, { alarms: 5, from: minute(-5_000), to: null, asset: null, ticket }] });
    await report('resolved', [40]);
    expect((await look(-5_000, -4_900)).at('services.0')).toMatchObject({ downSeconds: (13 + 10) * 60, downtimes: [{ alarms: 1 }, { alarms: 5, to: minute(-4_950) }] });
    expect((await look(-5_000, -4_900, '&each=true')).at('services.0')).toMatchObject({ downSeconds: (13 + 10) * 60, downtimes: { length: 6 } });
  });
});
