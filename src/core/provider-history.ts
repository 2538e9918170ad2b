import type { CallRecording, CallStatusReport, InboundCall } from './call.ts';
import type { DeliveryReceipt, InboundText } from './inbound.ts';

/** A call to us as a provider remembers it. */
export interface PastCall extends InboundCall {
  state: CallStatusReport['state'];
  seconds: number | null;
}

/** A finished recording; `at` is when it was made. */
export interface PastRecording {
  callId: string;
  recording: CallRecording;
  at: Date;
}

/**
 * What a provider knows of the past, whether or not it could tell us then. Lists come in pages, newest first, in no
 * strict order; nothing older than `since` is in them. Every method throws a retryable AppError when the provider is out of reach.
 */
export interface ProviderHistory {
  /** Texts that came in. `files` is asked for a text's own pictures, which the list does not tell; left out: it has none. */
  texts(since: Date): AsyncIterable<PastText[]>;
  /** Calls that came in, also those that have not ended. */
  calls(since: Date): AsyncIterable<PastCall[]>;
  recordings(since: Date): AsyncIterable<PastRecording[]>;
  /** Null: the provider does not know such a call. */
  findCall(callId: string): Promise<Pick<PastCall, 'state' | 'seconds'> | null>;
  /** Null: it is still on its way, or the provider does not know it. */
  receiptOf(providerId: string): Promise<DeliveryReceipt | null>;
}

export interface PastText {
  inbound: Omit<InboundText, 'media'>;
  files?: () => Promise<InboundText['media']>;
}
