import { AppError, notFound, type Clock, type Transact } from '../../core/index.ts';
import { agentActor, deskActor } from '../events/index.ts';
import { newId } from '../../core/index.ts';
import type { Ticket } from '../tickets/index.ts';
import type { Offer, OfferOutcome, RoutingStores } from './offer.ts';
import { requeue } from './requeue.ts';

export interface Offers {
  /** The agent takes the ticket. Throws `offer_ended` (409) when it is no longer theirs to take. */
  accept(offerId: string, agentId: string): Promise<Ticket>;
  /** The ticket goes back to its place in the queue. Throws `offer_ended` (409). */
  decline(offerId: string, agentId: string, reason: string | null): Promise<void>;
  /** Ends an offer whose time is over, and sets away an agent who let too many pass; false when it had ended before. */
  expire(offerId: string): Promise<boolean>;
  /** Takes an offer back because its agent went away; false when it had ended before. */
  withdraw(offerId: string, reason: string): Promise<boolean>;
}

export function offerEnded(): AppError {
  return new AppError({ code: 'offer_ended', status: 409, publicMessage: 'This offer has ended.' });
}

/** The end of an offer, exactly once, whoever comes first. Every way locks the ticket, then ends by compare-and-set. */
export function createOffers(parts: {
  transact: Transact<RoutingStores>;
  clock: Clock;
  missedBeforeAway: number;
}): Offers {
  const { transact, clock, missedBeforeAway } = parts;

  /** Who is not there to answer is asked no more. Whoever left by themselves stays as they said. */
  const countMissed = async (stores: RoutingStores, agentId: string, at: Date) => {
    const agent = await stores.agents.lock(agentId);
    if (agent?.availability !== 'available') return;
    if ((await stores.agents.countMissed(agentId)) < missedBeforeAway) return;
    await stores.agents.setAvailability(agentId, 'away', 'missed-offers', at);
    await stores.events.append([
      { name: 'agent.changed', at, actor: deskActor, agentId, reason: 'missed-offers', after: { availability: 'away' } },
    ]);
  };

  return {
    accept: (offerId, agentId) =>
      transact(async (stores) => {
        const at = clock.now();
        const { offer, ticket } = await lockOffered(stores, offerId);
        if (offer.agentId !== agentId || offer.expiresAt <= at) throw offerEnded();
        const ended = await stores.offers.end(offerId, 'accepted', null, at);
        if (!ended) throw offerEnded();
        if (ended.isTold) stores.signals.raise({ kind: 'tell-offer', offerId });
        const assignmentId = newId();
        await stores.agents.forgetMissed(agentId);
        const saved = await stores.tickets.save({ ...ticket, status: 'assigned', agentId });
        await stores.assignments.start({
          id: assignmentId, ticketId: ticket.id, agentId, cost: offer.cost, live: offer.live,
          startedAt: at, answeredAt: null,
        });
        const about = { at, actor: agentActor(agentId), ticketId: ticket.id, agentId, offerId };
        await stores.events.append([
          { ...about, name: 'offer.accepted' },
          { ...about, name: 'ticket.assigned', reason: 'accepted', before: { status: ticket.status }, after: { agentId, team: ticket.team } },
        ]);
        if (offer.live) stores.signals.raise({ kind: 'bridge-call', assignmentId });
        return saved;
      }),

    decline: (offerId, agentId, reason) =>
      transact(async (stores) => {
        const { offer, ticket } = await lockOffered(stores, offerId);
        if (offer.agentId !== agentId) throw offerEnded();
        if (!(await endOffer(stores, offer, ticket, 'declined', reason, clock.now()))) throw offerEnded();
        await stores.agents.forgetMissed(agentId);
        await requeue(stores, ticket);
      }),

    expire: (offerId) =>
      transact(async (stores) => {
        const at = clock.now();
        const { offer, ticket } = await lockOffered(stores, offerId);
        if (offer.expiresAt > at) return false;
        if (!(await endOffer(stores, offer, ticket, 'expired', null, at))) return false;
        await countMissed(stores, offer.agentId, at);
        await requeue(stores, ticket);
        return true;
      }),

    withdraw: (offerId, reason) =>
      transact(async (stores) => {
        const { offer, ticket } = await lockOffered(stores, offerId);
        if (!(await endOffer(stores, offer, ticket, 'withdrawn', reason, clock.now()))) return false;
        await requeue(stores, ticket);
        return true;
      }),
  };
}

/** Locks the ticket of an offer. Throws `offer_ended` when there is no such offer. */
async function lockOffered(stores: RoutingStores, offerId: string): Promise<{ offer: Offer; ticket: Ticket }> {
  const offer = await stores.offers.find(offerId);
  if (!offer) throw offerEnded();
  const ticket = await stores.tickets.lock(offer.ticketId);
  if (!ticket) throw notFound('The ticket');
  return { offer, ticket };
}

/** Ends an open offer of a locked ticket and gives its cost back; false when it had ended before. The caller places the ticket. */
async function endOffer(
  stores: RoutingStores,
  offer: Offer,
  ticket: Ticket,
  outcome: Exclude<OfferOutcome, 'accepted'>,
  reason: string | null,
  at: Date,
): Promise<boolean> {
  const ended = await stores.offers.end(offer.id, outcome, reason, at);
  if (!ended) return false;
  if (ended.isTold) stores.signals.raise({ kind: 'tell-offer', offerId: offer.id });
  await stores.agents.release(offer.agentId, offer.cost, at);
  await stores.events.append([
    {
      name: `offer.${outcome}`,
      at,
      actor: outcome === 'declined' ? agentActor(offer.agentId) : deskActor,
      ticketId: ticket.id,
      agentId: offer.agentId,
      offerId: offer.id,
      reason,
    },
  ]);
  stores.signals.raise({ kind: 'match-agent', agentId: offer.agentId });
  return true;
}

/** Takes back whatever offer a locked ticket has open, since the ticket itself moves on. */
export async function withdrawOfferOf(stores: RoutingStores, ticket: Ticket, reason: string, at: Date): Promise<void> {
  const offer = await stores.offers.openOfTicket(ticket.id);
  if (offer) await endOffer(stores, offer, ticket, 'withdrawn', reason, at);
}
