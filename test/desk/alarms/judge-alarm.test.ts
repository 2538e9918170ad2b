import { describe, expect, it } from 'vitest';
import type { ReportedAlarm } from '../../../src/core/index.ts';
import { judgeAlarm, sourceName } from '../../../src/desk/alarms/index.ts';
import { DeskFaults, parseDesk } from '../../../src/desk/definition/index.ts';
import { smallDeskFile } from '../../support/desk.ts';

const deskWith = (monitoring: string) => parseDesk(`${smallDeskFile}monitoring:\n${monitoring}`, 'desk.yaml').desk;

const alarm: ReportedAlarm = {
  source: 'alertmanager', fingerprint: 'f', status: 'firing', severity: 'critical', title: 'Disk full', textHash: '', labels: { job: 'node', host: 'web-01', severity: 'CRITICAL' },
  asset: null, group: null, startedAt: null, endedAt: null, url: null, deliveryId: null, receivedAt: new Date('2026-03-02T15:00:00Z'),
};

const desk = deskWith(`
  entry: internet
  assetLabel: instance
  severities: { critical: { impact: high, urgency: high } }
  rules:
    - { match: { job: node, host: "/^WEB-/i" }, assetLabel: host, urgency: low, group: web }
    - { match: { severity: critical }, urgency: medium, downtime: true, afterwards: confirm, entry: constancia }
    - { match: { toString: "/./" }, group: never }
`);

describe('what rules make of an alarm', () => {
  it('takes from each rule that fits what no earlier one said, then the severity, then the entry', () => {
    expect(judgeAlarm(desk, alarm)).toEqual({
      entry: 'constancia', service: 'tecnologia', impact: 'high', urgency: 'low', asset: 'web-01', downtime: true, afterwards: 'confirm', group: 'web',
    });
    expect(judgeAlarm(desk, { ...alarm, severity: 'odd', labels: { job: 'nodes', instance: 'db' }, group: 'theirs' })).toEqual({
      entry: 'internet', service: 'tecnologia', impact: null, urgency: null, asset: 'db', downtime: false, afterwards: 'close', group: 'theirs',
    });
  });

  it('asks nothing of labels that are none, such as those that every object has', () => {
    expect(judgeAlarm(desk, { ...alarm, severity: 'constructor', labels: {} })).toMatchObject({ impact: null, asset: null, group: '' });
  });
});

describe('the section of desk.yaml', () => {
  const faultsOf = (monitoring: string): string[] => {
    try {
      deskWith(monitoring);
      return [];
    } catch (error) {
      return error instanceof DeskFaults ? error.faults.map(({ message }) => message) : [String(error)];
    }
  };

  it.each([
    ['  entry: nowhere\n', 'entry'], ['  rules: [{ match: { a: "/(/" } }]\n', 'regular expression'], ['  rules: [{ match: { a: b }, entry: nowhere }]\n', 'entry'],
    ['  sources: { x: { fingerprint: "a..b", status: { path: s, firing: [1], resolved: [0] } } }\n', 'path'],
    ['  sources: { x: { fingerprint: a, status: { path: s, firing: [1], resolved: ["1"] } } }\n', 'each value once'],
    ['  mails: [{ from: a@b.example, subject: other }]\n', 'nagios'], ['  storm: { alarms: 0 }\n', 'at least'], ['  unknown: 1\n', 'entry'],
  ])('tells what is wrong with %s', (monitoring, word) => {
    const faults = faultsOf(monitoring);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(word);
  });
});

describe('a source of alarms', () => {
  it('has the name that desk.yaml gives it, its address, or its key with capitals', () => {
    const named = deskWith(`
  sources:
    noc: { name: Red de la sede, fingerprint: id, status: { path: s, firing: [a], resolved: [b] } }
`);
    expect(['noc', 'alertmanager', 'uptime-kuma', 'mail:nagios@example.org', 'constructor'].map((source) => sourceName(named, source)))
      .toEqual(['Red de la sede', 'Alertmanager', 'Uptime Kuma', 'nagios@example.org', 'Constructor']);
  });
});
