import { ticketNumber, type Address, type AnyChannel, type Locale, type OutboundText } from '../../core/index.ts';
import type { NewReply, PairFacts } from './reply.ts';

/** Whether a reply may leave: `held` ones wait until the customer writes; a refusal's code has its words in `locales.ts`. */
export type Gate = { kind: 'open' } | { kind: 'held' } | { kind: 'refused'; code: 'opted_out' | 'window_closed' };

/** An answer that no person wrote, and that does not leave by itself. */
export interface Parked {
  kind: 'parked';
  code: 'parked_address' | 'parked_ticket';
}

/** A reply that wants to leave. */
export interface Leaving extends PairFacts {
  kind: NewReply['kind'];
  ticketNumber: number | null;
  locale: Locale;
  to: Address | null;
  from: string;
}

/** What the customer's word and the network allow now. After a stop only its confirmation may leave. */
export function gateOf(channel: AnyChannel, leaving: Leaving, now: Date): Gate {
  if (leaving.stopped && leaving.kind !== 'opted-out') return { kind: 'refused', code: 'opted_out' };
  const { lastContactAt } = leaving;
  if (leaving.kind === 'invitation' || channel.passage === undefined) return { kind: 'open' };
  if (channel.passage(leaving, { now, lastContactAt }) === 'any') return { kind: 'open' };
  return canWait(channel, leaving) ? { kind: 'held' } : { kind: 'refused', code: 'window_closed' };
}

/** Whether a text that the network does not take now may wait: somebody wrote it for this customer, who can be asked to write. */
export function canWait(channel: AnyChannel, leaving: Leaving): boolean {
  return leaving.kind === 'agent' && invitationOf(channel, leaving) !== null;
}

/** The text that asks the customer to write; null where the network has no template of ours for it. */
export function invitationOf(channel: AnyChannel, leaving: Leaving): OutboundText | null {
  if (leaving.ticketNumber === null || channel.invite === undefined) return null;
  const { locale, to, from } = leaving;
  return channel.invite({ id: '', text: '', locale, to, from }, { ticketNumber: ticketNumber(leaving.ticketNumber) });
}
