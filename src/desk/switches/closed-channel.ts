/** A channel that somebody closed: who, since when, and why. */
export interface ClosedChannel {
  channel: string;
  since: Date;
  by: { id: string; name: string };
  reason: string | null;
}

export interface SwitchStore {
  /** False when it is closed already, which then stays as it is. */
  close(closed: { channel: string; since: Date; by: string; reason: string | null }): Promise<boolean>;
  /** Gives what is over; null when it was open already. */
  open(channel: string): Promise<{ since: Date; reason: string | null } | null>;
}

/** Reads outside of any transaction. */
export interface SwitchReader {
  /** The one closed first comes first. */
  closed(): Promise<ClosedChannel[]>;
}

/** How somebody who finds a channel closed can reach us now: a number, a mail address or the address of a page. */
export interface OpenWay {
  by: 'call' | 'text' | 'mail' | 'page';
  address: string;
}
