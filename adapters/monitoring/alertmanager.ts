import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError, invalidShape, type InboundAlarm } from '../../src/core/index.ts';
import { demandNotTooMany } from './too-many.ts';

const words = z.record(z.string(), z.string()).default({});
const time = z.string().max(60).refine((text) => Number.isFinite(Date.parse(text)), 'a time such as 2026-03-02T15:00:00Z').transform((text) => new Date(text));

const alertSchema = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: words,
  annotations: words,
  startsAt: time,
  endsAt: time.nullish(),
  generatorURL: z.string().nullish(),
  fingerprint: z.string().nullish(),
});

const bodySchema = z.object({ groupKey: z.string().nullish(), externalURL: z.string().nullish(), alerts: z.array(alertSchema) });

/**
 * The alarms of one webhook of Prometheus' Alertmanager, version 4 (prometheus.io/docs/alerting/latest/configuration, webhook_config).
 * What it says beside them is ignored. Throws `unsupported_version` and `invalid_input` (400), `too_many` (413).
 */
export function readAlertmanager(body: unknown, receivedAt: Date): InboundAlarm[] {
  const version = typeof body === 'object' && body !== null && 'version' in body ? body.version : undefined;
  if (version !== '4') {
    throw new AppError({ code: 'unsupported_version', status: 400, publicMessage: 'Only version "4" of the webhooks of Alertmanager is understood here.' });
  }
  demandNotTooMany(body && typeof body === 'object' && 'alerts' in body ? body.alerts : null);
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) throw invalidShape({ issues: parsed.error.issues.slice(0, 20) });
  const { alerts, groupKey, externalURL } = parsed.data;
  return alerts.map((alert) => {
    const { labels, annotations } = alert;
    const name = labels['alertname'] ?? '';
    const more = [annotations['description'] ?? annotations['message'] ?? '', annotations['runbook_url'] ?? ''];
    return {
      source: 'alertmanager',
      fingerprint: alert.fingerprint || fingerprintOf(labels),
      status: alert.status,
      severity: labels['severity'] ?? null,
      title: annotations['summary'] || annotations['title'] || name,
      text: more.filter((part) => part !== '').join('\n\n'),
      labels,
      asset: null,
      group: groupKey || null,
      startedAt: alert.startsAt,
      // While it lasts this is the zero time of Go, or the moment at which it would count as over without news.
      endedAt: alert.status === 'resolved' ? alert.endsAt ?? null : null,
      url: alert.generatorURL || externalURL || null,
      receivedAt,
    };
  });
}

/** Alertmanager's own is made of the labels, too. */
function fingerprintOf(labels: Readonly<Record<string, string>>): string {
  return createHash('sha256').update(JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))).digest('hex');
}
