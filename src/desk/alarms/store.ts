import type { Alarm } from './alarm.ts';

export interface AlarmKey {
  source: string;
  fingerprint: string;
}

/** Where an alarm's conversation is now. */
export interface AlarmPlace {
  conversationId: string;
  ticketId: string;
}

/** What is known of one thing that is watched, read under its lock. */
export interface KnownAlarm {
  lasting: (Alarm & AlarmPlace) | null;
  /** The last time that is over. */
  last: (AlarmPlace & { startedAt: Date; endSeenAt: Date }) | null;
}

/** A group of alarms, read under its lock. */
export interface AlarmGroup {
  source: string;
  group: string;
}

/** Alarms inside one transaction. */
export interface AlarmStore {
  /** Makes this transaction the only one that takes in these alarms and groups. */
  serialise(keys: readonly AlarmKey[], groups: readonly AlarmGroup[], claims: readonly string[]): Promise<void>;
  /** In the order of the keys. */
  lookUp(keys: readonly AlarmKey[]): Promise<KnownAlarm[]>;
  /** Gives those of these deliveries that were not taken in before. */
  claim(claims: readonly string[], at: Date): Promise<Set<string>>;
  raise(alarms: readonly Alarm[]): Promise<void>;
  /** Stores what the latest report of a lasting alarm changed. */
  note(alarm: Alarm): Promise<void>;
  end(alarmId: string, about: { endedAt: Date; at: Date }): Promise<void>;
  /** Alarms that last, of this ticket. */
  lastingOf(ticketId: string): Promise<number>;
  /** Alarms that last, of the tickets that hang on this one. */
  lastingBelow(ticketId: string): Promise<number>;
  /** In the order of the groups, the ticket of the storm that each is in; null: it is in none. */
  stormsOf(groups: readonly AlarmGroup[]): Promise<(string | null)[]>;
  /** In the order of the groups, the tickets of lasting alarms of each that were raised since, oldest first, each once. */
  raisedSince(groups: readonly AlarmGroup[], since: Date): Promise<string[][]>;
  beginStorm(storm: AlarmGroup & { ticketId: string; at: Date }): Promise<void>;
  endStorm(ticketId: string, at: Date): Promise<void>;
  /** Tickets that the ticket hangs on, in the order of their ids. */
  parentsOf(ticketIds: readonly string[]): Promise<string[]>;
  /** How many tickets hang on this one. */
  countBelow(ticketId: string): Promise<number>;
}
