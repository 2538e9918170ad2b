import twilio from 'twilio';
import { unavailable } from '../../src/core/index.ts';
import type { SendOutcome } from '../../src/core/index.ts';
import { causeOf } from './delivery-faults.ts';

/** Network faults that come before the first byte of the request is out. */
const beforeSending = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** "Call is not in-progress. Cannot redirect." */
const callNotInProgress = 21220;

/**
 * A refusal for good is returned. Throws a retryable AppError when the text certainly did not go out,
 * and a plain Error when it may have. Nothing of the request is kept in the error: it holds our password and the text.
 */
export function translateSendFault(error: unknown): SendOutcome {
  if (error instanceof twilio.RestException) {
    const { status } = error;
    if (status === 429 || status === 503) throw unavailable('Twilio');
    if (status >= 400 && status < 500 && status !== 408) {
      const code = String(error.code ?? status);
      const because = causeOf(code);
      return { kind: 'refused', code, message: error.message, ...(because && { because }) };
    }
    throw new Error(`Twilio answered with status ${status}: whether the text went out is not known.`);
  }
  const code = codeOf(error);
  if (beforeSending.has(code)) throw unavailable('Twilio');
  throw new Error(`The connection to Twilio failed (${code}): whether the text went out is not known.`);
}

/** The call is over, so nobody can be redirected. */
export function isGone(error: unknown): boolean {
  return error instanceof twilio.RestException && (error.status === 404 || error.code === callNotInProgress);
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'no code';
}
