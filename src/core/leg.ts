import type { DialTarget, Prompt } from './call.ts';

/** Whose telephone a leg of ours rings. */
export type LegRole = 'agent' | 'customer' | 'consult' | 'supervisor';

/** A call that the desk makes; `legId` is the desk's own id, carried by every URL of it. */
export interface NewLeg {
  legId: string;
  role: LegRole;
  to: DialTarget;
  /** Our number that is shown, in E.164. */
  from: string;
  ringSeconds: number;
  /** Ask the provider whether a person or a machine answered, before the first turn. */
  detectMachine: boolean;
}

/** One webhook of a leg of ours. `step` is what its URL carried; a step answered before gets the same answer again. */
export interface LegRequest {
  legId: string;
  /** The provider's id of the leg. */
  callId: string;
  step: string;
  /** `left`: it came out of its room. */
  point: 'turn' | 'left';
  /** Null where no key was asked for yet; empty for silence. */
  digits: string | null;
  /** Null when that was not asked for or is not known. */
  answeredBy: 'person' | 'machine' | null;
}

/** The answer to a leg's webhook. */
export interface LegResponse {
  legId: string;
  prompts: Prompt[];
  nextStep: string;
}

/** How a leg goes, as the provider tells it, in any order and any number of times. */
export interface LegStatusReport {
  legId: string;
  callId: string;
  state: 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled' | 'queued';
  seconds: number | null;
}

/** What the desk can do to calls from outside their webhooks. Every method throws a retryable AppError when the provider is out of reach. */
export interface CallControl {
  /** Sends the caller to the bridge document of this assignment; `gone` when the caller hung up. */
  redirectToBridge(callId: string, assignmentId: string): Promise<'redirected' | 'gone'>;
  /** Makes the caller's call ask for its `moved` document; `step` makes every move a turn of its own. */
  moveCaller(callId: string, step: string): Promise<'redirected' | 'gone'>;
  /** Makes a leg ask for its next turn, also one that was dialled for a caller and had no leg id before. */
  moveLeg(callId: string, leg: { legId: string; step: string; role: LegRole }): Promise<'redirected' | 'gone'>;
  placeLeg(leg: NewLeg): Promise<{ kind: 'placed'; callId: string } | { kind: 'refused'; code: string; message: string }>;
  hangUp(callId: string): Promise<'done' | 'gone'>;
}
