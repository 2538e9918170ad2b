import type { Address } from '../../core/index.ts';

/** An address that the desk does not want to hear: its calls get voicemail, its texts are kept and routed nowhere. */
export interface BlockedAddress extends Address {
  reason: string;
  /** Who blocked it. */
  by: { id: string; name: string };
  at: Date;
}

export interface BlockedStore {
  /** Adds an address; one that is blocked already keeps its place with the new reason. */
  add(address: Address, about: { reason: string; by: string; at: Date }): Promise<void>;
  /** False when it was not blocked. */
  remove(address: Address): Promise<boolean>;
  find(address: Address): Promise<BlockedAddress | null>;
  /** Newest first, at most so many. */
  list(most: number): Promise<BlockedAddress[]>;
}
