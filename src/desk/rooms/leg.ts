import type { DialTarget, LegResponse, LegRole, Prompt } from '../../core/index.ts';
import type { LineStores, MovedPlace } from '../calls/index.ts';

/** What a leg was dialled for; each purpose has a script. */
export type LegPurpose = 'conversation' | 'consult' | 'transfer' | 'supervise' | 'callback-agent' | 'callback-customer';

/** `placing`: the provider is being asked; `ringing`: it took the request, whether or not somebody picked up already; `joined`: in its room. */
export type LegState = 'wanted' | 'placing' | 'ringing' | 'joined' | 'ended';

/** `answered`: picked up, and gone before anything was chosen; `declined`: not taken; `left`: it had joined its room. */
export type LegOutcome = 'answered' | 'busy' | 'no-answer' | 'failed' | 'canceled' | 'machine' | 'declined' | 'left';

/** How a supervisor takes part: unheard, heard by the agent alone, or heard by everybody. */
export type SupervisorMode = 'listen' | 'coach' | 'join';

/** A telephone that the desk rings, or one that was rung for a caller and moved into a room since. */
export interface Leg {
  id: string;
  /** Who is in the same room hears each other. */
  room: string;
  /** The caller's call; null while there is none. Turns of a leg are serialised on it, else on the room. */
  callId: string | null;
  ticketId: string;
  assignmentId: string | null;
  callbackId: string | null;
  /** Whose telephone it is; null: somebody outside the desk. */
  agentId: string | null;
  role: LegRole;
  purpose: LegPurpose;
  target: DialTarget;
  from: string;
  ringSeconds: number;
  detectMachine: boolean;
  providerCallId: string | null;
  state: LegState;
  /** Where it should be; `end`: hung up. */
  place: 'room' | 'end';
  /** Counts its moves; `seenVersion`: the newest that has happened. */
  version: number;
  seenVersion: number;
  placeAt: Date;
  mode: SupervisorMode | null;
  /** Counts its turns. */
  step: number;
  outcome: LegOutcome | null;
  createdAt: Date;
  placedAt: Date | null;
  answeredAt: Date | null;
  joinedAt: Date | null;
  endedAt: Date | null;
}

export interface LegStore {
  add(leg: Leg): Promise<void>;
  find(legId: string): Promise<Leg | null>;
  /** Stores every field but its id, room and ticket. */
  save(leg: Leg): Promise<void>;
  /** Legs that have not ended and are not to be hung up, oldest first. */
  openOfRoom(room: string): Promise<Leg[]>;
  openOfCall(callId: string): Promise<Leg[]>;
  /** Every leg of this call, oldest first. */
  ofCall(callId: string): Promise<Leg[]>;
  storedAnswer(legId: string, step: string): Promise<LegResponse | null>;
  storeAnswer(legId: string, step: string, response: LegResponse): Promise<void>;
}

/** Where a caller should be, and whether they are there. */
export interface CallerSpot {
  callId: string;
  ticketId: string | null;
  /** Null: never moved, or with the agent who was dialled for them. */
  place: MovedPlace | null;
  version: number;
  /** The newest version whose document the caller has asked for. */
  seenVersion: number;
  at: Date | null;
  /** The provider's id of the agent's telephone that was dialled for the caller. */
  agentCallId: string | null;
  endedAt: Date | null;
}

export interface RoomStore {
  spotOf(callId: string): Promise<CallerSpot | null>;
  saveSpot(spot: CallerSpot): Promise<void>;
  /** The last agent who talked to the caller of this ticket, whatever became of the ticket since; null when nobody did. */
  lastToAnswer(ticketId: string): Promise<{ agentId: string; assignmentId: string } | null>;
  /** The call of this ticket, of the one it went into or of one that went into it, that has not ended; null when there is none. */
  openCallOfNumber(number: number): Promise<string | null>;
}

export type RoomStores = LineStores & { legs: LegStore; rooms: RoomStore };

export type LegInput =
  | { kind: 'answered'; answeredBy: 'person' | 'machine' | null }
  | { kind: 'keys'; digits: string }
  | { kind: 'left' };

/**
 * What legs of one purpose hear and mean. Both methods run in the transaction of what they answer, with the leg's call
 * (or room) serialised; `leg` is as stored, its provider's id known.
 */
export interface LegScript<Stores extends RoomStores = RoomStores> {
  /**
   * `answered` also comes when the leg was moved, so it must lead back into the room for a leg that had joined.
   * An answer with `join` marks the leg joined; one that ends in `hang-up` ends it: `machine` when one answered, `declined` after keys, `left` when it left, else `canceled`.
   */
  turn(stores: Stores, leg: Leg, input: LegInput): Promise<Prompt[]>;
  /** Runs exactly once per leg, whoever tells its end first; `leg.state` is `ended`. */
  ended(stores: Stores, leg: Leg, outcome: LegOutcome, at: Date): Promise<void>;
}

/** By purpose. A leg whose purpose has no script is hung up. */
export type LegScripts<Stores extends RoomStores = RoomStores> = Partial<Record<LegPurpose, LegScript<Stores>>>;
