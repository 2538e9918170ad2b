import type { Ticket } from './ticket.ts';

export type TicketLinkKind = 'parent' | 'duplicate' | 'follow-up' | 'split' | 'caused-by';

/** Tickets inside one transaction. */
export interface TicketStore {
  /** Locks the row until the transaction ends; null when there is none. */
  lock(ticketId: string): Promise<Ticket | null>;
  /** Locks by public number; an old number of a merged ticket leads to the one it went into. */
  lockNumber(number: number): Promise<Ticket | null>;
  /**
   * Locks those of these that there are, once: first those on which others hang, of each kind in the order of their ids. Whoever
   * locks more than one ticket does it in this order, and all of them before any agent.
   */
  lockAll(ticketIds: readonly string[]): Promise<Ticket[]>;
  /** The same for those to which these numbers lead, where there are any. */
  lockNumbers(numbers: readonly number[]): Promise<void>;
  /** Stores every field of a locked ticket and counts its version; gives the ticket as stored. */
  save(ticket: Ticket): Promise<Ticket>;
  /** The same for many, in their order. */
  saveAll(tickets: readonly Ticket[]): Promise<Ticket[]>;
  /** Stores what routing notes of a locked ticket for itself; not a change that people see, so `version` stays. */
  noteRouting(ticket: Pick<Ticket, 'id' | 'routedVersion' | 'overflowStep' | 'nextStepAt' | 'preferredAgentId' | 'preferredUntil'>): Promise<void>;
  /** Repoints the conversations of one ticket to another. */
  moveConversations(fromId: string, toId: string): Promise<void>;
  /** Opens a ticket that takes these contacts out of another into a conversation of its own, with all who took part where they were; null when they are not that ticket's, or are all of it. */
  splitOff(from: Ticket, contactIds: string[], at: Date): Promise<Ticket | null>;
  link(fromId: string, toId: string, kind: TicketLinkKind): Promise<void>;
  linkAll(fromIds: readonly string[], toId: string, kind: TicketLinkKind): Promise<void>;
  /** Locks the tickets that hang on this one, in the order of `lockAll`. */
  lockBelow(ticketId: string): Promise<Ticket[]>;
  /** What hangs on one ticket hangs on another from now on, but for that one itself. */
  moveBelow(fromId: string, toId: string): Promise<void>;
}
