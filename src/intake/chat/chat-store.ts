import type { Address, Locale } from '../../core/index.ts';
import type { HeldFile, StoredFile } from '../../desk/files/index.ts';
import type { ReplyStores } from '../../desk/replies/index.ts';
import type { TicketStatus } from '../../desk/tickets/index.ts';

/** Somebody who wrote in the chat, or gave an address there. */
export interface ChatVisitor {
  id: string;
  name: string | null;
  /** As they gave it: nobody has proved that it is theirs. */
  email: string | null;
  locale: Locale;
  /** Since when no page of theirs is open, once that was acted on; null while they count as here. */
  goneAt: Date | null;
}

/** A conversation of a visitor as it stands. */
export interface ChatPlace {
  conversationId: string;
  ticketId: string;
  number: number;
  status: TicketStatus;
  agentId: string | null;
  agentName: string | null;
  team: string | null;
  /** The visitor ended it and has said nothing since. */
  ended: boolean;
}

/** One thing that was said, by whoever. `agentName` only of an agent. */
export interface ChatLine {
  /** The visitor's own id of what they said, else the reply's. */
  id: string;
  conversationId: string;
  ticketId: string;
  at: Date;
  from: 'visitor' | 'agent' | 'desk';
  agentName: string | null;
  text: string;
  files: HeldFile[];
  /** The catalog entries that it asks the visitor to choose from, and its language; left out: it asks nothing. */
  asks?: { entries: string[]; locale: Locale };
}

/** An answer that no page has shown. */
export interface UnseenReply {
  deliveryId: string;
  replyId: string;
  agentId: string | null;
  text: string;
  files: StoredFile[];
}

/** What changes of visitors, inside a transaction. */
export interface ChatStore {
  /** Makes everything that follows in this transaction the only one for this visitor. */
  serialise(visitorId: string): Promise<void>;
  /** Notes a visitor, that a page of theirs is open, and what they say of themselves; what is left out stays. */
  note(visitor: { id: string; name?: string | undefined; email?: string | undefined; locale: Locale; at: Date }): Promise<void>;
  /** Locks a visitor; null for one who never wrote. */
  lock(visitorId: string): Promise<(ChatVisitor & { seenAt: Date }) | null>;
  setGone(visitorId: string, goneAt: Date | null): Promise<void>;
  setEnded(visitorId: string, endedAt: Date | null): Promise<void>;
  placeOf(visitorId: string): Promise<ChatPlace | null>;
  /** Locks the answers in this conversation that no page has shown and that went no other way, oldest first. */
  lockUnseen(conversationId: string): Promise<UnseenReply[]>;
  /** Every answer to this visitor that no page has shown, in whichever conversation, is known to be unseen from now on. */
  markUnseen(visitorId: string, why: { errorCode: string; errorMessage: string; at: Date }): Promise<void>;
  /** Of these replies, locks the deliveries that lie on this visitor's page. */
  lockShown(visitorId: string, replyIds: string[]): Promise<{ deliveryId: string; replyId: string; ticketId: string }[]>;
  /** The conversation by mail on this ticket with this address, made when there is none; it is the latest from now on. */
  openMail(mail: { id: string; ticketId: string; ours: string; theirs: Address; subject: string; topic: string; at: Date }): Promise<void>;
  /** This conversation is the one that answers go to from now on. */
  makeLatest(conversationId: string, at: Date): Promise<void>;
}

export type ChatStores = ReplyStores & { chat: ChatStore };

/** What is read of chats, outside of any transaction. */
export interface ChatReader {
  findVisitor(visitorId: string): Promise<ChatVisitor | null>;
  /** The visitor's open conversation, else the latest; null when there is none. */
  placeOf(visitorId: string): Promise<ChatPlace | null>;
  /** How these conversations stand, by their ids; those that are no more are left out. */
  placesOf(conversationIds: string[]): Promise<ChatPlace[]>;
  /** What was said in a conversation, in order, the latest of it. */
  linesOf(conversationId: string, most: number): Promise<ChatLine[]>;
  /** What this visitor said under this id of theirs; null: nothing. */
  lineOf(visitorId: string, messageId: string): Promise<ChatLine | null>;
  /** What was said in these of the published events, by anybody in any chat. */
  linesAt(seqs: number[]): Promise<ChatLine[]>;
  /** Where these tickets stand in their queues. */
  queuesOf(ticketIds: string[], at: Date): Promise<Map<string, { position: number; estimateSeconds: number | null }>>;
  /** Whether an agent could be offered a chat now: somebody is here and available. */
  isStaffed(): Promise<boolean>;
  /** Marks that a page of these visitors is open now; gives those of them who count as gone. */
  markSeen(visitorIds: string[], at: Date): Promise<string[]>;
  /** Visitors without an open page since before this moment who still count as here, or have answers waiting that nobody was told about. */
  dueToLeave(seenBefore: Date, most: number): Promise<string[]>;
}
