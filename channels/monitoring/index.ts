import { createHash } from 'node:crypto';
import type { Channel, Contact, InboundAlarm, ReportedAlarm } from '../../src/core/index.ts';
import { boundedText } from '../bounded-text.ts';

export { readAlarmMail } from './alarm-mail.ts';

/** The channel, and beside each Contact what the desk needs to know of the alarm. Pure; any input gives both. */
export interface MonitoringChannel extends Channel<InboundAlarm> {
  toAlarm(inbound: InboundAlarm): ReportedAlarm;
}

const longestText = 20_000;
const mostLabels = 100;

/** Machines that report what is wrong: nobody is answered, and while it is closed they keep what they have to say. */
export function createMonitoringChannel(): MonitoringChannel {
  return {
    name: 'monitoring',
    whenClosed: 'held',
    capabilities: {
      live: false, maxTextLength: null, attachments: false, html: false, threading: 'none', reply: 'none', reaches: null, automaticAnswers: 'limited',
    },
    toContact, toAlarm,
    render: () => null,
  };
}

function toContact(inbound: InboundAlarm): Contact {
  const alarm = toAlarm(inbound);
  return {
    channel: 'monitoring',
    providerId: claimOf(alarm),
    from: [],
    fromText: alarm.source,
    to: 'monitoring',
    subject: alarm.title,
    text: textOf(inbound, alarm),
    attachments: [],
    chosen: { kind: 'alarm' },
    receivedAt: inbound.receivedAt,
  };
}

/** The same for the same report. What comes again at another moment is another one: whether it says anything new, intake judges by what it knows of the alarm. */
function claimOf({ source, fingerprint, status, severity, title, textHash, startedAt, deliveryId, receivedAt }: ReportedAlarm): string {
  return hashOf([source, fingerprint, status, severity, title, textHash, startedAt?.getTime(), deliveryId, receivedAt.getTime()]);
}

function toAlarm(inbound: InboundAlarm): ReportedAlarm {
  const severity = shortOrNull(inbound.severity, 60)?.toLowerCase() ?? null;
  const labels = Object.fromEntries(
    Object.entries(inbound.labels).slice(0, mostLabels).map(([name, value]) => [boundedText(name, 100), boundedText(value, 1000)]),
  );
  const bounded = {
    source: boundedText(inbound.source, 300),
    fingerprint: shortOrHash(inbound.fingerprint, 200),
    status: inbound.status,
    severity,
    title: oneLine(inbound.title, 500) || oneLine(inbound.fingerprint, 500) || inbound.status,
    labels,
    asset: shortOrNull(inbound.asset, 200),
    group: inbound.group === null ? null : shortOrHash(inbound.group, 500),
    startedAt: notAfter(inbound.startedAt, inbound.receivedAt),
    endedAt: notAfter(inbound.endedAt, inbound.receivedAt),
    url: webAddress(inbound.url),
    deliveryId: inbound.deliveryId === undefined ? null : hashOf([inbound.source, inbound.deliveryId]),
    receivedAt: inbound.receivedAt,
  };
  return { ...bounded, textHash: hashOf([boundedText(inbound.text, longestText), ...Object.entries(labels).flat()]) };
}

/** What people read: the text, then every label on a line of its own, then where to look. */
function textOf(inbound: InboundAlarm, { labels, url }: ReportedAlarm): string {
  const parts = [
    boundedText(inbound.text, longestText).trim(),
    Object.entries(labels).map(([name, value]) => `${name}: ${value}`).join('\n'),
    url ?? '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function oneLine(text: string, max: number): string {
  return boundedText(boundedText(text, max * 4).replaceAll(/[\p{Cc}\s]+/gu, ' ').trim(), max);
}

function shortOrNull(text: string | null, max: number): string | null {
  return text === null ? null : oneLine(text, max) || null;
}

/** Two long names stay two. */
function shortOrHash(text: string, max: number): string {
  const bounded = boundedText(text, max);
  return bounded === text && text !== '' ? text : `sha256:${hashOf([text])}`;
}

/** Clocks that run ahead count as ours; null for what is no time after 1970. */
function notAfter(at: Date | null, latest: Date): Date | null {
  if (at === null || !(at.getTime() > 0)) return null;
  return at > latest ? latest : at;
}

function webAddress(url: string | null): string | null {
  if (url === null || url.length > 2000 || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' ? boundedText(href, 2000) : null;
}

function hashOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
