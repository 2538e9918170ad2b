import type { Locale } from '../../core/index.ts';
import type { TicketStatus } from './ticket.ts';

/** What a customer sees of their ticket without signing in: never notes, internal events or another customer's words. */
export interface StatusView {
  number: string;
  subject: string;
  status: TicketStatus;
  waitingFor: 'customer' | 'vendor' | null;
  locale: Locale;
  openedAt: Date;
  dueAt: Date | null;
  messages: { from: 'customer' | 'desk'; at: Date; text: string }[];
}

export interface StatusReader {
  /** The ticket that a status link was made for; null when the link was revoked or there is no such ticket. */
  read(link: { ticketId: string; statusKey: number }): Promise<StatusView | null>;
}
