import type { Address, Locale, Signals } from '../../core/index.ts';
import type { EventLog } from '../events/index.ts';
import type { TicketStore } from '../tickets/index.ts';

export type DeliveryStatus = 'queued' | 'sending' | 'sent' | 'delivered' | 'shelved' | 'failed' | 'unknown';

export interface NewReply {
  id: string;
  ticketId: string;
  conversationId: string | null;
  agentId: string | null;
  kind: 'agent' | 'acknowledgement';
  text: string;
  locale: Locale;
  createdAt: Date;
}

/** One try to send a reply. A delivery in `sending` whose process died becomes `unknown`, never a second text. */
export interface Delivery {
  id: string;
  replyId: string;
  status: DeliveryStatus;
  providerId: string | null;
  tries: number;
  nextTryAt: Date;
  updatedAt: Date;
}

/** Everything that sending a reply needs to know. */
export interface Outgoing {
  delivery: Delivery;
  ticketId: string;
  channel: string;
  text: string;
  locale: Locale;
  to: Address | null;
  from: string;
}

export interface ConversationEnd {
  id: string;
  channel: string;
  ours: string;
  theirs: Address | null;
}

export interface ReplyStore {
  /** Stores a reply with its delivery, and that its conversation was used now; false when the ticket already has its acknowledgement. */
  add(reply: NewReply, delivery: Delivery): Promise<boolean>;
  /** The conversation a reply to this ticket belongs to: the one with the latest contact. */
  latestConversation(ticketId: string): Promise<ConversationEnd | null>;
  /** Locks a delivery; null when there is none. */
  lockOutgoing(deliveryId: string): Promise<Outgoing | null>;
  setDelivery(
    deliveryId: string,
    change: {
      status: DeliveryStatus; at: Date; providerId?: string; tries?: number; nextTryAt?: Date;
      errorCode?: string | null; errorMessage?: string | null;
    },
  ): Promise<void>;
  /** Locks the delivery that the provider knows by this id; null when it is none of ours (yet). */
  lockByProvider(providerId: string): Promise<Outgoing | null>;
  /** Makes everything that follows in this transaction the only one for the text that the provider knows by this id. */
  serialise(providerId: string): Promise<void>;
  /** Keeps a receipt that came before its delivery was recorded; the furthest state of several. */
  keepReceipt(receipt: { providerId: string; state: string; code: string | null; message: string | null; at: Date }): Promise<void>;
  takeReceipt(providerId: string): Promise<{ state: string; code: string | null; message: string | null } | null>;
}

export interface ReplyStores {
  tickets: TicketStore;
  replies: ReplyStore;
  events: EventLog;
  signals: Signals;
}

