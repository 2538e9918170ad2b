import { AppError } from '../../src/core/index.ts';

/**
 * What Slack sent: events as JSON, buttons and modals as JSON inside a form, commands as a form. Throws an AppError with
 * 400 or 415 for anything else.
 */
export function readBody(raw: string, contentType: string): Record<string, unknown> {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/json') return readJson(raw);
  if (type === 'application/x-www-form-urlencoded') return readForm(raw);
  throw new AppError({ code: 'unsupported_media_type', status: 415, publicMessage: 'The body must be JSON or a form, as Slack sends them.' });
}

function readForm(raw: string): Record<string, unknown> {
  const fields = new URLSearchParams(raw);
  const payload = fields.get('payload');
  return payload === null ? Object.fromEntries(fields) : readJson(payload);
}

function readJson(raw: string): Record<string, unknown> {
  const value = parse(raw);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.fromEntries(Object.entries(value));
  throw broken();
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    throw broken();
  }
}

function broken(): AppError {
  return new AppError({ code: 'bad_request', status: 400, publicMessage: 'The body is not what it says it is.' });
}
