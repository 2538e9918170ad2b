/** What becomes of a ticket whose alarm is over: closed, or resolved until somebody confirms it. */
export type Afterwards = 'close' | 'confirm';

/** One time that something was wrong: from the first report to the one that it is over. */
export interface Alarm {
  id: string;
  source: string;
  fingerprint: string;
  /** What may fail together, within the source; '' for all of it. */
  group: string;
  /** Its first contact: the ticket that has its conversation is the alarm's. */
  contactId: string;
  title: string;
  severity: string | null;
  textHash: string;
  url: string | null;
  afterwards: Afterwards;
  /** By the source's clock, where it tells. */
  startedAt: Date;
  raisedAt: Date;
  lastSeenAt: Date;
  /** When its ticket's timeline was last told that it goes on. */
  notedAt: Date;
  /** How often it was told again. */
  repeats: number;
}
