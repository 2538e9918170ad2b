import { AppError, invalidInput, notFound, type Clock, type Transact } from '../../core/index.ts';
import type { Agent, Availability } from '../agents/index.ts';
import { agentActor, deskActor, type Actor } from '../events/index.ts';
import { endAssignmentOf, requeue, waitingAnew, type Offers, type RoutingStores } from '../routing/index.ts';

/** Reads and marks who is connected, outside of any transaction. */
export interface PresenceStore {
  /** Notes that these agents are connected to this process now. */
  markSeen(agentIds: string[], at: Date): Promise<void>;
  /** Agents not signed off who have not been seen since; with an id, only this one if it is among them. */
  vanishedSince(before: Date, agentId?: string): Promise<string[]>;
  wasSeenSince(agentId: string, since: Date): Promise<boolean>;
  openOffersOf(agentId: string): Promise<string[]>;
  openAssignmentsOf(agentId: string): Promise<{ ticketId: string }[]>;
  /** Open offers of agents who are no longer available, or no longer of the ticket's team. */
  offersOfAbsentAgents(): Promise<{ offerId: string; reason: string }[]>;
  /** Open assignments of agents whom the desk signed off: left behind when a process died while it gave them back. */
  workLeftBehind(): Promise<{ ticketId: string; agentId: string; reason: string }[]>;
}

export interface Presence {
  /**
   * What the agent says of themselves, with one of the desk's reasons when they are away. Their open offers are withdrawn
   * when they leave; their assignments stay theirs. Throws `invalid_input` (400) for a reason that the desk does not have.
   */
  setAvailability(agentId: string, availability: Availability, reason?: string | null): Promise<Agent>;
  markSeen(agentIds: string[]): Promise<void>;
  /**
   * What a lead says of somebody, who is told at once. Who is not there any more (`offline`) gives their work back, but
   * for a caller they talk to; `away` keeps it. Throws `not_connected` (409) when somebody without a screen is to be available.
   */
  force(agentId: string, to: { availability: Availability; reason: string | null }, by: string): Promise<Agent>;
  /** Signs off an agent who vanished and gives all their work back to the queues. */
  signOff(agentId: string, reason: string): Promise<void>;
  /** Everybody whose time is over is signed off; gives how many. */
  signOffVanished(): Promise<number>;
  /** Takes back what agents who left the desk or a team still hold: open offers, and assignments of those who were signed off. */
  withdrawAbsent(): Promise<void>;
}

/** The reason of a state that a lead gave somebody without saying why. */
const forcedReason = 'by-lead';

function notConnected(): AppError {
  return new AppError({ code: 'not_connected', status: 409, publicMessage: 'This person has no screen open: nobody would see what is offered to them.' });
}

export function createPresence(parts: {
  transact: Transact<RoutingStores>;
  look: PresenceStore;
  offers: Offers;
  clock: Clock;
  graceSeconds: number;
  /** Keys of the desk's reasons for being away. */
  awayReasons: ReadonlySet<string>;
}): Presence {
  const { transact, look, offers, clock, graceSeconds, awayReasons } = parts;

  const change = (agentId: string, availability: Availability, reason: string | null, actor: Actor) =>
    transact(async (stores) => {
      const at = clock.now();
      const was = await stores.agents.lock(agentId);
      if (!was || (!was.active && availability !== 'offline')) throw notFound('The agent');
      if (was.availability === availability && was.awayReason === reason) return was;
      await stores.agents.setAvailability(agentId, availability, reason, at);
      await stores.events.append([
        {
          name: 'agent.changed', at, agentId, reason, actor,
          before: { availability: was.availability }, after: { availability },
        },
      ]);
      if (availability === 'available') stores.signals.raise({ kind: 'match-agent', agentId });
      return { ...was, availability, awayReason: reason };
    });

  const withdrawOffers = async (agentId: string, reason: string) => {
    for (const offerId of await look.openOffersOf(agentId)) await offers.withdraw(offerId, reason);
  };

  const giveBack = (ticketId: string, agentId: string, reason: string) =>
    transact((stores) => returnToQueue(stores, ticketId, agentId, reason, clock.now()));

  const giveBackAll = async (agentId: string, reason: string) => {
    await withdrawOffers(agentId, reason);
    for (const { ticketId } of await look.openAssignmentsOf(agentId)) {
      await giveBack(ticketId, agentId, reason);
    }
  };

  const signOff = async (agentId: string, reason: string) => {
    await change(agentId, 'offline', reason, deskActor);
    await giveBackAll(agentId, reason);
  };

  return {
    setAvailability: async (agentId, availability, reason = null) => {
      if (reason !== null && (availability !== 'away' || !awayReasons.has(reason))) {
        throw invalidInput({ reason: availability === 'away' ? 'one of the reasons in desk.yaml' : 'none: only who is away has one' });
      }
      await look.markSeen([agentId], clock.now());
      const agent = await change(agentId, availability, reason, agentActor(agentId));
      if (availability !== 'available') await withdrawOffers(agentId, availability);
      return agent;
    },
    markSeen: (agentIds) => look.markSeen(agentIds, clock.now()),
    force: async (agentId, { availability, reason }, by) => {
      if (availability === 'available') {
        const since = new Date(clock.now().getTime() - graceSeconds * 1000);
        if (!(await look.wasSeenSince(agentId, since))) throw notConnected();
        return change(agentId, availability, null, agentActor(by));
      }
      const why = reason ?? forcedReason;
      const agent = await change(agentId, availability, why, agentActor(by));
      if (availability === 'offline') await giveBackAll(agentId, why);
      else await withdrawOffers(agentId, why);
      // Their load is less now.
      return (await transact((stores) => stores.agents.find(agentId))) ?? agent;
    },
    signOff,
    signOffVanished: async () => {
      const before = new Date(clock.now().getTime() - graceSeconds * 1000);
      const vanished = await look.vanishedSince(before);
      let signedOff = 0;
      for (const agentId of vanished) {
        // Asked again at their turn: meanwhile they may have come back, or another process may have signed them off.
        if ((await look.vanishedSince(before, agentId)).length === 0) continue;
        await signOff(agentId, 'vanished');
        signedOff += 1;
      }
      return signedOff;
    },
    withdrawAbsent: async () => {
      for (const { offerId, reason } of await look.offersOfAbsentAgents()) await offers.withdraw(offerId, reason);
      for (const { ticketId, agentId, reason } of await look.workLeftBehind()) await giveBack(ticketId, agentId, reason);
    },
  };
}

/** Takes a ticket out of the hands of this agent; a caller on the line goes to the head of the queue. Who talks to a caller keeps them until the call is over: their telephone is not gone with their screen. */
async function returnToQueue(
  stores: RoutingStores,
  ticketId: string,
  agentId: string,
  reason: string,
  at: Date,
): Promise<void> {
  const ticket = await stores.tickets.lock(ticketId);
  if (ticket?.agentId !== agentId) return;
  const held = await stores.assignments.openOfTicket(ticketId);
  if (held?.live === true && held.answeredAt !== null) return;
  const ended = await endAssignmentOf(stores, ticket, reason, at);
  if (!ended) return;
  await stores.events.append([
    {
      name: 'ticket.unassigned', at, actor: deskActor, ticketId, agentId, reason,
      before: { status: ticket.status, agentId }, after: { status: 'queued', agentId: null },
    },
  ]);
  if (ticket.live) await requeue(stores, ticket, { kind: 'head' });
  else await requeue(stores, waitingAnew(ticket, at));
}
