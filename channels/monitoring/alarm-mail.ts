import type { AlarmMail, InboundAlarm } from '../../src/core/index.ts';
import { readAlarmSubject, type AlarmSubject, type SubjectForm } from './alarm-subject.ts';

/** The alarm that a mail tells of; null when its subject has another form. It counts from the moment at which it was written. */
export function readAlarmMail(form: SubjectForm, mail: AlarmMail): InboundAlarm | null {
  const read = readAlarmSubject(form, mail.subject);
  return read && toInboundAlarm(read, form === 'zabbix' ? zabbixLines(mail.text) : {}, mail);
}

interface ZabbixLines {
  host?: string;
  severity?: string;
  problem?: string;
}

/** What Zabbix's default messages say below the subject, a line each. */
function zabbixLines(text: string): ZabbixLines {
  const line = (name: string) => new RegExp(`^${name}: *(\\S.{0,199})$`, 'im').exec(text.slice(0, 20_000))?.[1]?.trim();
  const [host, severity, problem] = [line('Host'), line('Severity'), line('Original problem ID')];
  return { ...(host === undefined ? {} : { host }), ...(severity === undefined ? {} : { severity }), ...(problem === undefined ? {} : { problem }) };
}

function toInboundAlarm(read: AlarmSubject, lines: ZabbixLines, mail: AlarmMail): InboundAlarm {
  const host = read.host ?? lines.host ?? null;
  // Where the subject names no host, its words are what tells one trouble of a host from another.
  const what = lines.problem ?? [host, read.service ?? (read.host === null ? read.title : null)].filter((part) => part !== null).join('/');
  const severity = read.severity ?? lines.severity ?? null;
  return {
    source: `mail:${mail.from}`, fingerprint: what, status: read.status,
    // What a subject calls the state of something that is well is no severity.
    severity: read.status === 'resolved' ? null : severity,
    title: read.title, text: mail.text,
    labels: { ...(host === null ? {} : { host }), ...(read.service === null ? {} : { service: read.service }) },
    asset: host, group: null, startedAt: mail.sentAt ?? mail.receivedAt, endedAt: mail.sentAt, url: null,
    deliveryId: mail.messageId, receivedAt: mail.receivedAt,
  };
}
