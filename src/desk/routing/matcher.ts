import { newId, type Clock, type Transact } from '../../core/index.ts';
import { deskActor } from '../events/index.ts';
import type { Ticket } from '../tickets/index.ts';
import type { Cooldowns, Offer, QueueStore, ReadyAgent, RoutingStores } from './offer.ts';

export interface MatchRules {
  liveSeconds: number;
  otherSeconds: number;
  declineCooldownSeconds: number;
  expiredCooldownSeconds: number;
  /** A ticket too large for what an agent has left keeps that agent free of later ones once it has waited this long. */
  reserveAfterSeconds: number;
}

export interface Matcher {
  /** Offers the agent what stands first in their queues until they are full or nothing waits; gives the number of offers. */
  matchAgent(agentId: string): Promise<number>;
  /** Finds the best agent for a waiting ticket. That agent is offered what stands first for them, so an older ticket may go before this one. */
  matchTicket(ticketId: string): Promise<number>;
}

const triesPerTicket = 20;
const candidatesPerTry = 3;

/** The one matcher behind both triggers: a ticket became routable, an agent gained capacity. Right with any number of them at once. */
export function createMatcher(parts: {
  transact: Transact<RoutingStores>;
  /** Reads candidates outside of any transaction. */
  look: Pick<QueueStore, 'candidates'>;
  clock: Clock;
  rules: MatchRules;
}): Matcher {
  const { transact, look, clock, rules } = parts;
  const cooldowns: Cooldowns = { declined: rules.declineCooldownSeconds, expired: rules.expiredCooldownSeconds };

  const offerNext = (agentId: string) =>
    transact(async (stores) => {
      const agent = await stores.queue.lockReadyAgent(agentId, clock.now());
      if (!agent) return null;
      const ticket = await nextFor(stores.queue, agent, { at: clock.now(), cooldowns, rules });
      // The time is read once both are locked: whatever held the ticket before had ended by then.
      return ticket ? makeOffer(stores, agent, ticket, clock.now(), rules) : null;
    });

  return {
    matchAgent: async (agentId) => {
      let made = 0;
      while (await offerNext(agentId)) made += 1;
      return made;
    },
    matchTicket: async (ticketId) => {
      let made = 0;
      for (let tries = 0; tries < triesPerTicket; tries += 1) {
        const agentIds = await look.candidates(ticketId, { at: clock.now(), cooldowns, most: candidatesPerTry });
        let progress = false;
        for (const agentId of agentIds) {
          const offer = await offerNext(agentId);
          if (!offer) continue;
          made += 1;
          progress = true;
          if (offer.ticketId === ticketId) return made;
          break;
        }
        if (!progress) return made;
      }
      return made;
    },
  };
}

/** What stands first for this agent and fits, unless something larger that waits longer is due its turn. */
async function nextFor(
  queue: QueueStore,
  agent: ReadyAgent,
  { at, cooldowns, rules }: { at: Date; cooldowns: Cooldowns; rules: MatchRules },
): Promise<Ticket | null> {
  const spare = agent.capacity - agent.load;
  if (spare <= 0) return null;
  const ticket = await queue.lockNext(agent, { maxCost: spare, at, cooldowns });
  if (!ticket || agent.load === 0) return ticket;
  const larger = await queue.firstTooLarge(agent, { spare, at, cooldowns });
  const isDue = larger !== null && at.getTime() - larger.queuedAt.getTime() >= rules.reserveAfterSeconds * 1000;
  const goesFirst = isDue && ticket.queueKey !== null && larger.queueKey < ticket.queueKey;
  return goesFirst ? null : ticket;
}

async function makeOffer(
  stores: RoutingStores,
  agent: ReadyAgent,
  ticket: Ticket,
  at: Date,
  rules: MatchRules,
): Promise<Offer> {
  const seconds = ticket.live ? rules.liveSeconds : rules.otherSeconds;
  const offer: Offer = {
    id: newId(),
    ticketId: ticket.id,
    agentId: agent.id,
    cost: ticket.cost,
    live: ticket.live,
    offeredAt: at,
    expiresAt: new Date(at.getTime() + seconds * 1000),
  };
  await stores.agents.reserve(agent.id, ticket.cost);
  const { isTold } = await stores.offers.open(offer);
  if (isTold) stores.signals.raise({ kind: 'tell-offer', offerId: offer.id });
  await stores.tickets.save({ ...ticket, status: 'offered', preferredUntil: null });
  await stores.events.append([
    {
      name: 'offer.made', at, actor: deskActor, ticketId: ticket.id, agentId: agent.id, offerId: offer.id,
      after: { expiresAt: offer.expiresAt.toISOString(), cost: offer.cost, waitedSeconds: waitedSeconds(ticket, at) },
    },
  ]);
  return offer;
}

function waitedSeconds(ticket: Ticket, at: Date): number {
  return ticket.queuedAt === null ? 0 : Math.max(0, (at.getTime() - ticket.queuedAt.getTime()) / 1000);
}
