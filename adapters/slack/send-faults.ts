import { webApi } from '@slack/bolt';
import { AppError, unavailable, type SendOutcome } from '../../src/core/index.ts';
import { refusalCode } from './web-api.ts';

/** Network faults that come before the first byte of the request is out. */
const beforeSending = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
/** Slack did nothing and may do it later. */
const later = new Set(['ratelimited', 'rate_limited', 'service_unavailable', 'request_timeout']);
/** Part of it may have been done (docs.slack.dev/reference/methods/chat.postMessage, errors). */
const perhapsDone = new Set(['internal_error', 'fatal_error', 'unreadable_answer']);

/**
 * A refusal for good is returned. Throws a retryable AppError when the text certainly did not go out, and a plain Error
 * when it may have. Nothing of the request is kept in the error.
 */
export function translateSendFault(error: unknown): Extract<SendOutcome, { kind: 'refused' }> {
  if (error instanceof webApi.WebAPIRateLimitedError) throw laterFault(error.retryAfter);
  const code = refusalCode(error) ?? httpCode(error);
  if (code !== null && later.has(code)) throw laterFault(null);
  if (code !== null && !perhapsDone.has(code)) return { kind: 'refused', code, message: `Slack refused it (${code}).` };
  const network = networkCode(error);
  if (beforeSending.has(network)) throw laterFault(null);
  throw new Error(`Slack did not say whether it took this (${code ?? network}).`);
}

/** The same for what shows nothing to anybody, so that it can always be done again. */
export function translateHiddenFault(error: unknown): Extract<SendOutcome, { kind: 'refused' }> {
  try {
    return translateSendFault(error);
  } catch (fault) {
    throw fault instanceof AppError ? fault : laterFault(null);
  }
}

function laterFault(retryAfterSeconds: number | null): AppError {
  const { code, status, publicMessage } = unavailable('Slack');
  return new AppError({ code, status, publicMessage, retryable: true, ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }) });
}

/** Slack says what is wrong in its answer; a status of its own comes from what stands in front of it. */
function httpCode(error: unknown): string | null {
  if (!(error instanceof webApi.WebAPIHTTPError)) return null;
  const { statusCode } = error;
  if (statusCode === 503 || statusCode === 429) return 'service_unavailable';
  return statusCode >= 400 && statusCode < 500 && statusCode !== 408 ? `http_${statusCode}` : 'internal_error';
}

function networkCode(error: unknown): string {
  let cause: unknown = error;
  for (let depth = 0; depth < 5 && cause instanceof Error; depth += 1) {
    if (!(cause instanceof webApi.WebAPIRequestError) && 'code' in cause && typeof cause.code === 'string') return cause.code;
    cause = cause.cause;
  }
  return 'no code';
}
