import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMonitoringPlugin } from '../../../adapters/monitoring/index.ts';
import type { InboundAlarm } from '../../../src/core/index.ts';
import { unavailable } from '../../../src/core/index.ts';
import { parseDesk } from '../../../src/desk/definition/index.ts';
import { startTestApi, type Answer, type TestApi } from '../../api/test-api.ts';
import { smallDeskFile } from '../../support/desk.ts';

const sources = parseDesk(`${smallDeskFile}
monitoring:
  sources:
    grafana:
      each: alerts
      fingerprint: fingerprint
      status: { path: status, firing: [firing], resolved: [resolved] }
      severity: labels.severity
      title: annotations.summary
      startedAt: startsAt
      group: $.groupKey
      labels: labels
    uptime-kuma:
      fingerprint: monitor.id
      status: { path: heartbeat.status, firing: [0], resolved: [1] }
      title: monitor.name
      text: msg
      url: monitor.url
`, 'desk.yaml').desk.monitoring.sources;

let api: TestApi;
let taken: InboundAlarm[] = [];
let closed = false;
let down = false;

beforeAll(async () => {
  const options = {
    alertmanagerSecret: 'the-secret-of-alertmanager', secret: 'secret:of-others', sources,
    isClosed: () => closed, clock: { now: () => new Date('2026-03-02T15:00:00Z') },
    take: async (alarms: InboundAlarm[]) => {
      if (down) throw unavailable('The store');
      taken.push(...alarms);
      return { opened: alarms.length };
    },
  };
  api = await startTestApi({ plugins: [createMonitoringPlugin(options)] });
});
afterAll(() => api.close());
beforeEach(() => {
  taken = [];
  closed = false;
  down = false;
});

const bearer = { authorization: 'Bearer the-secret-of-alertmanager' };
const basic = { authorization: `Basic ${Buffer.from('anybody:secret:of-others').toString('base64')}` };
const alert = {
  status: 'firing', labels: { alertname: 'ProbeFailure', instance: 'https://web.example', severity: 'critical' },
  annotations: { summary: 'web is down', description: 'for 5 minutes' }, startsAt: '2026-03-02T14:58:28.828123456Z', endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus.example/graph', fingerprint: '1a30ba71cca2921f',
};
const webhook = {
  version: '4', receiver: 'desk', status: 'firing', groupKey: '{}:{alertname="ProbeFailure"}', truncatedAlerts: 0, groupLabels: {}, commonLabels: {},
  commonAnnotations: {}, externalURL: 'http://alertmanager.example', alerts: [alert], inventedLater: [1],
};
const post = (body: unknown, headers: Record<string, string> = bearer, url = '/webhooks/alertmanager'): Promise<Answer> => api.call('POST', url, { body, headers });
const toGeneric = (source: string, body: unknown, headers = basic) => post(body, headers, `/webhooks/monitoring/${source}`);

describe('the webhook of Alertmanager', () => {
  it('is taken in with all its alarms', async () => {
    expect(await post({ ...webhook, alerts: [alert, { ...alert, status: 'resolved', endsAt: '2026-03-02T14:59:00Z', fingerprint: undefined }] })).toMatchObject({ status: 200, body: { alarms: { opened: 2 } } });
    expect(taken[0]).toEqual({
      source: 'alertmanager', fingerprint: '1a30ba71cca2921f', status: 'firing', severity: 'critical', title: 'web is down', text: 'for 5 minutes',
      labels: alert.labels, asset: null, group: '{}:{alertname="ProbeFailure"}', startedAt: new Date('2026-03-02T14:58:28.828Z'), endedAt: null,
      url: 'http://prometheus.example/graph', receivedAt: new Date('2026-03-02T15:00:00Z'),
    });
    expect(taken[1]).toMatchObject({ status: 'resolved', endedAt: new Date('2026-03-02T14:59:00Z'), fingerprint: expect.stringMatching(/^[\da-f]{64}$/) as string });
  });

  it.each([
    ['no secret', {}], ['a wrong one', { authorization: 'Bearer the-secret-of-alertmanagers' }], ['an empty one', { authorization: 'Bearer ' }],
    ['that of others', basic], ['another scheme', { authorization: 'Digest the-secret-of-alertmanager' }], ['a password that is no base64', { authorization: 'Basic ' + '%'.repeat(99) }],
    ['one of 5 kB', { authorization: `Bearer ${'x'.repeat(5000)}` }],
  ] as [string, Record<string, string>][])('answers 401 to %s', async (_name, headers) => {
    const answer = await post(webhook, headers);
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'unauthorized' } } });
    expect(answer.headers['www-authenticate']).toContain('Basic');
    expect(taken).toEqual([]);
  });

  it.each([
    ['another version', { ...webhook, version: '5' }, 400, 'unsupported_version'], ['a number for a version', { ...webhook, version: 4 }, 400, 'unsupported_version'],
    ['no version', { alerts: [] }, 400, 'unsupported_version'], ['a list', [webhook], 400, 'unsupported_version'], ['no alarms', { version: '4' }, 400, 'invalid_input'],
    ['alarms of a wrong type', { ...webhook, alerts: 'all' }, 400, 'invalid_input'], ['another status', { ...webhook, alerts: [{ ...alert, status: 'maybe' }] }, 400, 'invalid_input'],
    ['a label that is a number', { ...webhook, alerts: [{ ...alert, labels: { a: 1 } }] }, 400, 'invalid_input'], ['no time', { ...webhook, alerts: [{ ...alert, startsAt: 'soon' }] }, 400, 'invalid_input'],
    ['more than a thousand', { ...webhook, alerts: Array.from({ length: 1001 }, () => ({})) }, 413, 'too_many'],
    ['more than 1 MiB', { ...webhook, receiver: 'x'.repeat(1024 * 1024) }, 413, 'too_large'],
  ])('answers %s with its fault', async (_name, body, status, code) => {
    expect(await post(body)).toMatchObject({ status, body: { error: { code } } });
    expect(taken).toEqual([]);
  });

  it('answers no JSON, or none in UTF-8, with its fault', async () => {
    for (const [payload, type, status] of [['{"version"', 'application/json', 400], ['a=b', 'application/x-www-form-urlencoded', 415], [Buffer.from([0x22, 0xff, 0x22]), 'application/json', 400], ['['.repeat(400_000), 'application/json', 400]] as const) {
      const answer = await api.app.inject({ method: 'POST', url: '/webhooks/alertmanager', headers: { ...bearer, 'content-type': type }, payload });
      expect(answer.statusCode).toBe(status);
    }
  });

  it('says 503 while it is closed or nothing can be stored, so that it comes again', async () => {
    closed = true;
    expect(await post(webhook)).toMatchObject({ status: 503, body: { error: { code: 'channel_closed' } } });
    expect(await post(webhook, {})).toMatchObject({ status: 401 });
    closed = false;
    down = true;
    expect(await post(webhook)).toMatchObject({ status: 503, body: { error: { code: 'unavailable' } } });
  });
});

describe('other monitoring systems', () => {
  it('are understood as desk.yaml says', async () => {
    const grafana = { version: '1', groupKey: 'g', alerts: [{ ...alert, labels: { severity: 'warning', 'team.name': 'blue' } }] };
    expect((await toGeneric('grafana', grafana)).status).toBe(200);
    expect(taken[0]).toMatchObject({ source: 'grafana', fingerprint: '1a30ba71cca2921f', severity: 'warning', title: 'web is down', group: 'g', labels: { 'team.name': 'blue' }, startedAt: new Date('2026-03-02T14:58:28.828Z') });
    expect((await toGeneric('uptime-kuma', { msg: 'caído', monitor: { id: 7, name: 'web', url: 'https://web.example' }, heartbeat: { status: 0 } })).status).toBe(200);
    expect(taken[1]).toMatchObject({ fingerprint: '7', status: 'firing', title: 'web', text: 'caído', severity: null, startedAt: null });
  });

  it('are told by its path what is missing or means nothing, and nothing of it is taken', async () => {
    const paths = async (source: string, body: unknown) => {
      const answer = await toGeneric(source, body);
      expect(answer).toMatchObject({ status: 422, body: { error: { code: 'invalid_input' } } });
      return answer.keys('error.fields');
    };
    expect(await paths('uptime-kuma', { heartbeat: { status: 0 } })).toEqual(['monitor.id']);
    expect(await paths('uptime-kuma', { monitor: { id: 7 }, heartbeat: { status: 2 } })).toEqual(['heartbeat.status']);
    expect(await paths('grafana', {})).toEqual(['alerts']);
    expect(await paths('grafana', { alerts: [alert, { status: 'firing' }] })).toEqual(['alerts.1.fingerprint']);
    expect(await paths('grafana', { alerts: [{ fingerprint: { toString: 1 }, status: 'firing' }] })).toEqual(['alerts.0.fingerprint']);
    expect(await paths('uptime-kuma', null)).toEqual(['monitor.id']);
    expect(taken).toEqual([]);
  });

  it('need their secret, and a name that desk.yaml has', async () => {
    expect((await toGeneric('grafana', {}, { authorization: 'Bearer no' })).status).toBe(401);
    for (const name of ['other', '__proto__', 'constructor']) expect((await toGeneric(name, {})).status).toBe(404);
  });

  it('get an answer, whatever they send', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom('grafana', 'uptime-kuma'), fc.jsonValue(), async (source, value) => {
      const body = { alerts: value, monitor: value, heartbeat: { status: 0, ...(typeof value === 'object' && !Array.isArray(value) ? value : {}) } };
      expect([200, 400, 422]).toContain((await toGeneric(source, body)).status);
    }), { numRuns: 50 });
  });
});
