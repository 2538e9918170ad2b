import type { CallerPlace, CallRecording, CallResponse, CallSession, Contact, InboundCall } from '../../core/index.ts';

/** One call, from its first webhook to its end. Its contact is claimed at once; its ticket opens when there is something to route. */
export interface Call {
  id: string;
  contactId: string;
  ticketId: string | null;
  session: CallSession;
  /** Counts the turns; the next turn's step. */
  step: number;
  fromText: string;
  toText: string;
  startedAt: Date;
  endedAt: Date | null;
  /** Where the desk moved the caller after they talked to an agent; null before. */
  place: MovedPlace | null;
}

/** `room` is the name of the conference; `record`: what is said in it is recorded. */
export interface MovedPlace {
  to: CallerPlace;
  room: string;
  record: boolean;
}

export interface CallStore {
  /** Makes everything that follows in this transaction the only one for this call. */
  serialise(callId: string): Promise<void>;
  find(callId: string): Promise<Call | null>;
  /** The call of this ticket that has not ended, if any. */
  openOfTicket(ticketId: string): Promise<Call | null>;
  /** Claims the call's contact. The contact of a call taken in before stays as it is; gives the contact's id. */
  begin(call: InboundCall, contactId: string, contact: Contact, session: CallSession): Promise<string>;
  save(call: Pick<Call, 'id' | 'session' | 'step' | 'ticketId'>): Promise<void>;
  /** Says where the caller is to be; their next `moved` turn leads there. */
  setPlace(callId: string, place: MovedPlace | null): Promise<void>;
  /** The answer this step was given, if it was. */
  storedAnswer(callId: string, step: string): Promise<CallResponse | null>;
  storeAnswer(callId: string, step: string, response: CallResponse): Promise<void>;
  /** Marks the end once; false when it was marked before. */
  end(callId: string, at: Date): Promise<boolean>;
  /** Keeps the provider's first report of the end, with the call's length; false when there was one before. */
  noteState(callId: string, state: string, seconds: number | null): Promise<boolean>;
  setOutcome(contactId: string, outcome: CallOutcome): Promise<void>;
  /** Whether an agent talked to the caller. */
  wasAnswered(contactId: string): Promise<boolean>;
  /** Notes that a message was left, or that its recording is ready at the provider; true the first time for each. */
  noteRecording(callId: string, recording: CallRecording, stage: 'left' | 'ready', at: Date): Promise<boolean>;
  hasRecording(callId: string): Promise<boolean>;
  /** Where a waiting caller stands among the callers of their team, in our own order, and how long the recent pace makes them wait; null when nobody will take this ticket as a call any more. */
  placeInLine(ticketId: string, at: Date): Promise<{ position: number; estimateSeconds: number | null } | null>;
}

export type CallOutcome = 'in-menu' | 'abandoned-in-menu' | 'received' | 'abandoned' | 'voicemail' | 'answered';
