import type {
  CallRecording,
  CallRequest,
  CallResponse,
  CallStatusReport,
  CallTranscript,
  DeliveryReceipt,
  InboundCall,
  InboundText,
} from '../../src/core/index.ts';

/** A call's state with who called whom, as the provider wrote it. */
export type TwilioCallStatus = CallStatusReport & { from: string; to: string; receivedAt: Date };

/**
 * What the gateway does with a verified webhook. The provider is answered after the promise settles:
 * fulfilled means stored, rejected means that nothing was kept, or not in time: the same delivery again finds what was.
 */
export interface TwilioHandlers {
  text(inbound: InboundText): Promise<void>;
  call(request: CallRequest): Promise<CallResponse>;
  callStatus(report: TwilioCallStatus): Promise<void>;
  receipt(receipt: DeliveryReceipt): Promise<void>;
  /** A finished recording; tells the same recording again when the provider does. */
  recording(input: { callId: string; recording: CallRecording }): Promise<void>;
  /** What a recording says. */
  transcription(input: { call: InboundCall; transcript: CallTranscript }): Promise<void>;
}
