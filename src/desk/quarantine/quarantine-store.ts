import type { QuarantineReason, ToHold } from './quarantine.ts';
import type { QuarantineState } from './item.ts';

/** What lies in quarantine, as it is found under its row's lock. */
export interface HeldThing {
  id: string;
  channel: string;
  arrival: unknown;
  sha256: string;
  state: QuarantineState;
  /** Until then somebody takes it in again; null: nobody does. */
  replayingUntil: Date | null;
}

export interface NewHeldThing extends Omit<ToHold, 'content'> {
  id: string;
  sha256: string;
  size: number;
  at: Date;
}

/** Quarantine inside one transaction. */
export interface QuarantineStore {
  /** Adds it; the same content of the same channel, while it is held, only gets the new reason. Gives the id under which it is held. */
  add(thing: NewHeldThing): Promise<{ id: string; isNew: boolean }>;
  lock(id: string): Promise<HeldThing | null>;
  /** Takes it up for a replay until this time, or lets it go. */
  setReplaying(id: string, until: Date | null): Promise<void>;
  setReason(id: string, reason: QuarantineReason, detail: string | null): Promise<void>;
  end(id: string, ending: {
    state: Exclude<QuarantineState, 'held'>; by: string; reason: string | null; contactId: string | null; at: Date;
  }): Promise<void>;
  /** The ticket that a contact is in now. */
  ticketOf(contactId: string): Promise<string | null>;
}
