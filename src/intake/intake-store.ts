import type { Address, Attachment, AutomaticKind, Contact, Letter, Locale, MailAuthentication, MailPerson, Signals } from '../core/index.ts';
import type { AssetStore } from '../desk/assets/index.ts';
import type { ConsentStore } from '../desk/consent/index.ts';
import type { EventLog, NewEvent } from '../desk/events/index.ts';
import type { MailLanding } from '../desk/mails/index.ts';
import type { PreviewWishStore } from '../desk/files/index.ts';
import type { Chosen, Ticket, TicketStatus, TicketStore } from '../desk/tickets/index.ts';

/** What is already known of a contact, read under the lock of its addresses. */
export interface Known {
  /** The same delivery came before; its ticket is the one it was given to then, wherever the contact is now. */
  duplicate: { contactId: string; ticket: { id: string; number: number; statusKey: number } | null } | null;
  customer: { id: string; locale: Locale } | null;
  /** The desk does not want to hear the address this came from. */
  blocked: boolean;
  /** The best conversation between the same two addresses on this channel, or in the same thread: an open one first, then the latest. */
  conversation: KnownConversation | null;
}

export interface KnownConversation {
  id: string;
  ticketId: string;
  status: TicketStatus;
  resolvedAt: Date | null;
  lastContactAt: Date;
}

/** The customer a contact belongs to, and the addresses to remember of them. Null: anonymous, matches nobody. */
export interface IdentifiedCustomer {
  id: string;
  isNew: boolean;
  /** Of one who is known already it counts where they have none. */
  name: string | null;
  locale: Locale;
  /** Addresses seen now; those that somebody has already stay theirs. */
  addresses: Address[];
}

/** What is stored of a mail beside its contact. */
export interface NewMail {
  messageId: string;
  /** Lower-cased; null when nobody can be made out. */
  sender: string | null;
  fingerprints: Letter['fingerprints'];
  mailbox: string | null;
  recipients: { to: MailPerson[]; cc: MailPerson[]; delivered: string[] };
  fullText: string | null;
  html: string | null;
  landed: MailLanding;
  automatic: AutomaticKind | null;
  authentication: MailAuthentication;
  sentAt: Date | null;
}

/** Somebody who takes part in a conversation beside its own pair. */
export interface NewParticipant {
  address: string;
  name: string | null;
  role: 'sender' | 'copied';
}

/** A new ticket with its first contact, stored in one statement. */
export interface Opening {
  contactId: string;
  /** The contact was claimed before its ticket was opened, as a call's is. */
  claimedBefore: boolean;
  contact: Contact;
  customer: IdentifiedCustomer | null;
  ticketId: string;
  conversationId: string;
  theirs: Address | null;
  subject: string;
  locale: Locale;
  chosen: Chosen;
  live: boolean;
  cost: number;
  followUpOf: string | null;
  /** Left out: none. */
  attachments?: NewAttachment[];
  /** Left out: it came another way. */
  mail?: NewMail;
  /** Left out: nobody. */
  participants?: NewParticipant[];
  /** The subject folded to compare; left out where subjects do not matter. */
  topic?: string;
  at: Date;
  events: NewEvent[];
}

/** An attachment with the id that it is stored under. */
export type NewAttachment = Attachment & { id: string };

/** A new ticket with its first contact of which the desk knows no customer, such as a machine's. */
export type MachineOpening = Pick<Opening, 'contactId' | 'contact' | 'ticketId' | 'conversationId' | 'subject' | 'locale' | 'chosen' | 'cost' | 'followUpOf'>;

export interface Appending {
  contactId: string;
  contact: Contact;
  customer: IdentifiedCustomer | null;
  conversationId: string;
  ticketId: string;
  /** Left out: none. */
  attachments?: NewAttachment[];
  /** Left out: it came another way. */
  mail?: NewMail;
  /** Left out: nobody. Those who take part already stay as they are. */
  participants?: NewParticipant[];
  /** What became of it; left out: `received`. */
  outcome?: string;
  /** Answers go where they went before: nobody is answered where it came from. */
  quiet?: boolean;
  at: Date;
  events: NewEvent[];
}

/** A contact claimed earlier that belongs to a ticket which was open before. */
export interface Adopting {
  contactId: string;
  contact: Contact;
  customer: IdentifiedCustomer | null;
  ticketId: string;
  conversationId: string;
  theirs: Address | null;
  at: Date;
  events: NewEvent[];
}

/** Where a contact's conversation is looked for. */
export interface LookedFor {
  theirs: Address | null;
  joinSince: Date;
  /**
   * Left out: between the same two addresses. Else in the thread that the contact names as our side, whoever writes; and
   * for what its sender says outside of any thread, in what they said in that room since.
   */
  inThread?: { roomSince: Date };
}

export interface IntakeStore {
  /** Makes everything that follows in this transaction the only one for this claim, for these addresses, and for the thread where one is named. */
  serialise(contact: Pick<Contact, 'channel' | 'providerId' | 'from'>, thread?: string): Promise<void>;
  lookUp(contact: Contact, lookedFor: LookedFor): Promise<Known>;
  /** Stores the ticket and gives its number. */
  open(opening: Opening): Promise<{ number: number; statusKey: number }>;
  /** Stores many at once; gives them in their order. Their events are the caller's to tell. */
  openAll(openings: readonly MachineOpening[], at: Date): Promise<Ticket[]>;
  append(appending: Appending): Promise<void>;
  /** Gives a contact to a ticket, in a conversation of its own. */
  adopt(adopting: Adopting): Promise<void>;
  /** Keeps a contact that nobody will work on; its sender is remembered as no customer. */
  keepAway(contactId: string, contact: Contact, mail?: NewMail): Promise<void>;
}

export interface IntakeStores {
  intake: IntakeStore;
  consents: ConsentStore;
  previews: PreviewWishStore;
  tickets: TicketStore;
  assets: AssetStore;
  events: EventLog;
  signals: Signals;
}
