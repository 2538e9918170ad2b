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

/** What the desk may tell a caller by their number alone: state and times, never content, for caller ID proves nothing. */
export interface KnownCaller {
  /** Null unless the address was verified. */
  name: string | null;
  /** Their newest ticket that is not settled. `dueAt` is ISO 8601 in UTC, null when there is none or it has passed; `zone` is the IANA zone in which it is told. */
  openTicket: { number: string; state: OpenTicketState; dueAt: string | null; zone?: string } | null;
}

export type OpenTicketState = 'received' | 'queued' | 'assigned' | 'waitingForCustomer' | 'waitingForVendor';

/** Where a waiting caller stands. Position counts from 1; null estimate: not known. */
export interface PlaceInLine {
  position: number;
  estimateSeconds: number | null;
}

/** A catalog entry that spoken words may mean, best first; `sure` when a text would have been routed by it. */
export interface SpokenGuess {
  entry: string;
  sure: boolean;
  /** While none is sure: the caller is to be asked about it; left out: not. */
  asked?: boolean;
}

/** What happened on the line (or, for `placed`, `callback-set` and the like, what the desk decided) since the last turn. */
export type CallInput =
  /** `toVoicemail`: they get voicemail and no menu, because their number is blocked or calls too often, or the line is closed. */
  | { kind: 'start'; caller?: KnownCaller | null; toVoicemail?: 'blocked' | 'too-many' | 'line-closed' | null }
  /** Keys pressed at a menu; an empty string is silence. */
  | { kind: 'keys'; digits: string }
  /** Words spoken at a menu, with what the catalog makes of them. */
  | { kind: 'said'; words: string; guesses: SpokenGuess[] }
  /** The desk's answer to a turn that asked for a place: the ticket is open, this is where the caller goes. `opensAt` (ISO 8601 UTC) when closed and known; `zone` is the IANA zone in which times are told. */
  | {
      kind: 'placed'; ticketNumber: string; to: 'queue' | 'voicemail'; because: 'staffed' | 'nobody' | 'closed';
      opensAt?: string | null; zone?: string;
    }
  /** The desk's answer to a turn that asked for a callback. `at` null: when their turn comes; else ISO 8601 in UTC. */
  | { kind: 'callback-set'; at: string | null; zone: string }
  | { kind: 'callback-refused'; because: 'no-number' | 'never-open' }
  /** The wait document is asked for again. `announcements` are in the caller's language. */
  | ({ kind: 'waiting'; announcements?: string[] } & PlaceInLine)
  | ({ kind: 'waiting-keys'; digits: string } & PlaceInLine)
  | { kind: 'left-queue'; result: 'left' | 'hung-up' | 'bridged' | 'redirected' | 'failed' }
  /** `digits`: the key that ended the recording. */
  | { kind: 'recorded'; seconds: number; digits?: string | null }
  /** An agent accepted: ring them. */
  | { kind: 'bridge'; assignmentId: string; target: DialTarget }
  /** The agent's leg was picked up by somebody or something. `locale`: the agent's language; left out, the caller's. */
  | { kind: 'agent-leg'; locale?: Locale }
  | { kind: 'agent-leg-keys'; digits: string; locale?: Locale }
  /** The dialling of the agent's leg ended. `room`: not the conversation, which goes on where `moved` says. */
  | { kind: 'dial-ended'; answered: boolean }
  /** The desk moved the caller: into the room with their agent, to hold, back to the line, to a question for keys, or to the end. `keys`: the most that a question for keys takes. */
  | { kind: 'moved'; to: CallerPlace; room: string; record: boolean; keys?: number }
  /** What the caller typed at a question for keys, which the agent does not hear. */
  | { kind: 'collected'; digits: string };

/** Where a caller is once an agent talked to them; the desk moves them, the line follows. */
export type CallerPlace = 'room' | 'hold' | 'line' | 'collect' | 'end';

/** What the line should do now, in order. A provider's adapter alone knows how to say it. */
export type Prompt =
  | { verb: 'say'; text: string; locale: Locale }
  | { verb: 'pause'; seconds: number }
  | { verb: 'music' }
  /**
   * Listens for `keys` key presses while saying (more than one: ended by the pound key), and for words when `speech` is
   * set; silence after `seconds` counts as an empty answer, or leads on to the next prompt with `silence: 'go-on'`.
   * The answer comes in at `answerAt`, else where the turn came from.
   */
  | {
      verb: 'ask'; say: Extract<Prompt, { verb: 'say' | 'pause' | 'music' }>[]; keys: number; seconds: number;
      speech?: { locale: Locale; hints: string[] } | null; silence?: 'answer' | 'go-on'; answerAt?: CallPoint;
    }
  /** Puts the caller in the waiting line. */
  | { verb: 'enqueue' }
  /** Takes the caller out of the waiting line. */
  | { verb: 'leave-queue' }
  /** `transcribe`: the provider is asked for the words. `endKeys`: keys that end it, the pound key unless said. */
  | { verb: 'record'; maxSeconds: number; transcribe?: boolean; endKeys?: string }
  /** `record`: the conversation is recorded from its start. */
  | { verb: 'dial'; target: DialTarget; assignmentId: string; ringSeconds: number; record?: boolean }
  /** Joins a room: everybody in it hears each other. `coach`: heard by that provider's call alone. Nobody's leaving ends it: the desk may be moving them. */
  | { verb: 'join'; room: string; muted: boolean; coach: string | null; record: boolean }
  /** Asks for the next turn at once. */
  | { verb: 'continue' }
  | { verb: 'hang-up' };

/** The IVR's memory of one call; stored as JSON, so only plain values. */
export interface CallSession {
  phase:
    | 'language' | 'known' | 'service' | 'entry' | 'confirm' | 'which' | 'stopped' | 'others'
    | 'placing' | 'waiting' | 'callback' | 'callback-time' | 'callback-number' | 'voicemail' | 'adding-words'
    | 'bridging' | 'bridged' | 'ended';
  locale: Locale;
  service: string | null;
  entry: string | null;
  urgency: Level | null;
  impact: Level | null;
  /** Wrong or silent answers in a row at the present menu. */
  misses: number;
  ticketNumber: string | null;
  /** What the caller said of their matter: the first words of the ticket. */
  words: string | null;
  /** The entry that the caller is asked to confirm. */
  guess: string | null;
  /** The two or three entries between which the caller is asked to choose. `again`: they were not understood before, either. */
  doubt?: { entries: string[]; again: boolean } | null;
  /** The open ticket that the caller was offered at the start. */
  open: KnownCaller['openTicket'];
  /** The number to call back when it is not the one they call from: 7 to 15 digits, as typed. */
  callbackNumber: string | null;
  /** How often the wait document was asked for; 0 for a caller who is not, or no longer, in the line. */
  waitTurns: number;
  /** The position in the line that the caller was told last. */
  toldPosition?: number | null;
}

/** What the caller can choose from, made from the catalog; digits are one key each. */
export interface CallMenu {
  /** The called number's own, else the desk's. */
  greeting: Localized;
  /** Said before anybody is recorded; null when conversations are not recorded. */
  consent: Localized | null;
  /** Voicemails are transcribed. */
  transcribes: boolean;
  /** The caller's number is known, so that they can be called back at it. */
  hasNumber: boolean;
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
    entries: {
      key: string; digit: string; name: Localized; asksImpact: boolean;
      /** What people say for it: the recogniser listens for these. */
      hints: Record<Locale, string[]>;
    }[];
  }[];
}

/** One turn of the IVR. `place` asks the desk to open the ticket and answer with a `placed` input at once; `callback` asks it to call back later, answered with `callback-set` or `callback-refused`. At most one of the two. */
export interface CallTurn {
  session: CallSession;
  prompts: Prompt[];
  place: { wantsPerson: boolean } | null;
  /** `number`: 7 to 15 digits as typed, null: the one they call from. `at` null: when their turn comes; else local wall-clock time in the desk's zone, the next one to come. */
  callback?: { number: string | null; at: { hour: number; minute: number } | null } | null;
  /** Set on the turn in which the caller began to add words to their open ticket: the call's contact belongs to it. */
  joinsOpenTicket?: boolean;
  /** Keys typed for the desk, to be kept with the ticket. */
  collected?: string | null;
  /** Set on the turn in which the agent pressed 1. */
  agentTookCall: boolean;
}

/** The IVR: a pure step function. A null session is a call not seen before. */
export type CallFlow = (session: CallSession | null, input: CallInput, menu: CallMenu) => CallTurn;

/** Which of a call's parallel threads a request belongs to; each has its own steps. */
export type CallPoint = 'menu' | 'wait' | 'queue-left' | 'recorded' | 'bridge' | 'agent-leg' | 'dial-ended' | 'moved' | 'room-left';

/** One webhook of a call. `step` is the key its URL carried; a step answered before gets the same answer again. */
export interface CallRequest {
  call: InboundCall;
  point: CallPoint;
  step: string;
  /** Null when the URL belonged to no assignment. */
  assignmentId: string | null;
  digits: string | null;
  /** What was said instead of keys; null when nothing was. */
  speech: { words: string; confidence: number | null } | null;
  /** The provider's id of the leg that asks, when that is not the caller's call. */
  legCallId: string | null;
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
  /** A message that the caller left, or what was said with an agent. */
  kind: 'voicemail' | 'conversation';
}

/** What a recording says, written down by the provider. */
export interface CallTranscript {
  recording: CallRecording;
  text: string;
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
