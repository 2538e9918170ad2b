import type {
  Address, CallerPlace, CallRecording, CallResponse, CallTranscript, CallSession, Contact, InboundCall, PlaceInLine,
} from '../../core/index.ts';
import type { Ticket } from '../tickets/index.ts';

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
  /** The caller adds words to a ticket that was open before: the ticket has a life of its own. */
  joined: boolean;
  /** Why the call got voicemail and no menu; null when it was not kept away. */
  screened: Screened | null;
}

export type Screened = 'blocked' | 'too-many';

/** `room` is the name of the conference; `record`: what is said in it is recorded. */
export interface MovedPlace {
  to: CallerPlace;
  room: string;
  record: boolean;
  /** The most keys of a question for keys. */
  keys?: number;
}

/** What the desk knows of a caller by their number, read under no lock. */
export interface CallerRecord {
  /** Null unless the address was verified. */
  name: string | null;
  /** Their newest ticket that is not settled; one that a screened call left does not count. */
  ticket: Ticket | null;
  /** The desk is to call back about that ticket. */
  calledBack: boolean;
  blocked: boolean;
  /** Calls claimed since the moment asked for. */
  calls: number;
}

export interface CallStore {
  /** Makes everything that follows in this transaction the only one for this call. */
  serialise(callId: string): Promise<void>;
  find(callId: string): Promise<Call | null>;
  /** The call on whose line this ticket waits or is worked, if it has not ended; not one that only added words to it. */
  openOfTicket(ticketId: string): Promise<Call | null>;
  recognise(address: Address, since: Date): Promise<CallerRecord>;
  /** Claims the call's contact. The contact of a call taken in before stays as it is; gives the contact's id. */
  begin(call: InboundCall, contactId: string, contact: Contact, session: CallSession, screened: Screened | null): Promise<string>;
  save(call: Pick<Call, 'id' | 'session' | 'step' | 'ticketId'>): Promise<void>;
  /** Saves the call after a turn together with the answers to keep for it. */
  keepTurn(call: Pick<Call, 'id' | 'session' | 'step' | 'ticketId'>, answers: { key: string; response: CallResponse }[], at: Date): Promise<void>;
  /** The call belongs to a ticket that was open before. */
  join(callId: string, ticketId: string): Promise<void>;
  /** The answer this step was given, if it was. */
  storedAnswer(callId: string, step: string): Promise<CallResponse | null>;
  /** Marks the end once; false when it was marked before. */
  end(callId: string, at: Date): Promise<boolean>;
  /** Keeps the provider's first report of the end, with the call's length; false when there was one before. */
  noteState(callId: string, state: string, seconds: number | null): Promise<boolean>;
  /** Calls that have not ended and of which nothing was heard since, oldest first. */
  silentSince(moment: Date, most: number): Promise<string[]>;
  setOutcome(contactId: string, outcome: CallOutcome): Promise<void>;
  outcomeOf(contactId: string): Promise<CallOutcome>;
  /** Whether an agent talked to the caller. */
  wasAnswered(contactId: string): Promise<boolean>;
  /** Notes that a message was left, or that its recording is ready at the provider. */
  noteRecording(callId: string, recording: CallRecording, stage: 'left' | 'ready', at: Date): Promise<NotedRecording>;
  /** Keeps what a recording says, also of one not told of before; false when that is known already. */
  noteTranscript(callId: string, transcript: CallTranscript, at: Date): Promise<boolean>;
  /** Gives a contact that has no words these, and its ticket's search too; false when it has some. */
  giveWords(contactId: string, ticketId: string, text: string): Promise<boolean>;
  /** Whether the caller left a message. */
  hasRecording(callId: string): Promise<boolean>;
  /** Where a waiting caller stands among the callers of their team, in our own order, and how long the recent pace makes them wait; null when nobody will take this ticket as a call any more. */
  placeInLine(ticketId: string, at: Date): Promise<PlaceInLine | null>;
}

/** What the noting of a recording came to. */
export interface NotedRecording {
  /** This was not told of it before. */
  isNews: boolean;
  /** The file that is to be fetched by now; null while there is time, or when it was. */
  toFetch: string | null;
}

/** What became of a call; `callback`: the desk calls back; `added`: words for a ticket that was open before. */
export type CallOutcome =
  | 'in-menu' | 'screened' | 'abandoned-in-menu' | 'received' | 'abandoned' | 'voicemail' | 'answered' | 'callback' | 'added';
