import type { Locale } from '../../core/index.ts';
import { isEnded, type Ticket } from './ticket.ts';

/** What a customer sees of their ticket without signing in: never notes, internal events or another customer's words. */
export interface StatusView {
  number: string;
  subject: string;
  locale: Locale;
  openedAt: Date;
  /** The ticket as it stands, or the one it was merged into: for its state and due time only. */
  present: Ticket;
  /** How its customer found what was done; null: they have not said. */
  rating: { score: 1 | 2 | 3 | 4 | 5; comment: string | null; ratedAt: Date } | null;
  messages: StatusMessage[];
}

export interface StatusMessage {
  from: 'customer' | 'desk';
  at: Date;
  text: string;
  files: StatusFile[];
}

/** A file of a message. `isStored`: it can be loaded. */
export interface StatusFile {
  id: string;
  name: string | null;
  /** In bytes; null while nobody knows. */
  size: number | null;
  isStored: boolean;
}

export interface StatusReader {
  /** The ticket that a status link was made for; null when the link was revoked or there is no such ticket. */
  read(link: { ticketId: string; statusKey: number }): Promise<StatusView | null>;
}

/** What the customer's next words do to a ticket: a resolved one opens again for some days (as by a text), one that has ended takes no more. */
export function effectOfWriting(ticket: Pick<Ticket, 'status' | 'resolvedAt'>, reopenDays: number, at: Date): 'adds' | 'reopens' | 'none' {
  if (isEnded(ticket)) return 'none';
  if (ticket.status !== 'resolved') return 'adds';
  const resolvedAt = ticket.resolvedAt ?? at;
  return at.getTime() - resolvedAt.getTime() <= reopenDays * 24 * 60 * 60_000 ? 'reopens' : 'none';
}
