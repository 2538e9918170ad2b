import type { ToHold } from './quarantine.ts';

/** `held`: waits for somebody; `replayed`: taken in after all; `discarded`: somebody decided that nobody needs it. */
export const quarantineStates = ['held', 'replayed', 'discarded'] as const;
export type QuarantineState = (typeof quarantineStates)[number];

/** Something in quarantine, as people look into it. */
export interface QuarantineItem extends Pick<ToHold, 'channel' | 'source' | 'reason' | 'detail' | 'fromText' | 'subject'> {
  id: string;
  sha256: string;
  /** In bytes. */
  size: number;
  /** Its bytes are still there: for as long as it is held, and 30 days more. */
  isKept: boolean;
  state: QuarantineState;
  heldAt: Date;
  endedAt: Date | null;
  endedBy: { id: string; name: string } | null;
  /** Why it was discarded, in the words of whoever did. */
  endedReason: string | null;
  contactId: string | null;
  /** The public number of the ticket that its contact is in. */
  ticket: string | null;
}

/** A place in the list, newest first. */
export interface QuarantinePlace {
  heldAt: Date;
  id: string;
}

/** Reads what is in quarantine, outside of any transaction. */
export interface QuarantineReader {
  list(query: { states: readonly QuarantineState[]; before: QuarantinePlace | null; most: number }): Promise<QuarantineItem[]>;
  read(id: string): Promise<QuarantineItem | null>;
}
