import type { Attachment } from './contact.ts';
import type { Locale } from './locale.ts';

/** A person as a mail names them; the address is lower-cased. */
export interface MailPerson {
  name: string | null;
  address: string;
}

/** What a check of a mail's origin came to (RFC 8601, 2.7); `temperror`: it could not be asked in time, which is no fault of the sender's. */
export type AuthenticationResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'policy' | 'none' | 'temperror' | 'permerror';

/** Whether a mail comes from whom it says: SPF (RFC 7208), DKIM (RFC 6376) and what DMARC (RFC 7489) makes of both. */
export interface MailAuthentication {
  spf: AuthenticationResult;
  dkim: AuthenticationResult;
  dmarc: AuthenticationResult;
  /** The domain in From; null without one. */
  domain: string | null;
  /** Who checked it: the name of a mail server that the desk believes, or null when it was ourselves. */
  by: string | null;
}

/** Why a mail must not be answered by a machine; `own`: we sent it ourselves. */
export type AutomaticKind = 'own' | 'bounce' | 'auto-reply' | 'auto-generated' | 'list' | 'bulk';

/** What a mail says of itself being sent by a machine; `sign` is the header or other mark that says so, such as `auto-submitted: auto-replied`. */
export interface AutomaticSign {
  kind: AutomaticKind;
  sign: string;
}

/** What a mail server says became of a mail of ours for one recipient (RFC 3464). */
export interface BounceReport {
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  /** Lower-cased; null when it is not told. */
  recipient: string | null;
  /** Such as `5.1.1` (RFC 3463); null when none was found. */
  status: string | null;
  /** The receiving server's words. */
  diagnostic: string | null;
}

/** A file of a mail: kept already, or not taken and why. */
export interface MailFile extends Attachment {
  /** Its Content-ID without brackets, by which the HTML shows it; null when it has none. */
  contentId: string | null;
  /** It is shown inside the text rather than beside it. */
  inline: boolean;
}

/** One mail as it was written, in no server's words. All text is storable; everything is bounded. */
export interface InboundMail {
  /** With its brackets; null when the mail has none that can be used. */
  messageId: string | null;
  /** SHA-256 in hexadecimal of its raw bytes without the lines that each server on the way adds. */
  contentHash: string;
  /** Best first; empty when nobody can be made out. */
  from: MailPerson[];
  replyTo: MailPerson[];
  to: MailPerson[];
  cc: MailPerson[];
  /** MAIL FROM of its transport, lower-cased; '' for the null path; null when the transport is not known. */
  returnPath: string | null;
  /** Every address it was delivered to (RCPT TO, Delivered-To, X-Original-To), lower-cased. */
  deliveredTo: string[];
  subject: string;
  sentAt: Date | null;
  receivedAt: Date;
  /** The text as it was written; made from the HTML when there is none. */
  text: string;
  /** The HTML as it was written; null when there is none. */
  html: string | null;
  inReplyTo: string[];
  references: string[];
  /** Headers that tell of machines and lists, by lower-cased name, first value of each. */
  headers: Readonly<Record<string, string>>;
  attachments: MailFile[];
  /** Reports of mail servers in it; empty for ordinary mail. */
  bounce: BounceReport[];
  /** Message-IDs of the mail that it reports on or returns. */
  returnedIds: string[];
  /** The one mail that it carries as a file, as far as its beginning tells; left out: none, or several. */
  enclosed?: Omit<ForwardedMail, 'comment'>;
  authentication: MailAuthentication;
}

/** A mail that somebody passed on, as it can be made out in the text. */
export interface ForwardedMail {
  from: MailPerson;
  subject: string | null;
  text: string;
  /** What whoever passed it on wrote above it. */
  comment: string;
}

/** What intake needs of a mail beside its Contact: where it may belong, and what it is. */
export interface Letter {
  /** With its brackets; made from the content when the mail has none. */
  messageId: string;
  /** The same for every copy of one mail; two mails that share a Message-ID by mistake differ in it. */
  fingerprints: { date: string | null; words: string };
  inReplyTo: string[];
  references: string[];
  /** Every address it went to, ours among them, with their tags. */
  recipients: string[];
  /** Everybody but us whom it names in To and Cc. */
  others: MailPerson[];
  /** Where its sender wants answers; the sender when nothing else is said. */
  answerTo: MailPerson | null;
  /** Its subject without marks of answers, lists and tickets, folded to compare; '' when nothing is left. */
  topic: string;
  /** Public ticket numbers that stand in its subject, as integers. */
  numbers: number[];
  automatic: AutomaticSign | null;
  bounce: BounceReport[];
  returnedIds: string[];
  forwarded: ForwardedMail | null;
  /** All of its text where the Contact's is only the visible part; null when nothing was cut. */
  fullText: string | null;
  html: string | null;
  to: MailPerson[];
  cc: MailPerson[];
  authentication: MailAuthentication;
  /** Its sender stands in Reply-To, below an address of ours in From: nothing was checked of them. */
  isSenderUnchecked?: true;
  sentAt: Date | null;
}

/** A file on its way out, which the desk has. */
export interface OutboundFile {
  name: string;
  type: string;
  /** In bytes. */
  size: number;
  sha256: string;
}

/** A mail of the desk's own that belongs to no ticket, in plain words. */
export interface MailNotice {
  to: string;
  from: string;
  fromName: string;
  locale: Locale;
  /** With its brackets: the same however often it is tried. */
  messageId: string;
  subject: string;
  text: string;
}

/** What an answer by mail hangs on. */
export interface MailThread {
  /** Of this answer, with its brackets: the same however often it is tried. */
  messageId: string;
  /** Such as `V-1042`; null for an answer without a ticket. */
  ticketNumber: string | null;
  /** The subject of the conversation as the customer wrote it; '' when they wrote none. */
  subject: string;
  /** Newest last; the last one is what this answers. */
  references: string[];
  /** Our own name in From. */
  fromName: string;
  toName: string | null;
  cc: MailPerson[];
  /** Where answers to this shall go: our address, with the signed tag where tags are on. */
  replyTo: string;
  /** Where mail servers shall report to. */
  returnPath: string;
  /** What is quoted below; null: nothing. */
  quoted: { from: MailPerson; at: Date; text: string } | null;
  /** A machine wrote it. */
  automatic: boolean;
  /** Who wrote it; null: the desk. */
  agentName: string | null;
  /** The desk's own lines below every answer; null: none. */
  signature: string | null;
  /** How its writer laid it out, safe to send; null: as the text. */
  html: string | null;
  files: OutboundFile[];
}

/** One mail as it goes out. */
export interface OutboundMail {
  from: MailPerson;
  to: MailPerson[];
  cc: MailPerson[];
  replyTo: string;
  returnPath: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
  inReplyTo: string | null;
  references: string[];
  /** Beside those above, such as Auto-Submitted. */
  headers: Record<string, string>;
  files: OutboundFile[];
}
