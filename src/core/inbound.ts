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

/** What a monitoring system says of one thing that it watches, in no system's words and as it wrote it. */
export interface InboundAlarm {
  /** Which system: a key of ours. */
  source: string;
  /** The same for as long as it is the same trouble with the same thing. */
  fingerprint: string;
  status: 'firing' | 'resolved';
  severity: string | null;
  title: string;
  text: string;
  labels: Readonly<Record<string, string>>;
  /** What it is about, such as a machine's name; null where only the labels tell. */
  asset: string | null;
  /** What may fail together; null where the system groups nothing. */
  group: string | null;
  /** By the system's clock; null where it does not tell. */
  startedAt: Date | null;
  endedAt: Date | null;
  /** Where people look into it. */
  url: string | null;
  /** Of a delivery that may come again long after, such as a mail; left out: it comes again at once or never. */
  deliveryId?: string;
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
