import { z } from 'zod';
import { invalidShape, storableText } from '../../src/core/index.ts';

/** Provider ids go into URLs and keys, so nothing but letters, digits, `-` and `_`. */
const sid = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be an id of the provider');
const optionalSid = sid.optional().catch(undefined);
const text = z.string().default('');
/** What the desk keeps as it was given, cut to size. */
const storable = (max: number) => z.string().transform((given) => storableText(given).slice(0, max).toWellFormed());
const wholeNumber = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)
  .nullable()
  .catch(null)
  .default(null);

const confidence = z.string().regex(/^(?:0?\.\d{1,20}|[01](?:\.0{1,20})?)$/).transform(Number).nullable().catch(null).default(null);

/** Parameters of every voice request, twilio.com/docs/voice/twiml#request-parameters; unknown ones are let through. */
export const voiceParameters = z.looseObject({
  CallSid: sid,
  From: text,
  To: text,
  CallStatus: text,
  ParentCallSid: optionalSid,
  Digits: storable(50).optional(),
  SpeechResult: storable(2000).optional(),
  /** How sure the recogniser is, 0 to 1. */
  Confidence: confidence,
  QueueResult: z.string().optional(),
  RecordingUrl: storable(2000).optional(),
  RecordingSid: optionalSid,
  RecordingDuration: wholeNumber,
  RecordingStatus: text,
  RecordingSource: z.string().optional(),
  DialCallStatus: storable(100).optional(),
  DialCallDuration: wholeNumber,
  CallDuration: wholeNumber,
  SequenceNumber: wholeNumber,
});
export type VoiceParameters = z.infer<typeof voiceParameters>;

/** What a message says, as `transcribeCallback` of <Record> tells it. */
export const transcriptionParameters = voiceParameters.extend({
  TranscriptionText: storable(20_000).default(''),
  TranscriptionStatus: text,
});
export type TranscriptionParameters = z.infer<typeof transcriptionParameters>;

/** A finished recording, twilio.com/docs/voice/api/recording; a conference's names no call. */
export const recordingParameters = voiceParameters.extend({ CallSid: optionalSid });

/** What our own step URLs carry. */
export const stepParameters = z.looseObject({
  step: storable(200).default(''),
  assignment: optionalSid,
  call: optionalSid,
  silent: z.string().optional(),
});
export type StepParameters = z.infer<typeof stepParameters>;

/** An incoming message, twilio.com/docs/messaging/guides/webhook-request. */
export const messageParameters = z.looseObject({
  MessageSid: sid, From: text, To: text, Body: text, NumMedia: wholeNumber,
  /** Advanced Opt-Out's reading of the text, twilio.com/docs/messaging/tutorials/advanced-opt-out. */
  OptOutType: z.string().toUpperCase().optional().catch(undefined),
});
export type MessageParameters = z.infer<typeof messageParameters>;

/** A message's state. */
export const receiptParameters = z.looseObject({
  MessageSid: sid,
  MessageStatus: text,
  ErrorCode: storable(20).optional(),
  ErrorMessage: storable(1000).optional(),
});

/** Reads parameters, of a repeated one the first; throws a 400 that names every field at fault. */
export function readParameters<Schema extends z.ZodType>(schema: Schema, parameters: unknown): z.infer<Schema> {
  const result = schema.safeParse(singleValues(parameters));
  if (result.success) return result.data;
  throw invalidShape(result.error);
}

/** One value a name. Sets no prototype: a parameter may be called `__proto__`. */
export function singleValues(parameters: unknown): Record<string, unknown> {
  if (typeof parameters !== 'object' || parameters === null) return {};
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]: [string, unknown]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}
