import type { InboundAlarm } from '../../src/core/index.ts';

/** What a subject says of an alarm. */
export interface AlarmSubject {
  status: InboundAlarm['status'];
  host: string | null;
  service: string | null;
  severity: string | null;
  title: string;
}

export type SubjectForm = 'nagios' | 'icinga' | 'zabbix' | RegExp;

/** Words in subjects that mean that something is wrong, or that it is over. */
const statusWords: Readonly<Record<string, InboundAlarm['status']>> = {
  problem: 'firing', firing: 'firing', alert: 'firing', alarm: 'firing', alerting: 'firing', down: 'firing', triggered: 'firing', open: 'firing',
  critical: 'firing', warning: 'firing', error: 'firing', failed: 'firing', problema: 'firing', alarma: 'firing',
  recovery: 'resolved', recovered: 'resolved', resolved: 'resolved', ok: 'resolved', up: 'resolved', closed: 'resolved', cleared: 'resolved',
  resuelto: 'resolved', recuperado: 'resolved',
};

/**
 * What the subject of a monitoring mail says; null when it is none of that form, or neither a problem nor its end (an
 * acknowledgement, a comment). Nagios: `** PROBLEM Service Alert: host/service is CRITICAL **`. Icinga 2 (its own mail
 * scripts): `[PROBLEM] service on host is CRITICAL!`, `[RECOVERY] Host host is UP!`. Zabbix (its default messages):
 * `Problem: name`, `Resolved in 5m: name`, `Updated problem in 5m: name`.
 */
export function readAlarmSubject(form: SubjectForm, subject: string): AlarmSubject | null {
  const line = subject.slice(0, 1000).replaceAll(/\s+/g, ' ').trim();
  if (form === 'nagios') return readNagios(line);
  if (form === 'icinga') return readIcinga(line);
  if (form === 'zabbix') return readZabbix(line);
  return readNamedGroups(form, line);
}

function readNagios(line: string): AlarmSubject | null {
  const parts = /^\*\* (PROBLEM|RECOVERY) (?:Host Alert: (?<machine>[^ ]+)|Service Alert: (?<host>[^/]+)\/(?<service>.+)) is (?<state>\w+) \*\*$/i.exec(line);
  return parts && ofHostAndService(parts[1], parts.groups);
}

function readIcinga(line: string): AlarmSubject | null {
  const host = /^\[(PROBLEM|RECOVERY)\] Host (?<machine>.+) is (?<state>\w+)!$/i.exec(line);
  const parts = host ?? /^\[(PROBLEM|RECOVERY)\] (?<service>.+) on (?<host>.+) is (?<state>\w+)!$/i.exec(line);
  return parts && ofHostAndService(parts[1], parts.groups);
}

function ofHostAndService(word: string | undefined, groups: Record<string, string> = {}): AlarmSubject {
  const host = (groups['machine'] ?? groups['host'] ?? '').trim();
  const service = groups['service']?.trim() ?? null;
  return {
    status: word?.toLowerCase() === 'recovery' ? 'resolved' : 'firing', host, service, severity: groups['state']?.toLowerCase() ?? null,
    title: `${service === null ? host : `${host}/${service}`} ${groups['state'] ?? ''}`.trim(),
  };
}

function readZabbix(line: string): AlarmSubject | null {
  const parts = /^(?<word>Problem|Resolved|Updated problem)(?: in [^:]{1,60})?: (?<name>.+)$/i.exec(line);
  if (!parts) return null;
  const status = parts.groups?.['word']?.toLowerCase() === 'resolved' ? 'resolved' : 'firing';
  return { status, host: null, service: null, severity: null, title: parts.groups?.['name']?.trim() ?? '' };
}

function readNamedGroups(form: RegExp, line: string): AlarmSubject | null {
  const groups = form.exec(line)?.groups;
  if (!groups) return null;
  const status = statusWords[(groups['status'] ?? '').trim().toLowerCase()];
  if (status === undefined) return null;
  const [host, service, severity] = [groups['host'], groups['service'], groups['severity']].map((value) => value?.trim() || null);
  const title = groups['title']?.trim() || [host, service].filter((part) => part != null).join('/');
  return title === '' ? null : { status, host: host ?? null, service: service ?? null, severity: severity?.toLowerCase() ?? null, title };
}
