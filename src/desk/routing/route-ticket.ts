import type { Clock, Transact } from '../../core/index.ts';
import type { Classifier } from '../catalog/index.ts';
import { findPlan, findTeam, type DeskDefinition, type Plan } from '../definition/index.ts';
import { deskActor, type NewEvent } from '../events/index.ts';
import { dueTimes } from '../sla/index.ts';
import { isHeldBack, type Chosen, type Ticket } from '../tickets/index.ts';
import { heldBack } from './hold-back.ts';
import { preferenceFor } from './last-agent.ts';
import type { RoutingStores } from './offer.ts';
import { planRoute, type RoutePlan } from './plan.ts';
import { queueKey, queueOffset } from './queue-key.ts';
import { nextStepAt } from './wait-steps.ts';

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
  /**
   * Classifies locked new tickets that nobody's words brought, and holds them back: they hang on another. `text`: their words. Gives them in
   * their order.
   */
  holdBackNew(stores: Stores, some: readonly { ticket: Ticket; text: string }[]): Promise<Ticket[]>;
}

/** Characters of a ticket's words that routing reads. */
export const wordsRead = 4_000;

/** Puts new tickets in their queue: classify, prioritise, tier and team, due times. */
export function createRouter<Stores extends RoutingStores & { words: WordStore }>(parts: {
  transact: Transact<Stores>;
  desk: DeskDefinition;
  classifier: Classifier;
  clock: Clock;
  /** Runs in the same transaction once a new ticket has its place: the acknowledgement is written there, exactly once. `why`: what else it could have been. */
  afterRouting: (stores: Stores, ticket: Ticket, why: Pick<RoutePlan['because'], 'candidates'>) => Promise<void>;
}): Router<Stores> {
  const { transact, desk, classifier, clock, afterRouting } = parts;
  const routeNew = async (stores: Stores, ticket: Ticket) => {
    const text = await stores.words.textOf(ticket.id, wordsRead);
    const plan = planRoute(desk, classifier, { ...ticket, text });
    const routed = await applyRoute(stores, desk, ticket, plan, clock.now());
    await afterRouting(stores, routed, plan.because);
    return routed;
  };
  const routeAgain = async (stores: Stores, ticket: Ticket) => {
    const at = clock.now();
    const seen = { ...ticket, routedVersion: ticket.routingVersion };
    if (ticket.status !== 'queued') return stores.tickets.noteRouting(seen);
    const preferring = { ...seen, ...(await preferenceFor(stores, desk, ticket, at)) };
    return stores.tickets.noteRouting({ ...preferring, nextStepAt: nextStepAt(desk, preferring, at) });
  };
  return {
    routeNew,
    holdBackNew: async (stores, some) => {
      const at = clock.now();
      const placed = some.map(({ ticket, text }) => placeNew(desk, ticket, planRoute(desk, classifier, { ...ticket, text: text.slice(0, wordsRead) }), null, at));
      await stores.events.append(placed.map(({ event }) => event));
      return stores.tickets.saveAll(placed.map(({ ticket }) => heldBack(ticket)));
    },
    routeTicket: (ticketId) =>
      transact(async (stores) => {
        const ticket = await stores.tickets.lock(ticketId);
        if (!ticket || isHeldBack(ticket)) return null;
        if (ticket.status !== 'new') {
          if (ticket.routedVersion < ticket.routingVersion) await routeAgain(stores, ticket);
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
  const customerPlan = findPlan(desk, ticket.customerId === null || desk.plans.length === 0 ? null : await stores.customers.planOf(ticket.customerId));
  const { ticket: routed, event } = placeNew(desk, ticket, plan, customerPlan, at);
  const preferring = { ...routed, ...(await preferenceFor(stores, desk, routed, at)) };
  const saved = await stores.tickets.save({ ...preferring, nextStepAt: nextStepAt(desk, preferring, at) });
  await stores.events.append([event]);
  return saved;
}

/** A new ticket as a plan places it in its queue, and what is told of it. Pure. */
function placeNew(desk: DeskDefinition, ticket: Ticket, plan: RoutePlan, customerPlan: Plan | null, at: Date): { ticket: Ticket; event: NewEvent } {
  const { because, ...asPlanned } = plan;
  const placed = { ...asPlanned, team: teamOfPlan(desk, plan, customerPlan, ticket.chosen) };
  const event: NewEvent = {
    name: 'ticket.routed',
    at,
    actor: deskActor,
    ticketId: ticket.id,
    reason: plan.triage ? 'triage' : ticket.chosen.entry === undefined ? 'words' : 'chosen',
    before: { status: ticket.status },
    after: { ...placed, ...(customerPlan ? { plan: customerPlan.key } : {}), because },
  };
  return {
    event,
    ticket: {
      ...ticket,
      ...placed,
      plan: customerPlan?.key ?? null,
      // What is no longer on the line keeps the lower cost it has.
      cost: ticket.live ? plan.cost : Math.min(plan.cost, ticket.cost),
      status: 'queued',
      queuedAt: at,
      waitsSince: at,
      overflowStep: 0,
      queueKey: queueKey(at, queueOffset(desk, { priority: plan.priority, plan: customerPlan?.key ?? null })),
      routedVersion: ticket.routingVersion,
      ...dueTimes(desk, plan.entry, plan.priority, ticket.openedAt, customerPlan?.key ?? null),
    },
  };
}

/** The team that was chosen; else that of the customer's plan where it works this tier of this service, else the entry's own. */
export function teamOfPlan(desk: DeskDefinition, { team, tier, service }: RoutePlan, plan: Plan | null, chosen: Chosen): string {
  if (chosen.team === team) return team;
  const own = plan?.team == null ? null : findTeam(desk, plan.team);
  const fits = own !== null && own.tier === tier && (own.service === null || own.service === service);
  return fits ? own.key : team;
}
