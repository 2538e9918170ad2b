/** What the database knows of one channel. Times are null when nothing happened within a week. */
export interface ChannelHealth {
  name: string;
  lastContactAt: Date | null;
  contactsToday: number;
  lastSentAt: Date | null;
  /** Texts of the last 24 hours that did not arrive, or may not have. */
  failedToday: number;
  /** Waiting to be sent by now. */
  waiting: number;
}

/** What the process that reads a mailbox last told of it. */
export interface MailboxHealth {
  key: string;
  /** One of the reader's states, such as `waiting` or `login-refused`; null while no process told any. */
  state: string | null;
  /** In the server's words. */
  detail: string | null;
  since: Date | null;
  /** When a mail was last taken in from it. */
  readAt: Date | null;
  /** A process holds it now. */
  isHeld: boolean;
}

export interface ChannelHealthReader {
  read(at: Date): Promise<{ channels: ChannelHealth[]; mailboxes: MailboxHealth[]; lastReconciledAt: Date | null }>;
}
