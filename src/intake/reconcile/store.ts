/** The provider's lists that are gone through; `run` is all of it together. */
export type CheckpointName = 'texts' | 'calls' | 'recordings' | 'run';

/** Everything before `coveredUntil` and since `begunAt` is in PostgreSQL. */
export interface Checkpoint {
  begunAt: Date;
  coveredUntil: Date;
}

/** What reconciling reads and notes, each in a transaction of its own. */
export interface ReconcileStore {
  /** Does the work unless another process is at it; false then. */
  alone(work: () => Promise<void>): Promise<boolean>;
  checkpoint(name: CheckpointName): Promise<Checkpoint | null>;
  /** The first one stored is where it all begins. */
  saveCheckpoint(name: CheckpointName, coveredUntil: Date): Promise<void>;
  /** Which of these were never claimed as contacts of this channel. */
  unclaimed(channel: string, providerIds: string[]): Promise<Set<string>>;
  /** Which of these recordings are not known to be ready at the provider. */
  unheard(recordingIds: string[]): Promise<Set<string>>;
  /** Whether anybody ever reached the desk by one of these addresses. */
  wasReachedBy(addresses: string[]): Promise<boolean>;
  isKnownCall(callId: string): Promise<boolean>;
  /** Calls that have not ended, longest first. */
  openCalls(startedBefore: Date, most: number): Promise<{ callId: string; startedAt: Date }[]>;
  openLegs(placedBefore: Date, most: number): Promise<{ legId: string; callId: string; placedAt: Date }[]>;
  /** Texts whose receipt has been out for long, and which were not asked after lately. */
  unconfirmed(at: Date, most: number): Promise<{ deliveryId: string; providerId: string }[]>;
  noteRead(deliveryId: string, at: Date): Promise<void>;
}
