import type { AuthenticationResult, Letter, Locale } from '../../core/index.ts';
import type { ThreadStep } from '../../desk/mails/index.ts';
import type { TicketStatus } from '../../desk/tickets/index.ts';

/** What a mail is looked up by. Every list is bounded, and best first. */
export interface MailQuery {
  channel: string;
  messageId: string;
  /** The claim that it asks for first. */
  claim: string;
  fingerprints: Letter['fingerprints'];
  dmarc: AuthenticationResult;
  /** Lower-cased; null when nobody can be made out. */
  sender: string | null;
  /** Who wrote what it passes on; null when it passes nothing on. */
  forwardedFrom: string | null;
  /** Conversations whose signed address it came to. */
  taggedConversations: string[];
  /** Replies of ours whose bounce address it came to; also where a machine answers them (RFC 3834, 4). */
  taggedReplies: string[];
  /** What it says that it answers. */
  threadIds: string[];
  /** What it reports on, by Message-ID. */
  reportedIds: string[];
  /** Public ticket numbers in its subject. */
  numbers: number[];
}

/** A conversation that a mail points to, as it is now. */
export interface ThreadCandidate {
  step: ThreadStep;
  conversationId: string;
  /** The ticket that it belongs to now, after merges and splits. */
  ticketId: string;
  status: TicketStatus;
  resolvedAt: Date | null;
  /** Folded; '' when its subject is not known. */
  topic: string;
  /** The sender is its other side, an address of the ticket's customer, a participant or an active agent. */
  takesPart: boolean;
}

export interface KnownMail {
  /** It, or a copy of it, was taken in before. */
  duplicate: { contactId: string } | null;
  /** Claims of other mails under the same Message-ID. */
  takenClaims: string[];
  /** A reply of ours has this Message-ID. */
  isOwn: boolean;
  blocked: boolean;
  /** The sender's; `undeliverable`: mail to them did not arrive. */
  customer: { id: string; locale: Locale; undeliverable: boolean } | null;
  forwardedCustomer: { id: string; locale: Locale } | null;
  /** The active agent whose address the sender's is. */
  agentId: string | null;
  /** The first reply of ours that it may report on. */
  reported: { replyId: string; conversationId: string; ticketId: string } | null;
  /** In the order in which the steps are tried. */
  candidates: ThreadCandidate[];
}

export interface MailStore {
  /** Makes this transaction the only one for the mail's Message-ID, for those that it answers and for its senders, until it ends. */
  serialise(query: MailQuery): Promise<void>;
  lookUp(query: MailQuery): Promise<KnownMail>;
}
