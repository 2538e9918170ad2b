import type { Level } from './contact.ts';
import type { Locale, Localized } from './locale.ts';

/** A new call, in no provider's words. Numbers are as the provider wrote them. */
export interface InboundCall {
  callId: string;
  from: string;
  to: string;
  receivedAt: Date;
}

/** Where an agent's leg rings: `+571…`, `sip:ana@example.org` or `client:ana`. */
export interface DialTarget {
  kind: 'number' | 'sip' | 'client';
  value: string;
}

/** What happened on the line (or, for `placed` and `bridge`, what the desk decided) since the last turn. */
export type CallInput =
  | { kind: 'start' }
  /** Keys pressed at a menu; an empty string is silence. */
  | { kind: 'keys'; digits: string }
  /** The desk's answer to a turn that asked for a place: the ticket is open, this is where the caller goes. */
  | { kind: 'placed'; ticketNumber: string; to: 'queue' | 'voicemail'; because: 'staffed' | 'nobody' | 'closed' }
  /** The wait document is asked for again. Position counts from 1; null estimate: not known. */
  | { kind: 'waiting'; position: number; estimateSeconds: number | null }
  | { kind: 'waiting-keys'; digits: string; position: number; estimateSeconds: number | null }
  | { kind: 'left-queue'; result: 'left' | 'hung-up' | 'bridged' | 'redirected' | 'failed' }
  | { kind: 'recorded'; seconds: number }
  /** An agent accepted: ring them. */
  | { kind: 'bridge'; assignmentId: string; target: DialTarget }
  /** The agent's leg was picked up by somebody or something. */
  | { kind: 'agent-leg' }
  | { kind: 'agent-leg-keys'; digits: string }
  | { kind: 'dial-ended'; answered: boolean };

/** What the line should do now, in order. A provider's adapter alone knows how to say it. */
export type Prompt =
  | { verb: 'say'; text: string; locale: Locale }
  | { verb: 'pause'; seconds: number }
  | { verb: 'music' }
  /** Listens for `keys` key presses while saying; silence after `seconds` counts as an empty answer. */
  | { verb: 'ask'; say: Extract<Prompt, { verb: 'say' | 'pause' | 'music' }>[]; keys: number; seconds: number }
  /** Puts the caller in the waiting line. */
  | { verb: 'enqueue' }
  /** Takes the caller out of the waiting line. */
  | { verb: 'leave-queue' }
  | { verb: 'record'; maxSeconds: number }
  | { verb: 'dial'; target: DialTarget; assignmentId: string; ringSeconds: number }
  /** Asks for the next turn at once. */
  | { verb: 'continue' }
  | { verb: 'hang-up' };

/** The IVR's memory of one call; stored as JSON, so only plain values. */
export interface CallSession {
  phase:
    | 'language' | 'service' | 'entry' | 'stopped' | 'others'
    | 'placing' | 'waiting' | 'voicemail' | 'bridging' | 'bridged' | 'ended';
  locale: Locale;
  service: string | null;
  entry: string | null;
  urgency: Level | null;
  impact: Level | null;
  /** Wrong or silent answers in a row at the present menu. */
  misses: number;
  ticketNumber: string | null;
}

/** What the caller can choose from, made from the catalog; digits are one key each. */
export interface CallMenu {
  greeting: Localized;
  /** Null: ask the caller. Set: the called number speaks this language. */
  locale: Locale | null;
  /** The language of a caller who has not chosen yet. */
  defaultLocale: Locale;
  /** Set when the called number belongs to one service: its menu of entries comes first. */
  service: string | null;
  services: {
    key: string;
    digit: string;
    name: Localized;
    entries: { key: string; digit: string; name: Localized; asksImpact: boolean }[];
  }[];
}

/** One turn of the IVR. `place` asks the desk to open the ticket and answer with a `placed` input at once. */
export interface CallTurn {
  session: CallSession;
  prompts: Prompt[];
  place: { wantsPerson: boolean } | null;
  /** Set on the turn in which the agent pressed 1. */
  agentTookCall: boolean;
}

/** The IVR: a pure step function. A null session is a call not seen before. */
export type CallFlow = (session: CallSession | null, input: CallInput, menu: CallMenu) => CallTurn;

/** Which of a call's parallel threads a request belongs to; each has its own steps. */
export type CallPoint = 'menu' | 'wait' | 'queue-left' | 'recorded' | 'bridge' | 'agent-leg' | 'dial-ended';

/** One webhook of a call. `step` is the key its URL carried; a step answered before gets the same answer again. */
export interface CallRequest {
  call: InboundCall;
  point: CallPoint;
  step: string;
  /** Null when the URL belonged to no assignment. */
  assignmentId: string | null;
  digits: string | null;
  queueResult: Extract<CallInput, { kind: 'left-queue' }>['result'] | null;
  recording: CallRecording | null;
  /** How the agent's leg ended, in the provider's words; for the timeline only. */
  dialStatus: string | null;
  dialSeconds: number | null;
  /** The caller has hung up: nobody hears the answer. */
  callerGone?: boolean;
}

export interface CallRecording {
  id: string;
  url: string;
  seconds: number;
}

/** The answer to a call's webhook: prompts, and the step that every URL in them carries. */
export interface CallResponse {
  prompts: Prompt[];
  point: CallPoint;
  nextStep: string;
  callId: string;
  assignmentId: string | null;
}

/** A call's state as told by the provider, in any order. */
export interface CallStatusReport {
  callId: string;
  state: 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled' | 'queued';
  seconds: number | null;
  sequence: number | null;
  /** Set on child legs: the caller's call. */
  parentCallId: string | null;
}

/** What the desk can do to a call from outside its webhooks. Throws a retryable AppError when the provider is out of reach. */
export interface CallControl {
  /** Sends the caller to the bridge document of this assignment; `gone` when the caller hung up. */
  redirectToBridge(callId: string, assignmentId: string): Promise<'redirected' | 'gone'>;
}
