import type { HookEvent } from './hook-body.ts';
import type { HookEventName, pingName } from './hook-events.ts';
import type { Hook, HookAttempt, HookDelivery, HookDeliveryDetail, HookDeliveryStatus, HookHealth, HookOffReason, HookSecrets, NewHook } from './hook.ts';

/** A delivery that is about to be tried, for `tries` times now. */
export interface ClaimedDelivery {
  id: string;
  isTest: boolean;
  body: string;
  tries: number;
  replays: number;
}

export interface NewDelivery {
  id: string;
  hookId: string;
  seq: number | null;
  event: HookEventName | typeof pingName;
  ticketNumber: number | null;
  body: string;
  at: Date;
  /** Left out: it is due now. Else somebody is sending it already, and it is due should they not come back. */
  lease?: Date;
}

/** Part of a transaction. */
export interface HookStore {
  count(): Promise<number>;
  /** Locks it until the transaction ends; null when there is none. */
  lock(id: string): Promise<Hook | null>;
  /** It begins after the last event that is published. */
  add(hook: NewHook & { id: string; secret: string; by: string; at: Date }): Promise<void>;
  change(id: string, hook: NewHook, at: Date): Promise<void>;
  /** Switched on it goes on after the last event that is published, and nothing is held against it. */
  turn(id: string, how: { active: boolean; reason: HookOffReason | null; at: Date }): Promise<void>;
  setSecrets(id: string, secrets: HookSecrets, at: Date): Promise<void>;
  /** With all of its deliveries. */
  remove(id: string): Promise<void>;

  /** False while another transaction hands events on. */
  lockFeed(): Promise<boolean>;
  /** Active hooks that have not seen the last published event, and its `seq`. */
  behind(): Promise<{ hooks: (Pick<NewHook, 'events' | 'includesWords'> & { id: string; seenSeq: number })[]; lastSeq: number }>;
  /** Published events of these names, after one `seq` and up to another, in order. */
  eventsBetween(after: number, upTo: number, names: HookEventName[], about?: { since?: Date; most?: number }): Promise<HookEvent[]>;
  /** Those that are there already stay as they are. */
  addDeliveries(deliveries: NewDelivery[]): Promise<void>;
  setSeen(hookIds: string[], seq: number): Promise<void>;

  /** Where its events go, and what signs them; null when there is no such hook. Locks nothing. */
  targetOf(id: string): Promise<{ url: string; secrets: HookSecrets } | null>;
  /** Takes what is due of an active hook, counts the try and sets the next one to `lease`: when this process dies, it is tried again then. */
  claim(hookId: string, about: { at: Date; lease: Date; most: number }): Promise<ClaimedDelivery[]>;
  /** False when somebody concluded it, or took it again, meanwhile. */
  conclude(claimed: Pick<ClaimedDelivery, 'id' | 'tries' | 'replays'>, how: { status: HookDeliveryStatus; nextTryAt: Date | null; attempt: HookAttempt; answer: string | null; at: Date }): Promise<boolean>;
  /** Since when no try succeeded: counted from the first failure after a success. */
  noteFailure(id: string, at: Date): Promise<Date>;
  noteSuccess(id: string): Promise<void>;
  /** To be sent again now, under the same id, with a new round of tries; false when there is no such delivery of this hook. */
  replay(hookId: string, deliveryId: string, at: Date): Promise<boolean>;
  /** The same for those of these events that are there. */
  replaySeqs(hookId: string, seqs: number[], at: Date): Promise<void>;
  /** Of the published events, the first that happened at or after this moment, or a little earlier. */
  seqNear(since: Date): Promise<number>;
  lastSeq(): Promise<number>;
}

/** A place in the list of deliveries. */
export type HookDeliveryPlace = Pick<HookDelivery, 'createdAt' | 'seq' | 'id'>;

/** Reads outside of any transaction. */
export interface HookReader {
  list(): Promise<(Hook & { health: HookHealth })[]>;
  read(id: string): Promise<(Hook & { health: HookHealth }) | null>;
  /** Newest first. */
  deliveries(hookId: string, about: { statuses: readonly HookDeliveryStatus[]; event: string | null; before: HookDeliveryPlace | null; most: number }): Promise<HookDelivery[]>;
  delivery(hookId: string, id: string): Promise<HookDeliveryDetail | null>;
  /** Whether an active hook has not seen the last published event. Costs one look at an index. */
  isBehind(): Promise<boolean>;
}
