/** How far a mailbox was read: every mail up to `uid` is in PostgreSQL. */
export interface MailboxCheckpoint {
  /** The folder on its server that the numbers belong to. */
  place: string;
  /** UIDs mean nothing under another UIDVALIDITY (RFC 3501, 2.3.1.1). */
  uidValidity: string;
  uid: number;
  /** When the desk first looked into this mailbox, whatever became of it since. */
  begunAt: Date;
  readAt: Date;
}

/** What is stored of mailboxes, by their keys; each call is a transaction of its own. */
export interface MailboxCheckpoints {
  /** Null before the mailbox was first read. */
  read(mailbox: string): Promise<MailboxCheckpoint | null>;
  /**
   * Starts a mailbox, or starts it again where its numbers were given anew; keeps the first `begunAt`. Changes nothing
   * and gives false unless it still stands where `instead` says.
   */
  begin(
    mailbox: string,
    start: Pick<MailboxCheckpoint, 'place' | 'uidValidity' | 'uid'> & { at: Date },
    instead: MailboxCheckpoint | null,
  ): Promise<boolean>;
  /** Never goes back; does nothing under another place or UIDVALIDITY than the stored one. */
  advance(mailbox: string, to: Pick<MailboxCheckpoint, 'place' | 'uidValidity' | 'uid'> & { at: Date }): Promise<void>;
  /** Takes the mailbox for so many seconds of the database's clock, or keeps it; false while somebody else holds it. */
  take(mailbox: string, holder: string, seconds: number): Promise<boolean>;
  /** False when it is no longer this holder's. */
  renew(mailbox: string, holder: string, seconds: number): Promise<boolean>;
  release(mailbox: string, holder: string): Promise<void>;
}
