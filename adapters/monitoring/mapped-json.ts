import { AppError, type InboundAlarm } from '../../src/core/index.ts';
import type { MonitoringSource } from '../../src/desk/definition/index.ts';
import { demandNotTooMany } from './too-many.ts';

/**
 * The alarms of a JSON document, found where desk.yaml says that this source has them. Throws `invalid_input` (422) that
 * names the path for what is missing or means nothing, and `too_many` (413); then none of the document is taken.
 */
export function readMappedJson(body: unknown, source: string, mapping: MonitoringSource, receivedAt: Date): InboundAlarm[] {
  if (mapping.each === undefined) return [readOne(body, body, '', { source, mapping, receivedAt })];
  const items = valueAt(body, body, mapping.each);
  if (!Array.isArray(items)) throw unprocessable(mapping.each, 'a list of alarms');
  demandNotTooMany(items);
  return items.map((item: unknown, place) => readOne(body, item, `${mapping.each ?? ''}.${place}.`, { source, mapping, receivedAt }));
}

interface Reading {
  source: string;
  mapping: MonitoringSource;
  receivedAt: Date;
}

function readOne(document: unknown, item: unknown, prefix: string, { source, mapping, receivedAt }: Reading): InboundAlarm {
  const named = (path: string) => (path.startsWith('$.') ? path.slice(2) : `${prefix}${path}`);
  const textAt = (path: string | undefined) => (path === undefined ? null : plainText(valueAt(document, item, path)));
  const fingerprint = textAt(mapping.fingerprint);
  if (fingerprint === null) throw unprocessable(named(mapping.fingerprint), 'is required: it tells one alarm from another');
  const status = meaningOf(textAt(mapping.status.path), mapping.status);
  if (status === null) throw unprocessable(named(mapping.status.path), `must be one of ${[...mapping.status.firing, ...mapping.status.resolved].join(', ')}`);
  const [severity, asset] = [textAt(mapping.severity), textAt(mapping.asset)];
  return {
    source, fingerprint, status, severity, asset,
    title: textAt(mapping.title) ?? '',
    text: textAt(mapping.text) ?? '',
    labels: mapping.labels === undefined ? {} : textsIn(valueAt(document, item, mapping.labels)),
    group: textAt(mapping.group),
    startedAt: timeOf(textAt(mapping.startedAt)),
    endedAt: null,
    url: textAt(mapping.url),
    receivedAt,
  };
}

function meaningOf(word: string | null, { firing, resolved }: MonitoringSource['status']): InboundAlarm['status'] | null {
  const means = (words: readonly string[]) => word !== null && words.some((one) => one.toLowerCase() === word.toLowerCase());
  if (means(firing)) return 'firing';
  return means(resolved) ? 'resolved' : null;
}

/** What stands at the path; undefined for nothing. Only what the document itself has is found. */
function valueAt(document: unknown, item: unknown, path: string): unknown {
  const [start, steps] = path.startsWith('$.') ? [document, path.slice(2)] : [item, path];
  return steps.split('.').reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    const entries: Readonly<Record<string, unknown>> = { ...value };
    return entries[step];
  }, start);
}

/** Null for what is no text, and for an empty one. */
function plainText(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function textsIn(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).flatMap(([name, one]: [string, unknown]) => {
    const text = plainText(one);
    return text === null ? [] : [[name, text]];
  }));
}

/** ISO 8601, or seconds or milliseconds since 1970; null for anything else. */
function timeOf(text: string | null): Date | null {
  if (text === null) return null;
  const number = /^\d{9,13}(?:\.\d+)?$/.test(text) ? Number(text) : null;
  const time = number === null ? Date.parse(text) : number * (number < 100_000_000_000 ? 1000 : 1);
  return Number.isFinite(time) ? new Date(time) : null;
}

function unprocessable(path: string, what: string): AppError {
  return new AppError({ code: 'invalid_input', status: 422, publicMessage: 'The document does not say what desk.yaml expects of it.', fields: { [path]: what } });
}
