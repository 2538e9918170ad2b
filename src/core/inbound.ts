import type { RefusalCause } from './channel.ts';
import type { Attachment, ConsentWord, Contact, Level } from './contact.ts';
import type { Locale } from './locale.ts';

/** A text message in no provider's words. Numbers are as the provider wrote them. */
export interface InboundText {
  providerId: string;
  from: string;
  to: string;
  text: string;
  media: { url: string; contentType: string }[];
  /** What the network took the text for and has answered by itself; left out or null: nothing. */
  takenFor?: ConsentWord['asks'] | null;
  receivedAt: Date;
}

/** A web form. `requestId` is the sender's idempotency key, or new for every submission. */
export interface InboundForm {
  requestId: string;
  service?: string | undefined;
  entry?: string | undefined;
  subject: string;
  description: string;
  name: string;
  email: string;
  phone?: string | undefined;
  impact?: Level | undefined;
  urgency?: Level | undefined;
  /** The id of an asset that it is about, which is theirs to name. */
  asset?: string | undefined;
  locale?: Locale | undefined;
  /** What came with it, kept already; left out: nothing. */
  attachments?: Attachment[];
  receivedAt: Date;
}

/** What the holder of a status link wrote there. `commentId` is the same when the same form is sent again. */
export interface InboundComment {
  commentId: string;
  text: string;
  attachments: Attachment[];
  /** The language of the page they wrote on. */
  locale: Locale;
  receivedAt: Date;
}

/** What a visitor of a web page says in the chat. `messageId` is their page's own, the same when it is sent again. */
export interface InboundChat {
  visitorId: string;
  messageId: string;
  text: string;
  name?: string | undefined;
  service?: string | undefined;
  entry?: string | undefined;
  locale?: Locale | undefined;
  attachments: Attachment[];
  receivedAt: Date;
}

/** A fax as the machine or the gateway that took it tells of it; its pages are kept already. */
export interface InboundFax {
  providerId: string;
  /** The caller's number as it was told; '' or a word such as `unknown` when it was not. */
  from: string;
  /** Our number or address that it came to, as it was told. */
  to: string;
  /** Null when nobody counted them. */
  pages: number | null;
  /** What went wrong while it came, in the machine's words; '' when nothing did. */
  fault?: string;
  chosen?: Contact['chosen'];
  files: Attachment[];
  receivedAt: Date;
}

/** A delivery receipt or a call's state, in no provider's words; `sequence` orders receipts that arrive out of order. */
export interface DeliveryReceipt {
  providerId: string;
  state: 'sent' | 'delivered' | 'failed';
  code: string | null;
  message: string | null;
  because?: RefusalCause;
}
