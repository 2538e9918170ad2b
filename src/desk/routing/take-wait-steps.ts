import type { Clock, Transact } from '../../core/index.ts';
import type { DeskDefinition } from '../definition/index.ts';
import { deskActor, type NewEvent } from '../events/index.ts';
import type { Ticket } from '../tickets/index.ts';
import type { RoutingStores } from './offer.ts';
import { requeue } from './requeue.ts';
import { takeSteps, type StepTaken, type Surroundings } from './wait-steps.ts';

export interface WaitSteps {
  /** Does what time asks of a ticket that waits for an agent; one that is offered meanwhile is looked at again when it returns. False when nothing changed. */
  take(ticketId: string): Promise<boolean>;
}

/** Time passing for tickets that wait: each step once, however often and by however many it is asked for. */
export function createWaitSteps(parts: { transact: Transact<RoutingStores>; desk: DeskDefinition; clock: Clock }): WaitSteps {
  const { transact, desk, clock } = parts;
  return {
    take: (ticketId) =>
      transact(async (stores) => {
        const was = await stores.tickets.lock(ticketId);
        if (was?.status !== 'queued') return false;
        const at = clock.now();
        const { ticket, taken } = takeSteps(desk, was, await lookAround(stores, was, at));
        if (taken.length > 0) {
          await stores.events.append(taken.map((one) => tellStep(one, at)));
          await requeue(stores, ticket);
          return true;
        }
        await stores.tickets.noteRouting(ticket);
        const isReleased = was.preferredUntil !== null && ticket.preferredUntil === null;
        if (isReleased) {
          const { routingVersion, priority } = ticket;
          stores.signals.raise({ kind: 'route-ticket', ticketId, routingVersion, priority });
        }
        return isReleased;
      }),
  };
}

async function lookAround(stores: RoutingStores, ticket: Ticket, at: Date): Promise<Surroundings> {
  const preferred = ticket.preferredUntil === null || ticket.preferredAgentId === null ? null : await stores.agents.find(ticket.preferredAgentId);
  const isHere = preferred?.active === true && preferred.availability === 'available'
    && ticket.team !== null && preferred.teams.includes(ticket.team);
  return { at, preferredIsGone: !isHere, staffed: ticket.live ? await stores.agents.staffedTeams() : new Set() };
}

function tellStep({ step, reason, was, is }: StepTaken, at: Date): NewEvent {
  const about = { at, actor: deskActor, ticketId: is.id };
  if (step.kind === 'relax') {
    return { ...about, name: 'ticket.relaxed', reason, before: { skills: was.skills }, after: { skills: is.skills } };
  }
  return {
    ...about, name: 'ticket.overflowed', reason,
    before: { team: was.team, tier: was.tier }, after: { team: is.team, tier: is.tier },
  };
}
