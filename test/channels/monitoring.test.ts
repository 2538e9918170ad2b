import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMonitoringChannel, readAlarmMail } from '../../channels/monitoring/index.ts';
import { readAlarmSubject, type SubjectForm } from '../../channels/monitoring/alarm-subject.ts';
import type { AlarmMail, InboundAlarm } from '../../src/core/index.ts';

const own = /^\[(?<status>\w+)\] (?<host>[\w-]+): (?<title>.*)$/;

const subjects: [SubjectForm, string, Partial<ReturnType<typeof readAlarmSubject>> | null][] = [
  ['nagios', '** PROBLEM Host Alert: web-01 is DOWN **', { status: 'firing', host: 'web-01', service: null, severity: 'down', title: 'web-01 DOWN' }],
  ['nagios', '** RECOVERY Host Alert: web-01 is UP **', { status: 'resolved', host: 'web-01', service: null }],
  ['nagios', '** PROBLEM Service Alert: web-01/Disk /var is CRITICAL **', { status: 'firing', host: 'web-01', service: 'Disk /var', severity: 'critical', title: 'web-01/Disk /var CRITICAL' }],
  ['nagios', '** RECOVERY Service Alert: web-01/Disk /var is OK **', { status: 'resolved', host: 'web-01', service: 'Disk /var' }],
  ['nagios', '** ACKNOWLEDGEMENT Service Alert: web-01/Disk is CRITICAL **', null],
  ['nagios', 'Re: ** PROBLEM Host Alert: web-01 is DOWN **', null],
  ['icinga', '[PROBLEM] disk /var on web-01 is CRITICAL!', { status: 'firing', host: 'web-01', service: 'disk /var', severity: 'critical' }],
  ['icinga', '[RECOVERY] disk /var on web-01 is OK!', { status: 'resolved', host: 'web-01', service: 'disk /var' }],
  ['icinga', '[PROBLEM] Host web-01 is DOWN!', { status: 'firing', host: 'web-01', service: null, severity: 'down' }],
  ['icinga', '[ACKNOWLEDGEMENT] disk on web-01 is CRITICAL!', null],
  ['zabbix', 'Problem: High CPU utilization (over 90% for 5m)', { status: 'firing', host: null, title: 'High CPU utilization (over 90% for 5m)' }],
  ['zabbix', 'Resolved in 1h 5m 3s: High CPU utilization (over 90% for 5m)', { status: 'resolved', title: 'High CPU utilization (over 90% for 5m)' }],
  ['zabbix', 'Resolved: High CPU', { status: 'resolved', title: 'High CPU' }],
  ['zabbix', 'Updated problem in 5m: High CPU', { status: 'firing', title: 'High CPU' }],
  ['zabbix', 'Problemas con la impresora', null],
  [own, '[DOWN] db-2: replication stopped', { status: 'firing', host: 'db-2', title: 'replication stopped' }],
  [own, '[OK] db-2: replication stopped', { status: 'resolved', host: 'db-2', title: 'replication stopped' }],
  [own, '[FYI] db-2: replication stopped', null],
  [own, 'Una consulta', null],
];

const mail: AlarmMail = {
  from: 'zabbix@example.org', subject: 'Problem: High CPU', messageId: '<1@z>', sentAt: new Date('2026-03-02T14:59:00Z'), receivedAt: new Date('2026-03-02T15:00:00Z'),
  text: 'Problem started at 14:59:00 on 2026.03.02\r\nProblem name: High CPU\r\nHost: web-01\r\nSeverity: Disaster\r\nOperational data: 97 %\r\nOriginal problem ID: 4711\r\n',
};

describe('subjects of monitoring mails', () => {
  it.each(subjects)('%s reads %s', (form, subject, read) => {
    if (read === null) expect(readAlarmSubject(form, subject)).toBeNull();
    else expect(readAlarmSubject(form, subject)).toMatchObject(read);
  });

  it('are read or not, but never fail', () => {
    fc.assert(fc.property(fc.constantFrom<SubjectForm>('nagios', 'icinga', 'zabbix', own), fc.string({ unit: 'binary' }), (form, subject) => {
      readAlarmSubject(form, subject);
      readAlarmMail(form, { ...mail, subject, text: subject });
    }));
  });

  it('become the same alarm when it is wrong and when it is over', () => {
    for (const [form, problem, recovery] of [
      ['nagios', '** PROBLEM Service Alert: w/HTTP is CRITICAL **', '** RECOVERY Service Alert: w/HTTP is OK **'],
      ['icinga', '[PROBLEM] Host w is DOWN!', '[RECOVERY] Host w is UP!'],
      ['zabbix', 'Problem: High CPU', 'Resolved in 5m: High CPU'],
      [own, '[down] w: late', '[up] w: late'],
    ] as const) {
      const [one, other] = [readAlarmMail(form, { ...mail, subject: problem }), readAlarmMail(form, { ...mail, subject: recovery })];
      expect(one?.fingerprint).toBe(other?.fingerprint);
      expect([one?.status, other?.status]).toEqual(['firing', 'resolved']);
    }
  });

  it('of Zabbix take host, severity and problem from the text', () => {
    expect(readAlarmMail('zabbix', mail)).toMatchObject({ fingerprint: '4711', asset: 'web-01', severity: 'Disaster', labels: { host: 'web-01' }, startedAt: mail.sentAt });
    expect(readAlarmMail('zabbix', { ...mail, text: 'Host: web-01' })).toMatchObject({ fingerprint: 'web-01/High CPU' });
  });
});

describe('an alarm as the desk keeps it', () => {
  const { toAlarm, toContact } = createMonitoringChannel();
  const alarm: InboundAlarm = {
    source: 's', fingerprint: 'f', status: 'firing', severity: 'CRITICAL', title: 'Title\n of two lines', text: 'Text', labels: { a: 'b' }, asset: null,
    group: null, startedAt: new Date('2026-03-02T14:00:00Z'), endedAt: null, url: 'javascript:alert(1)', receivedAt: new Date('2026-03-02T15:00:00Z'),
  };

  it('is bounded, without addresses that a page must not open, and its clock never runs ahead of ours', () => {
    expect(toAlarm({ ...alarm, startedAt: new Date('2126-01-01T00:00:00Z'), endedAt: new Date('0001-01-01T00:00:00Z') })).toMatchObject({
      severity: 'critical', title: 'Title of two lines', url: null, startedAt: alarm.receivedAt, endedAt: null,
    });
    const huge = 'x'.repeat(1_000_000);
    const bounded = toAlarm({ ...alarm, fingerprint: huge, group: huge, title: huge, asset: huge, labels: { [huge]: huge } });
    expect(JSON.stringify(bounded).length).toBeLessThan(4_000);
    expect(bounded.fingerprint).not.toBe(toAlarm({ ...alarm, fingerprint: `${huge}y` }).fingerprint);
  });

  it('is written so that people read its text, its labels and where to look', () => {
    expect(toContact({ ...alarm, url: 'https://prom.example/g' })).toMatchObject({ subject: 'Title of two lines', text: 'Text\n\na: b\n\nhttps://prom.example/g', from: [] });
  });
});
