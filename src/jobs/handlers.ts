import type { CallControl, Transact } from '../core/index.ts';
import type { LineStores } from '../desk/calls/index.ts';
import { agentDidNotAnswer } from '../desk/calls/index.ts';
import type { Clock } from '../core/index.ts';
import type { Deliveries } from '../desk/replies/index.ts';
import type { Matcher, Router } from '../desk/routing/index.ts';
import { bridgeCallPayload, deliverReplyPayload, matchAgentPayload, routeTicketPayload } from './jobs.ts';

export type JobHandlers = Record<string, (data: unknown) => Promise<void>>;

/** Queue `routing`: gives a ticket its place and looks for its agent, or fills an agent who gained capacity. */
export function routingHandlers(parts: { router: Pick<Router<never>, 'routeTicket'>; matcher: Matcher }): JobHandlers {
  return {
    'route-ticket': async (data) => {
      const { ticketId } = routeTicketPayload.parse(data);
      const ticket = await parts.router.routeTicket(ticketId);
      if (ticket) await parts.matcher.matchTicket(ticket.id);
    },
    'match-agent': async (data) => {
      await parts.matcher.matchAgent(matchAgentPayload.parse(data).agentId);
    },
  };
}

/** Queue `delivery`: sends one reply, at most once. */
export function deliveryHandlers(parts: { deliveries: Deliveries }): JobHandlers {
  return {
    'deliver-reply': async (data) => {
      await parts.deliveries.deliver(deliverReplyPayload.parse(data).deliveryId);
    },
  };
}

/** Queue `calls`: sends a waiting caller to the agent who accepted. A caller who is gone ends the call; without a line out the agent did not answer. */
export function callHandlers(parts: {
  transact: Transact<LineStores>;
  control: CallControl | null;
  callerGone: (callId: string) => Promise<void>;
  /** Rings the agent for a ticket whose customer is to be called; false when that is not so. */
  startOutreach: (assignmentId: string) => Promise<boolean>;
  clock: Clock;
}): JobHandlers {
  const { transact, control, callerGone, startOutreach, clock } = parts;
  return {
    'bridge-call': async (data) => {
      const { assignmentId } = bridgeCallPayload.parse(data);
      if (await startOutreach(assignmentId)) return;
      const call = await transact(async (stores) => {
        const assignment = await stores.assignments.find(assignmentId);
        if (!assignment || assignment.endedAt !== null || assignment.answeredAt !== null) return null;
        return stores.calls.openOfTicket(assignment.ticketId);
      });
      if (!call) return;
      if (control) {
        if ((await control.redirectToBridge(call.id, assignmentId)) === 'gone') await callerGone(call.id);
        return;
      }
      await transact(async (stores) => {
        if (call.ticketId === null) return;
        const ticket = await stores.tickets.lock(call.ticketId);
        const assignment = ticket ? await stores.assignments.openOfTicket(ticket.id) : null;
        if (ticket && assignment?.id === assignmentId) {
          await agentDidNotAnswer(stores, ticket, assignment, 'no-line-out', clock.now());
        }
      });
    },
  };
}
