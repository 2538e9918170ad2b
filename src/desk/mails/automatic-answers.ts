import { writeReply, type ChannelOf, type ReplyStores } from '../replies/index.ts';
import type { Ticket } from '../tickets/index.ts';

/** What decides whether a machine may be writing to us, and how much the desk wrote to it by itself already. */
export interface AnswerFacts {
  /** The ticket's first contact came from a machine (an automatic answer, a list, a report of a mail server), or from somebody else than it says. */
  fromMachine: boolean;
  /** Mail to its address does not arrive. */
  undeliverable: boolean;
  /** Automatic answers written to its address in the last 24 hours, parked ones included; never more than were asked for. */
  toAddress: number;
  /** Automatic answers written on this ticket in the last hour, in the same way. */
  onTicket: number;
}

export interface AutomaticAnswerStore {
  /**
   * Reads the facts of a locked ticket, and makes everything that follows in this transaction the only one that answers
   * its address by itself. Counts up to these numbers.
   */
  facts(ticketId: string, at: Date, upTo: AnswerLimits): Promise<AnswerFacts>;
}

export interface AnswerLimits {
  perAddressPerDay: number;
  perTicketPerHour: number;
}

/** What becomes of an automatic answer: a parked one is written, and waits for somebody to let it go. */
export type AnswerFate = 'send' | 'none' | 'parked_address' | 'parked_ticket';

export function fateOf(facts: AnswerFacts, limits: AnswerLimits): AnswerFate {
  if (facts.fromMachine || facts.undeliverable) return 'none';
  if (facts.toAddress >= limits.perAddressPerDay) return 'parked_address';
  return facts.onTicket >= limits.perTicketPerHour ? 'parked_ticket' : 'send';
}

/**
 * Writes, on a locked ticket, an answer that no person wrote, where a machine may be at the other end: to no machine,
 * and above the limits its delivery is parked, so that two machines never talk to each other for long. Gives the
 * reply's id, or null when none was written.
 */
export async function writeLimitedAnswer(
  stores: ReplyStores & { automaticAnswers: AutomaticAnswerStore },
  ticket: Pick<Ticket, 'id' | 'number' | 'locale'>,
  answer: { kind: 'acknowledgement'; text: string },
  rules: { limits: AnswerLimits; channelOf: ChannelOf },
  at: Date,
): Promise<string | null> {
  const fate = fateOf(await stores.automaticAnswers.facts(ticket.id, at, rules.limits), rules.limits);
  if (fate === 'none') return null;
  const counted = { parked: fate === 'send' ? null : fate };
  return writeReply(stores, ticket, { ...answer, agentId: null, counted }, rules.channelOf, at);
}
