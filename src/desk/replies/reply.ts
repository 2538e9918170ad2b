import type { Address, AnyChannel, Locale, MailPerson, MailThread, Reply, Signals, TextPart } from '../../core/index.ts';
import type { ConsentStore, Pair } from '../consent/index.ts';
import type { EventLog } from '../events/index.ts';
import type { StoredFile } from '../files/index.ts';
import type { TicketStore } from '../tickets/index.ts';

/**
 * `held`: waits until the customer writes, because the network takes no text of ours before; `shelved`: read at the
 * status page, or said by the network itself; `parked`: an answer that no person wrote, not sent so that no two machines
 * talk to each other, until somebody lets it go.
 */
export type DeliveryStatus = 'queued' | 'held' | 'parked' | 'sending' | 'sent' | 'delivered' | 'shelved' | 'failed' | 'unknown';

/** What the desk answers by itself to a word about its texts. */
export type WordAnswer = 'opted-out' | 'opted-in' | 'help';

export interface NewReply {
  id: string;
  /** Null only for an answer to somebody who has no ticket. */
  ticketId: string | null;
  conversationId: string | null;
  agentId: string | null;
  /** An `invitation` asks the customer to write, so that an answer may be sent; a `resolution` tells them of a solution and asks whether it holds. */
  kind: 'agent' | 'acknowledgement' | 'invitation' | 'resolution' | WordAnswer;
  text: string;
  locale: Locale;
  createdAt: Date;
  /** The contact that this is the one answer to. */
  contactId?: string | null;
  /** Where it goes when it belongs to no conversation; also of an automatic answer that is counted, whom it was written to. */
  pair?: Pair | null;
  /** By which answers to it name it, with its brackets; on channels that hang on headers. */
  messageId?: string | null;
  /** How its writer laid it out, safe to show and to send. */
  html?: string | null;
  /** Who gets a copy; `participants`: those who got copies of the customer's. */
  cc?: MailPerson[] | 'participants' | null;
  files?: StoredFile[];
  /** The catalog entries that it asks the customer to choose from, in this order. */
  asked?: readonly string[];
}

/**
 * One try to send one of the texts of a reply. Each is sent at most once: one in `sending` whose process died becomes
 * `unknown`. Texts of one attempt go out in order, each when the one before is with the provider; another attempt
 * sends again, by hand, what failed. Texts to one end (a conversation, or a pair of addresses without one) are handed over in the order in which
 * they were written, as long as the one in front is about to go: not past one that ended, waits for the customer, is
 * tried again only after more than two minutes, or was due a quarter of an hour ago.
 */
export interface Delivery {
  id: string;
  replyId: string;
  status: DeliveryStatus;
  /** From 1. */
  part: number;
  parts: number;
  /** From 1. */
  attempt: number;
  providerId: string | null;
  tries: number;
  nextTryAt: Date;
  updatedAt: Date;
  /** The customer's last contact when it was held: it goes on after a later one; null: after any. */
  heldAfter: Date | null;
}

export interface NewDelivery extends Omit<Delivery, 'providerId' | 'tries'> {
  content: TextPart;
  errorCode: string | null;
  errorMessage: string | null;
}

/** What decides whether we may write to the customer on a pair of addresses. */
export interface PairFacts {
  /** Their last word was to stop. */
  stopped: boolean;
  lastContactAt: Date | null;
}

/** Everything that sending one text of a reply needs to know. */
export interface Outgoing extends PairFacts {
  delivery: Delivery;
  kind: NewReply['kind'];
  ticketId: string | null;
  ticketNumber: number | null;
  conversationId: string | null;
  channel: string;
  /** The words of this text. */
  text: string;
  encoding: TextPart['encoding'] | null;
  segments: number | null;
  locale: Locale;
  to: Address | null;
  from: string;
  /** Others go first: those in front of it in its attempt, and those that were written before it to the same end and are about to go. */
  waitsForEarlier: boolean;
}

/** What a reply hangs on, and our address that it leaves from. */
export type Hanging = Pick<Reply, 'from' | 'files' | 'html'> & { thread?: MailThread };

/** What one text of a reply takes along; null where its channel takes words alone. */
export type HangingOf<Stores> = (stores: Stores, outgoing: Outgoing, channel: AnyChannel) => Promise<Hanging | null>;

/** What a reply hangs on, on channels whose answers hang on headers; null where there is nothing. */
export type ThreadOf<Stores> = (stores: Stores, outgoing: Outgoing) => Promise<(Hanging & { thread: MailThread }) | null>;

export interface ConversationEnd extends PairFacts {
  id: string;
  channel: string;
  ours: string;
  theirs: Address | null;
}

/** An address of a ticket's customer, and what the desk knows of it. */
export interface KnownAddress extends Address {
  /** A contact of the ticket itself came from it. */
  onTicket: boolean;
  verified: boolean;
  blocked: boolean;
  /** Why nothing arrives there; null while nothing says so. */
  undeliverable: string | null;
  /** Numbers of ours that texts between it and us went by, the ticket's own first, then the latest used. */
  pairs: { channel: string; ours: string; stopped: boolean }[];
}

/** What is stored of the ways that an answer to a ticket may go: its conversations, latest first, each pair of addresses once. */
export interface TicketWays {
  conversations: (ConversationEnd & { undeliverable: string | null })[];
  addresses: KnownAddress[];
}

export interface Ended {
  deliveryId: string;
  replyId: string;
  ticketId: string | null;
}

export interface ReplyStore {
  /** Stores a reply with its deliveries, and that its conversation was used now; false when it was written before (a ticket's acknowledgement, a contact's answer). */
  add(reply: NewReply, deliveries: NewDelivery[]): Promise<boolean>;
  /** Who wrote a reply, and the ticket it is on today; null when there is none, or it has no ticket. */
  find(replyId: string): Promise<{ ticketId: string; agentId: string | null } | null>;
  /** The catalog entries that the ticket's customer was asked to choose from, in the order in which they were told; none: nobody was asked. */
  askedOf(ticketId: string): Promise<string[]>;
  /** Whether the ticket has a contact whose place in the published order is behind this one, or not given yet. */
  hasContactAfter(ticketId: string, seq: number): Promise<boolean>;
  /** Adds another attempt to a stored reply. */
  addDeliveries(deliveries: NewDelivery[]): Promise<void>;
  /** The conversation a reply to this ticket belongs to: the one with the latest contact. */
  latestConversation(ticketId: string): Promise<ConversationEnd | null>;
  /** `reaching`: the channels on which the desk may write first. */
  waysOf(ticketId: string, reaching: readonly string[]): Promise<TicketWays>;
  /** Opens a conversation on a locked ticket, to which nobody has written yet; gives its id. `subject`: on channels that have one. */
  openConversation(opening: { ticketId: string; channel: string; ours: string; theirs: Address | null; subject: string | null; at: Date }): Promise<string>;
  /** Our side of a conversation that has no thread yet is this one from now on. */
  beginThread(conversationId: string, thread: string): Promise<void>;
  /** How a reply was laid out, and its files. */
  luggageOf(replyId: string): Promise<{ html: string | null; files: StoredFile[] }>;
  /** From now on it is the one that answers go to. */
  makeLatest(conversationId: string, at: Date): Promise<void>;
  /** Locks a delivery, and says whether others go first at this moment; null when there is none. */
  lockOutgoing(deliveryId: string, at: Date): Promise<Outgoing | null>;
  /** Locks a delivery of which nothing else is asked; null when there is none. */
  lockStatus(deliveryId: string): Promise<DeliveryStatus | null>;
  /** Locks the latest attempt of each text of a reply, in order. */
  lockLatest(replyId: string): Promise<Outgoing[]>;
  /** Locks all texts after this one in the same attempt, in order. */
  lockLater(delivery: Delivery): Promise<Outgoing[]>;
  /** Whether no more than one answer on this ticket waits until the customer writes. */
  isFirstHeld(ticketId: string): Promise<boolean>;
  /** Ends what waits on this pair until the customer writes. */
  failHeld(pair: Pair, why: { code: string; message: string; at: Date }): Promise<Ended[]>;
  /** Ends the texts after this one in the same attempt that were not sent yet. */
  failLater(delivery: Delivery, why: { code: string; message: string; at: Date }): Promise<void>;
  setDelivery(
    deliveryId: string,
    change: {
      status: DeliveryStatus; at: Date; providerId?: string; tries?: number; nextTryAt?: Date;
      errorCode?: string | null; errorMessage?: string | null; heldAfter?: Date | null;
    },
  ): Promise<void>;
  /** Locks the delivery that the provider knows by this id; null when it is none of ours (yet). */
  lockByProvider(providerId: string): Promise<Outgoing | null>;
  /** The provider's id of this delivery is another's from now on: mail has one id however often it is sent. */
  releaseProvider(deliveryId: string): Promise<void>;
  /** Makes everything that follows in this transaction the only one for the text that the provider knows by this id. */
  serialise(providerId: string): Promise<void>;
  /** Keeps a receipt that came before its delivery was recorded; the furthest state of several. */
  keepReceipt(receipt: StoredReceipt & { providerId: string; at: Date }): Promise<void>;
  takeReceipt(providerId: string): Promise<StoredReceipt | null>;
}

/** What is read of the order of texts outside of any transaction. */
export interface LineReader {
  /** The first text that is due behind this one, which may have waited for it; null when there is none, or this one keeps its turn. */
  nextInLine(deliveryId: string, at: Date): Promise<string | null>;
}

export interface StoredReceipt {
  state: string;
  code: string | null;
  message: string | null;
  because: string | null;
}

export interface ReplyStores {
  tickets: TicketStore;
  replies: ReplyStore;
  consents: ConsentStore;
  events: EventLog;
  signals: Signals;
}

/** A channel by its name; null for one that left the program while its tickets stayed. */
export type ChannelOf = (name: string) => AnyChannel | null;
