import { notFound, type Clock } from '../core/index.ts';
import { prepareDelivery, readSummaries, showOffer } from './delivery.ts';
import type { AgentDesk, PublishedLog, SummaryReader } from './needs.ts';
import type { AgentView, OfferView } from './protocol.ts';
import type { Tab } from './tab.ts';
import type { Tail } from './tail.ts';
import { seenBy } from '../desk/tickets/index.ts';

const furthestBehind = 5_000;
const batchSize = 200;

export interface JoinParts {
  log: PublishedLog;
  look: AgentDesk;
  reader: SummaryReader;
  clock: Clock;
  tail: Pick<Tail, 'claimed' | 'ready'>;
}

/** Brings a new tab up to date: state, then what it missed, then live, without a gap and in the order of `seq`. */
export async function join(parts: JoinParts, tab: Tab): Promise<void> {
  await parts.tail.ready();
  // Read before the state, which then holds everything up to here at least.
  const last = await parts.log.lastSeq();
  const { since } = tab.owner;
  const canReplay = since !== null && since <= last && last - since <= furthestBehind;
  tab.cursor = canReplay ? since : last;
  await sendState(parts, tab);
  if (since !== null && !canReplay) tab.socket.emit('resync', { seq: last });
  await catchUp(parts, tab);
}

async function sendState({ look, reader, clock }: JoinParts, tab: Tab): Promise<void> {
  const { agentId } = tab.owner;
  const [agent, offers, assignments] = await Promise.all([
    look.findAgent(agentId), look.openOffersOf(agentId), look.openAssignmentsOf(agentId),
  ]);
  if (!agent) throw notFound('The agent');
  const [summaries, words] = await Promise.all([
    readSummaries(reader, [...offers, ...assignments].map(({ ticketId }) => ticketId)),
    look.offeredWords(offers.map(({ ticketId }) => ticketId)),
  ]);
  const seq = tab.cursor;
  const shown: OfferView[] = offers.flatMap(({ offerId, offeredAt, expiresAt, ticketId }) => {
    const ticket = summaries.get(ticketId);
    return ticket ? [showOffer({ offerId, offeredAt, expiresAt, ticket }, words.get(ticketId))] : [];
  });
  const held = assignments.flatMap(({ assignmentId, startedAt, ticketId }) => {
    const ticket = summaries.get(ticketId);
    return ticket ? [{ assignmentId, startedAt: startedAt.toISOString(), ticket: seenBy(ticket, agentId) }] : [];
  });
  tab.viewer = agent satisfies AgentView;
  tab.socket.emit('state', { seq, now: clock.now().toISOString(), agent, offers: shown, assignments: held });
  for (const offer of shown) tab.socket.emit('offer', { seq, ...offer });
}

/** The check and the step to live happen at one go, so nothing can come between the replay and the tail. */
async function catchUp(parts: JoinParts, tab: Tab): Promise<void> {
  while (tab.socket.connected && tab.cursor < parts.tail.claimed()) {
    const events = await parts.log.eventsAfter(tab.cursor, batchSize);
    if (events.length === 0) break;
    const send = await prepareDelivery(parts, events, [tab]);
    send();
  }
  tab.live = true;
}
