import { seenBy, type TicketSummary } from '../desk/tickets/index.ts';
import type { ConcernedEvent } from '../desk/events/index.ts';
import type { AgentDesk, OfferedWords, SummaryReader } from './needs.ts';
import type { OfferView } from './protocol.ts';
import type { Tab } from './tab.ts';
import { maySeeAgent, maySeeTicket } from './visibility.ts';

/** Summaries by ticket id; null when there is no such ticket. */
export type Summaries = ReadonlyMap<string, TicketSummary | null>;

const readsAtOnce = 4;

/** Each ticket once, a few at a time. */
export async function readSummaries(reader: SummaryReader, ticketIds: Iterable<string>): Promise<Summaries> {
  const waiting = [...new Set(ticketIds)];
  const found = new Map<string, TicketSummary | null>();
  const readOn = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) found.set(id, await reader.readSummary(id));
  };
  await Promise.all(Array.from({ length: readsAtOnce }, readOn));
  return found;
}

export function showOffer(
  { offerId, offeredAt, expiresAt, ticket }: { offerId: string; offeredAt: Date; expiresAt: Date; ticket: TicketSummary },
  words: OfferedWords | undefined,
): OfferView {
  return {
    offerId, offeredAt: offeredAt.toISOString(), expiresAt: expiresAt.toISOString(), ticket,
    preview: words?.preview ?? null, waitingSince: words?.waitingSince.toISOString() ?? ticket.openedAt,
  };
}

/**
 * Reads all that these tabs need to be told of these events. What it gives sends them, without waiting for anything,
 * and moves the tabs on to the last of them.
 */
export async function prepareDelivery(
  parts: { look: AgentDesk; reader: SummaryReader },
  events: readonly ConcernedEvent[],
  tabs: readonly Tab[],
): Promise<() => void> {
  await refreshViewers(parts.look, events, tabs);
  const wanted = events.filter((event) => tabs.some(({ viewer }) => viewer && maySeeTicket(viewer, event)));
  const ticketIds = wanted.flatMap(({ ticketId }) => ticketId ?? []);
  const offered = events.filter(({ name, agentId }) => name === 'offer.made' && tabs.some(({ owner }) => owner.agentId === agentId));
  const [summaries, words] = await Promise.all([
    readSummaries(parts.reader, ticketIds),
    parts.look.offeredWords(offered.flatMap(({ ticketId }) => ticketId ?? [])),
  ]);
  return () => {
    for (const tab of tabs) {
      for (const event of events) {
        if (event.seq <= tab.cursor) continue;
        const ticketId = event.ticketId ?? '';
        tell(tab, event, summaries.get(ticketId) ?? null, words.get(ticketId));
        tab.cursor = event.seq;
      }
    }
  };
}

/** Roles and teams decide what is seen, so a change of them counts from its own event on. */
async function refreshViewers(look: AgentDesk, events: readonly ConcernedEvent[], tabs: readonly Tab[]): Promise<void> {
  const changed = new Set(events.flatMap((event) => (event.name === 'agent.changed' ? event.agentId ?? [] : [])));
  const agentIds = new Set(tabs.map(({ owner }) => owner.agentId).filter((id) => changed.has(id)));
  for (const agentId of agentIds) {
    const agent = await look.findAgent(agentId);
    for (const tab of tabs) if (agent && tab.owner.agentId === agentId) tab.viewer = agent;
  }
}

function tell({ socket, viewer }: Tab, event: ConcernedEvent, summary: TicketSummary | null, words: OfferedWords | undefined): void {
  if (!viewer) return;
  const ticket = summary && seenBy(summary, viewer.id);
  const { seq, name, agentId, reason } = event;
  // The ticket goes first: if the connection breaks in between, the state of the next one tells the open offers.
  if (ticket && maySeeTicket(viewer, event)) socket.emit('ticket:updated', { seq, name, reason, ticket });
  if (name === 'agent.changed' && agentId !== null && maySeeAgent(viewer, agentId)) {
    const { availability, awayReason, wrapUpUntil } = event;
    socket.emit('agent:changed', { seq, agentId, availability, awayReason, reason, wrapUpUntil: wrapUpUntil?.toISOString() ?? null });
  }
  if (agentId === viewer.id) tellOffer(socket, event, ticket, words);
}

function tellOffer(socket: Tab['socket'], event: ConcernedEvent, ticket: TicketSummary | null, words: OfferedWords | undefined): void {
  const { seq, name, offerId, reason, expiresAt } = event;
  if (offerId === null) return;
  switch (name) {
    case 'offer.made':
      if (ticket && expiresAt) socket.emit('offer', { seq, ...showOffer({ offerId, offeredAt: event.at, expiresAt, ticket }, words) });
      return;
    case 'offer.withdrawn':
      socket.emit('offer:withdrawn', { seq, offerId, reason: reason ?? 'withdrawn' });
      return;
    case 'offer.accepted':
    case 'offer.declined':
    case 'offer.expired':
      socket.emit('offer:withdrawn', { seq, offerId, reason: name.slice('offer.'.length) });
      return;
    default:
  }
}
