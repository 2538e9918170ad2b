import type { IntakeStores } from './intake-store.ts';

/** The ticket that a status link leads to, and the status key it was made with. */
export interface LinkedTicket {
  ticketId: string;
  statusKey: number;
}

/** Where the words of a link's holder belong. */
export interface CommentPlace {
  /** The linked ticket, or the one it was merged into in the end. */
  ticketId: string;
  /** The latest conversation that the link shows; null when there is none. */
  conversationId: string | null;
}

export interface CommentStore {
  /** Null when the link was revoked or leads nowhere. */
  findPlace(link: LinkedTicket): Promise<CommentPlace | null>;
  /** Whether the first ticket was opened as a follow-up of the second. */
  isFollowUp(ticketId: string, ofTicketId: string): Promise<boolean>;
  /** Starts a conversation without addresses on a locked ticket. */
  openConversation(conversation: { id: string; ticketId: string; channel: string; ours: string; at: Date }): Promise<void>;
}

export type CommentStores = IntakeStores & { comments: CommentStore };
