/** A colleague named in a note. */
export interface NewMention {
  id: string;
  noteId: string;
  ticketId: string;
  agentId: string;
  at: Date;
}

/** Mentions inside the transaction that writes the note. */
export interface MentionStore {
  add(mentions: NewMention[]): Promise<void>;
  /** Of these people those who work here now. */
  presentOf(agentIds: string[]): Promise<string[]>;
}

/** A mention as the person named sees it. */
export interface Mention {
  id: string;
  ticket: { number: string; subject: string };
  note: { id: string; text: string };
  by: { id: string; name: string };
  at: Date;
  readAt: Date | null;
}

/** What somebody was mentioned in, outside of any transaction. */
export interface MentionBoard {
  /** Newest first, at most so many; and how many of all are unread. */
  list(agentId: string, query: { unread: boolean; most: number }): Promise<{ mentions: Mention[]; unread: number }>;
  /** Notes that this person has read one of their mentions, the first time counts; null when it is none of theirs. */
  markRead(mentionId: string, agentId: string, at: Date): Promise<Mention | null>;
  markAllRead(agentId: string, at: Date): Promise<void>;
}
