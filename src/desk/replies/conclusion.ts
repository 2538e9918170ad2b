import { AppError, type RefusalCause, type RefusedRecipient, type Sender, type SendOutcome } from '../../core/index.ts';
import type { DeliveryStatus, StoredReceipt } from './reply.ts';

/** What became of one try to send. */
export interface Conclusion {
  status: Extract<DeliveryStatus, 'queued' | 'sent' | 'delivered' | 'failed' | 'unknown'>;
  providerId: string | null;
  code: string | null;
  message: string | null;
  because: RefusalCause | null;
  retryAt: Date | null;
  /** Of a text that went out: who of those who were to get a copy did not. */
  refusedCopies?: RefusedRecipient[];
  /** Of a text that was refused for whom it was written to: who that is. */
  refusedFor?: string;
  /** The thread that a text began which went out. */
  begins?: string;
}

/** How often a text is tried, and the seconds after each try: two minutes of them, or two days for networks that are slow by nature. */
const patiences = {
  short: { mostTries: 6, waitAfter: (tries: number) => Math.min(2 ** tries, 300) },
  long: { mostTries: 55, waitAfter: (tries: number) => Math.min(30 * 2 ** (tries - 1), 3_600) },
};
export type Patience = NonNullable<Sender['patience']>;

const plain = { providerId: null, code: null, message: null, because: null, retryAt: null };

export const lost: Conclusion = {
  ...plain, status: 'unknown', code: 'unknown', message: 'The process ended while this was being sent.',
};

export function sent(providerId: string): Conclusion {
  return { ...plain, status: 'sent', providerId };
}

export function refused(code: string, message: string, because: RefusalCause | null = null): Conclusion {
  return { ...plain, status: 'failed', code, message, because };
}

export function afterOutcome(outcome: SendOutcome): Conclusion {
  if (outcome.kind === 'sent') {
    const { providerId, refusedCopies, begins } = outcome;
    return { ...sent(providerId), ...(refusedCopies && { refusedCopies }), ...(begins !== undefined && { begins }) };
  }
  const { code, message, because = null, recipient } = outcome;
  return { ...refused(code, message, because), ...(recipient !== undefined && { refusedFor: recipient }) };
}

/** Everybody whom the network refused this text for. */
export function refusalsOf({ code, message, refusedFor, refusedCopies = [] }: Conclusion): RefusedRecipient[] {
  if (refusedFor === undefined || code === null) return refusedCopies;
  return [{ recipient: refusedFor, code, message: message ?? '' }, ...refusedCopies];
}

/** Only a fault that certainly sent nothing may be tried again. */
export function afterFault(error: unknown, { tries, patience }: { tries: number; patience: Patience }, now: Date): Conclusion {
  const message = error instanceof Error ? error.message : 'Unknown fault.';
  if (!(error instanceof AppError)) return { ...plain, status: 'unknown', code: 'unknown', message };
  if (!error.retryable) return refused(error.code, message);
  const { mostTries, waitAfter } = patiences[patience];
  if (tries >= mostTries) return refused('gave_up', `Gave up after ${tries} tries: ${message}`);
  const seconds = Math.max(waitAfter(tries), error.retryAfterSeconds ?? 0);
  return { ...plain, status: 'queued', code: error.code, message, retryAt: new Date(now.getTime() + seconds * 1000) };
}

export function afterReceipt(receipt: StoredReceipt): Pick<Conclusion, 'status' | 'code' | 'message' | 'because'> {
  const status = receipt.state === 'delivered' ? 'delivered' : receipt.state === 'failed' ? 'failed' : 'sent';
  const because = receipt.because === 'opted-out' || receipt.because === 'window-closed' ? receipt.because : null;
  return { status, code: receipt.code, message: receipt.message, because };
}

/** Receipts come in any order: a text that was delivered or failed is not merely sent any more. */
export function isNews(known: DeliveryStatus, told: DeliveryStatus): boolean {
  if (known === told || known === 'delivered') return false;
  return told !== 'sent' || known === 'unknown' || known === 'sending';
}
