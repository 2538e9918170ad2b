import type { DeskDefinition } from '../definition/index.ts';
import type { Ticket } from '../tickets/index.ts';
import type { RoutingStores } from './offer.ts';

const msPerDay = 24 * 60 * 60_000;

/**
 * Who served this ticket's customer last and is asked first, and until when it is kept for them: `holdSeconds` from the
 * start of its wait, while they are here and have not been shown it in vain.
 */
export async function preferenceFor(
  stores: Pick<RoutingStores, 'queue'>,
  desk: DeskDefinition,
  ticket: Ticket,
  at: Date,
): Promise<Pick<Ticket, 'preferredAgentId' | 'preferredUntil'>> {
  const rule = desk.routing.lastAgent;
  const nobody = { preferredAgentId: null, preferredUntil: null };
  if (rule === null || rule.withinDays === 0 || ticket.customerId === null) return nobody;
  const waitsSince = ticket.waitsSince ?? ticket.queuedAt ?? at;
  const since = new Date(at.getTime() - rule.withinDays * msPerDay);
  const last = await stores.queue.lastAgent(ticket, { since, waitsSince });
  if (!last) return nobody;
  const until = new Date(waitsSince.getTime() + rule.holdSeconds * 1000);
  const isKept = until > at && last.isAvailable && !last.hasPassed;
  return { preferredAgentId: last.agentId, preferredUntil: isKept ? until : null };
}
