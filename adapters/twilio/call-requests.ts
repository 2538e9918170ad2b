import type { CallInput, CallPoint, CallRecording, CallRequest, CallStatusReport, CallTranscript } from '../../src/core/index.ts';
import type { StepParameters, TranscriptionParameters, VoiceParameters } from './parameters.ts';

type QueueResult = Extract<CallInput, { kind: 'left-queue' }>['result'];

/** The step of a call's very first request. */
export const firstStep = 'start';

// Maps, for a state may be called `constructor`.
const queueResults = new Map<string, QueueResult>(Object.entries({
  bridged: 'bridged',
  'bridging-in-process': 'bridged',
  leave: 'left',
  hangup: 'hung-up',
  redirected: 'redirected',
  'redirected-from-bridged': 'redirected',
} as const));

/** A voice webhook in the desk's words. */
export function toCallRequest(
  point: CallPoint,
  parameters: VoiceParameters,
  url: StepParameters,
  receivedAt: Date,
): CallRequest {
  return {
    call: { callId: callIdOf(point, parameters, url), from: parameters.From, to: parameters.To, receivedAt },
    point,
    step: url.step,
    assignmentId: url.assignment ?? null,
    digits: digitsOf(point, parameters, url),
    speech: speechOf(point, parameters, url),
    legCallId: point === 'agent-leg' ? parameters.CallSid : null,
    queueResult: point === 'queue-left' ? queueResultOf(parameters) : null,
    recording: point === 'recorded' ? toRecording(parameters) : null,
    dialStatus: parameters.DialCallStatus ?? null,
    dialSeconds: parameters.DialCallDuration,
    callerGone: point !== 'agent-leg' && parameters.CallStatus === 'completed',
  };
}

/**
 * The request of the number's fallback URL, made when a document of ours could not be had: the caller takes up the call
 * where it stands. Each is a step of its own, for the same call may fall back again.
 */
export function toFallbackRequest(parameters: VoiceParameters, receivedAt: Date): CallRequest {
  const point = parameters.ParentCallSid === undefined ? 'menu' : 'agent-leg';
  return { ...toCallRequest(point, parameters, { step: firstStep }, receivedAt), step: `fallback-${receivedAt.getTime()}` };
}

/** The agent's leg has a CallSid of its own; what counts is the caller's call. */
function callIdOf(point: CallPoint, parameters: VoiceParameters, url: StepParameters): string {
  if (point !== 'agent-leg') return parameters.CallSid;
  return url.call ?? parameters.ParentCallSid ?? parameters.CallSid;
}

const answerPoints: readonly CallPoint[] = ['menu', 'wait', 'agent-leg', 'moved'];

/** Null where nobody was asked for a key yet, and where words were said instead; empty for silence. */
function digitsOf(point: CallPoint, parameters: VoiceParameters, url: StepParameters): string | null {
  const { Digits: digits } = parameters;
  if (point === 'recorded') return digits === undefined || digits === '' || digits === 'hangup' ? null : digits;
  if (!answerPoints.includes(point)) return null;
  if (point === 'menu' && url.step === firstStep) return null;
  if (speechOf(point, parameters, url)) return null;
  if (digits !== undefined) return digits;
  return url.silent || point === 'menu' ? '' : null;
}

/** What was said at a menu; keys pressed at the same time count instead. */
function speechOf(point: CallPoint, parameters: VoiceParameters, url: StepParameters): CallRequest['speech'] {
  const { SpeechResult: words, Confidence: confidence, Digits: digits } = parameters;
  if (point !== 'menu' || url.step === firstStep || digits || !words?.trim()) return null;
  return { words: words.trim(), confidence };
}

function queueResultOf(parameters: VoiceParameters): QueueResult {
  const known = queueResults.get(parameters.QueueResult ?? '');
  return known ?? (parameters.CallStatus === 'completed' ? 'hung-up' : 'failed');
}

/** Null when nothing was recorded. A recording without an id of its own is known by its address. */
export function toRecording(parameters: Pick<VoiceParameters, 'RecordingUrl' | 'RecordingSid' | 'RecordingDuration' | 'RecordingSource'>): CallRecording | null {
  const { RecordingUrl: url, RecordingSid: id, RecordingDuration: seconds } = parameters;
  if (!url) return null;
  return { id: id ?? (url.split('/').at(-1) || url), url, seconds: seconds ?? 0, kind: recordingKind(parameters.RecordingSource) };
}

/** What <Record> took is a message; everything else is what was said with an agent (twilio.com/docs/voice/api/recording, `source`). */
export function recordingKind(source: string | undefined): CallRecording['kind'] {
  return source === undefined || source === '' || source === 'RecordVerb' ? 'voicemail' : 'conversation';
}

/** What the provider understood of a recording; null when it understood nothing. */
export function toTranscript(parameters: TranscriptionParameters): CallTranscript | null {
  const recording = toRecording(parameters);
  const text = parameters.TranscriptionText.trim();
  return recording && text !== '' && parameters.TranscriptionStatus !== 'failed' ? { recording, text } : null;
}

const callStates = new Map<string, CallStatusReport['state']>(Object.entries({
  queued: 'queued',
  initiated: 'queued',
  ringing: 'ringing',
  'in-progress': 'in-progress',
  answered: 'in-progress',
  completed: 'completed',
  busy: 'busy',
  failed: 'failed',
  'no-answer': 'no-answer',
  canceled: 'canceled',
} as const));

/** Null for a state the desk has no use for. */
export function toCallState(word: string): CallStatusReport['state'] | null {
  return callStates.get(word) ?? null;
}

/** A call's state; null for a state the desk has no use for. */
export function toCallStatus(parameters: VoiceParameters): CallStatusReport | null {
  const state = toCallState(parameters.CallStatus);
  if (!state) return null;
  return {
    callId: parameters.CallSid,
    state,
    seconds: parameters.CallDuration,
    sequence: parameters.SequenceNumber,
    parentCallId: parameters.ParentCallSid ?? null,
  };
}
