/** What became of a contact that opened no ticket and joined none. */
export const ticketlessOutcomes = ['abandoned-in-menu', 'screened', 'blocked', 'opted-out', 'opted-in', 'helped'] as const;
export type TicketlessOutcome = (typeof ticketlessOutcomes)[number];

/** A contact that left no work: a caller who hung up in the menu, a blocked text, a STOP between conversations. */
export interface TicketlessContact {
  id: string;
  channel: string;
  from: string;
  to: string;
  text: string;
  outcome: TicketlessOutcome;
  receivedAt: Date;
}

/** A place in the list of contacts, newest first. */
export interface ContactPlace {
  receivedAt: Date;
  id: string;
}

/** Reads contacts outside of any transaction, newest first. */
export interface TicketlessReader {
  list(query: { outcomes: readonly TicketlessOutcome[]; before: ContactPlace | null; most: number }): Promise<TicketlessContact[]>;
}
