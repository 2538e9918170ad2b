import type { Address } from '../../core/index.ts';

/** An address that the desk does not want to hear: its calls get voicemail, its texts are kept and routed nowhere. */
export interface BlockedAddress extends Address {
  reason: string;
  /** Who blocked it. */
  by: { id: string; name: string };
  at: Date;
}

/** A contact that opened nothing because of who sent it: a blocked text, or a screened call that left no message. */
export interface ContactKeptAway {
  id: string;
  channel: string;
  from: string;
  to: string;
  text: string;
  outcome: 'blocked' | 'screened';
  receivedAt: Date;
}

/** A place in the list of contacts, newest first. */
export interface ContactPlace {
  receivedAt: Date;
  id: string;
}

export interface BlockedStore {
  /** Adds an address; one that is blocked already keeps its place with the new reason. */
  add(address: Address, about: { reason: string; by: string; at: Date }): Promise<void>;
  /** False when it was not blocked. */
  remove(address: Address): Promise<boolean>;
  find(address: Address): Promise<BlockedAddress | null>;
  /** Newest first, at most so many. */
  list(most: number): Promise<BlockedAddress[]>;
  contacts(page: { before: ContactPlace | null; most: number }): Promise<ContactKeptAway[]>;
}
