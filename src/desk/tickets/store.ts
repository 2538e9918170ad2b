import type { Ticket } from './ticket.ts';

export type TicketLinkKind = 'parent' | 'duplicate' | 'follow-up' | 'split' | 'caused-by';

/** Tickets inside one transaction. */
export interface TicketStore {
  /** Locks the row until the transaction ends; null when there is none. */
  lock(ticketId: string): Promise<Ticket | null>;
  /** Locks several in one order, so that two merges cannot deadlock; unknown ids are left out. */
  lockAll(ticketIds: string[]): Promise<Ticket[]>;
  /** Stores every field of a locked ticket and counts its version; gives the ticket as stored. */
  save(ticket: Ticket): Promise<Ticket>;
  /** Notes that routing has seen this version; not a change that people see, so `version` stays. */
  markRouted(ticketId: string, routingVersion: number): Promise<void>;
  link(fromId: string, toId: string, kind: TicketLinkKind): Promise<void>;
}
