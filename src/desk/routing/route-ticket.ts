import type { Clock, Transact } from '../../core/index.ts';
import type { Classifier } from '../catalog/index.ts';
import type { DeskDefinition } from '../definition/index.ts';
import { deskActor } from '../events/index.ts';
import { dueTimes } from '../sla/index.ts';
import type { Ticket } from '../tickets/index.ts';
import type { RoutingStores } from './offer.ts';
import { planRoute, type RoutePlan } from './plan.ts';
import { queueKey } from './queue-key.ts';

/** The words of a ticket that routing may read. */
export interface WordStore {
  /** Subject and the texts of the ticket's contacts, oldest first, at most `most` characters. */
  textOf(ticketId: string, most: number): Promise<string>;
}

export interface Router<Stores> {
  /** Gives a new ticket its place; a ticket routed before keeps it. Idempotent; gives the ticket when it now waits in a queue. */
  routeTicket(ticketId: string): Promise<Ticket | null>;
  /** The same for a locked new ticket inside a transaction, before somebody does anything else with it. */
  routeNew(stores: Stores, ticket: Ticket): Promise<Ticket>;
}

const wordsRead = 4_000;

/** Puts new tickets in their queue: classify, prioritise, tier and team, due times. */
export function createRouter<Stores extends RoutingStores & { words: WordStore }>(parts: {
  transact: Transact<Stores>;
  desk: DeskDefinition;
  classifier: Classifier;
  clock: Clock;
  /** Runs in the same transaction once a new ticket has its place: the acknowledgement is written there, exactly once. */
  afterRouting: (stores: Stores, ticket: Ticket) => Promise<void>;
}): Router<Stores> {
  const { transact, desk, classifier, clock, afterRouting } = parts;
  const routeNew = async (stores: Stores, ticket: Ticket) => {
    const text = await stores.words.textOf(ticket.id, wordsRead);
    const plan = planRoute(desk, classifier, { ...ticket, text });
    const routed = await applyRoute(stores, desk, ticket, plan, clock.now());
    await afterRouting(stores, routed);
    return routed;
  };
  return {
    routeNew,
    routeTicket: (ticketId) =>
      transact(async (stores) => {
        const ticket = await stores.tickets.lock(ticketId);
        if (!ticket) return null;
        if (ticket.status !== 'new') {
          if (ticket.routedVersion < ticket.routingVersion) await stores.tickets.markRouted(ticket.id, ticket.routingVersion);
          return ticket.status === 'queued' ? ticket : null;
        }
        return routeNew(stores, ticket);
      }),
  };
}

/** Stores a plan on a locked new ticket: from here on it waits in its team's queue. */
export async function applyRoute(
  stores: RoutingStores,
  desk: DeskDefinition,
  ticket: Ticket,
  plan: RoutePlan,
  at: Date,
): Promise<Ticket> {
  const { because, ...placed } = plan;
  const saved = await stores.tickets.save({
    ...ticket,
    ...placed,
    // What is no longer on the line keeps the lower cost it has.
    cost: ticket.live ? plan.cost : Math.min(plan.cost, ticket.cost),
    status: 'queued',
    queuedAt: at,
    queueKey: queueKey(at, desk.priorityOffsets[plan.priority]),
    routedVersion: ticket.routingVersion,
    ...dueTimes(desk, plan.entry, plan.priority, ticket.openedAt),
  });
  await stores.events.append([
    {
      name: 'ticket.routed',
      at,
      actor: deskActor,
      ticketId: ticket.id,
      reason: plan.triage ? 'triage' : ticket.chosen.entry === undefined ? 'words' : 'chosen',
      before: { status: ticket.status },
      after: { ...placed, because },
    },
  ]);
  return saved;
}
