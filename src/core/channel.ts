import type { Address, Contact } from './contact.ts';
import type { Locale } from './locale.ts';
import type { MailThread, OutboundFile, OutboundMail } from './mail.ts';

/** What the desk may ask of a channel; it never asks which channel it is. */
export interface ChannelCapabilities {
  /** A person is waiting on the line: offers are live, an agent holds at most one. */
  live: boolean;
  /** Characters of one outbound text; null when there is no limit. */
  maxTextLength: number | null;
  /** Answers may carry files. */
  attachments: boolean;
  html: boolean;
  /** Answers may ask something that is answered by pressing; left out: not. */
  asks?: boolean;
  /** People answer what they are asked here, shortly and soon: the desk may ask them what they mean; left out: not. */
  converses?: boolean;
  /**
   * How a later contact finds its conversation: by the pair of addresses, by headers, by the thread that the network puts
   * it in (whoever the network lets write there takes part), or never.
   */
  threading: 'address-pair' | 'headers' | 'thread' | 'none';
  /** Where nothing joins: the network tells whom a contact is from, so that they may be answered there, or blocked; left out: it is only what they say of themselves. */
  networkTellsSender?: boolean;
  /**
   * `send`: replies go out through a sender; `page`: they appear on a page that the customer may have open, which tells
   * what it has shown; `shelf`: they are read at the status page; `none`: no way back.
   */
  reply: 'send' | 'page' | 'shelf' | 'none';
  /** The kind of address to which the desk may write first here, of a matter that came another way; null: it only answers. */
  reaches: Address['kind'] | null;
  /** `limited`: who reads them may be a machine that answers, so the desk counts what it writes by itself and never answers a machine. */
  automaticAnswers: 'free' | 'limited';
}

/**
 * What it means for those who come that a channel is closed. Nothing that came is lost, what was begun goes on, and
 * answers still go out. `request`: nobody talks to them now, a request may be left; `held`: it stays with whoever hands
 * it over, who tries again; `refused`: nothing is begun, and the ways that are open are named; `message`: a message may be
 * left; `told`: it is taken in as ever, and whoever begins something is told.
 */
export type WhenClosed = 'request' | 'held' | 'refused' | 'message' | 'told';

/** An answer on its way out, before a channel gives it its shape. */
export interface Reply {
  id: string;
  text: string;
  locale: Locale;
  to: Address | null;
  /** Our own address that the conversation used. */
  from: string;
  /** Where the answer hangs, on channels whose answers hang on headers. */
  thread?: MailThread;
  /** What goes with it, and how its writer laid it out, on channels that take files or HTML without headers. */
  files?: OutboundFile[];
  html?: string | null;
  /** Which of the texts that it was divided into this is, from 1; left out: the only one. `html` is always the whole. */
  piece?: { part: number; parts: number };
  /** A name of this one text, the same however often it is tried. */
  reference?: string;
  /** It tells of a solution, and asks whether it holds. */
  asks?: 'solved';
}

/** One outbound text as a provider takes it. */
export interface OutboundText {
  to: string;
  from: string;
  body: string;
  /** A text that the network approved before, sent instead of `body`, with its numbered blanks filled in. */
  template?: { id: string; variables: Record<string, string> };
  /** The whole of a mail, of which `to`, `from` and `body` are the short form. */
  mail?: OutboundMail;
  /** What goes with it where it is no mail. */
  files?: OutboundFile[];
  /** What it asks by this reply of ours, whose words `text` are without any marks. */
  question?: { asks: 'solved'; replyId: string; text: string; locale: Locale };
  /** A name of ours that networks which can keep one keep with it, so that it can be looked up. */
  reference?: string;
}

/** One of the texts that a reply becomes, and what the network counts it as, where it counts. */
export interface TextPart {
  text: string;
  encoding?: 'GSM-7' | 'UCS-2';
  segments?: number;
}

/** What the network takes on a pair of addresses now: any text, or only a template that asks the customer to write. */
export type Passage = 'any' | 'template';

/**
 * A way people reach the desk. Both functions are pure: the same input gives the same answer,
 * hostile input gives a contact or a typed refusal, never an exception.
 */
export interface Channel<Inbound> {
  name: string;
  capabilities: ChannelCapabilities;
  whenClosed: WhenClosed;
  toContact(inbound: Inbound): Contact;
  /** Shapes a reply for the provider; null when the channel sends nothing out (`shelf`, `none`). */
  render(reply: Reply): OutboundText | null;
  /** The texts that one reply becomes, in order, each short enough to be sent; left out: one text as it is. */
  divide?(reply: Pick<Reply, 'text' | 'html' | 'from'>): TextPart[];
  /** Whether others than the customer read what is written from this side of ours: then it holds nothing that is the customer's alone; left out: nobody does. */
  isOverheard?(from: string): boolean;
  /** What may be sent now that the customer wrote last at `lastContactAt` (null: never); left out: any text at any time. */
  passage?(reply: Pick<Reply, 'from'>, facts: { now: Date; lastContactAt: Date | null }): Passage;
  /** The template that tells the customer of an answer to read; null where none was approved. */
  invite?(reply: Reply, about: { ticketNumber: string }): OutboundText | null;
}

/** A channel as the desk knows it once its inbound shape no longer matters. */
export type AnyChannel = Pick<Channel<never>, 'name' | 'capabilities' | 'whenClosed' | 'render' | 'divide' | 'isOverheard' | 'passage' | 'invite'>;

/** Refusals that mean something to the desk: the customer said stop, or wrote too long ago. */
export type RefusalCause = 'opted-out' | 'window-closed';

/** Somebody whom the network refused a text for, and in which words. */
export interface RefusedRecipient {
  recipient: string;
  code: string;
  message: string;
}

export type SendOutcome =
  /** `begins`: the thread that it began, which is our side of its conversation from now on. */
  | { kind: 'sent'; providerId: string; begins?: string; refusedCopies?: RefusedRecipient[] }
  /** Refused for good: another try cannot help. `recipient`: whom it was refused for, where the network says that it is about them. */
  | { kind: 'refused'; code: string; message: string; because?: RefusalCause; recipient?: string };

/** Sends one outbound text. Throws a retryable AppError when it certainly did not go out, and any other error when that is not known. */
export interface Sender {
  /** How long a text that certainly did not go out is tried again: for minutes, or for days where networks are slow by nature; left out: short. */
  patience?: 'short' | 'long';
  send(text: OutboundText): Promise<SendOutcome>;
  /** Looks up a text that may have gone out before a crash, with the thread that it began; null when the provider does not know it. */
  find(text: OutboundText, since: Date): Promise<{ providerId: string; begins?: string } | null>;
}
