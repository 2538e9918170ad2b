import type { Signals } from '../../core/index.ts';
import type { AgentStore } from '../agents/index.ts';
import type { EventLog } from '../events/index.ts';
import type { Ticket, TicketStore } from '../tickets/index.ts';

/** A ticket shown to one agent until it ends, exactly once. An open offer reserves its cost. */
export interface Offer {
  id: string;
  ticketId: string;
  agentId: string;
  cost: number;
  live: boolean;
  offeredAt: Date;
  expiresAt: Date;
}

export type OfferOutcome = 'accepted' | 'declined' | 'expired' | 'withdrawn';

/** The accepted result: this agent has this ticket. `cost` is what it takes of the agent's capacity now. */
export interface Assignment {
  id: string;
  ticketId: string;
  agentId: string;
  cost: number;
  live: boolean;
  startedAt: Date;
  answeredAt: Date | null;
}

/** `isTold`: its agent is told of it outside of the console, too. */
export interface OfferTold {
  isTold: boolean;
}

export interface OfferStore {
  open(offer: Offer): Promise<OfferTold>;
  /** Ends an offer that is still open (compare-and-set); null when it had ended before. */
  end(offerId: string, outcome: OfferOutcome, reason: string | null, at: Date): Promise<OfferTold | null>;
  find(offerId: string): Promise<Offer | null>;
  openOfTicket(ticketId: string): Promise<Offer | null>;
}

export interface AssignmentStore {
  start(assignment: Assignment): Promise<void>;
  end(assignmentId: string, reason: string, at: Date): Promise<void>;
  openOfTicket(ticketId: string): Promise<Assignment | null>;
  find(assignmentId: string): Promise<(Assignment & { endedAt: Date | null }) | null>;
  /** Whether the agent has somebody on the line, or ringing. */
  isOnLine(agentId: string): Promise<boolean>;
  markAnswered(assignmentId: string, at: Date): Promise<void>;
  /** Changes what an open assignment reserves; the caller keeps the agent's load in step. */
  setCost(assignmentId: string, cost: number, live: boolean): Promise<void>;
}

/** Looks for matches inside one transaction. */
export interface QueueStore {
  /**
   * Locks the agent (waits) and says what they can take: null when not available, or in wrap-up.
   */
  lockReadyAgent(agentId: string, at: Date): Promise<ReadyAgent | null>;
  /**
   * The first ticket in queue order that this agent may take, locked; tickets locked by others are passed over.
   * `maxCost` bounds its cost. Tickets this agent declined or let expire recently are left out, and those kept for somebody else.
   */
  lockNext(agent: ReadyAgent, limits: { maxCost: number; at: Date; cooldowns: Cooldowns }): Promise<Ticket | null>;
  /** The queue key of the first ticket that this agent could take with an empty desk but not now; null when there is none. */
  firstTooLarge(agent: ReadyAgent, limits: { spare: number; at: Date; cooldowns: Cooldowns }): Promise<{ queueKey: Date; queuedAt: Date } | null>;
  /** Agents who could take this ticket now, best first: not refused it lately, its customer's last agent, lowest load ratio, longest idle. Of one that is kept, that agent alone. */
  candidates(ticketId: string, limits: { at: Date; cooldowns: Cooldowns; most: number }): Promise<string[]>;
  /** Who last held a ticket of this ticket's customer, since then, and may take this one: of its team, with its skills and language. Whoever passed this very ticket on is not meant. */
  lastAgent(ticket: Ticket, during: { since: Date; waitsSince: Date }): Promise<LastAgent | null>;
}

export interface LastAgent {
  agentId: string;
  isAvailable: boolean;
  /** They were shown this ticket in its present wait and did not take it. */
  hasPassed: boolean;
}

/** What routing asks of customers. */
export interface CustomerPlans {
  /** The key of their plan, or null. */
  planOf(customerId: string): Promise<string | null>;
}

/** How long a ticket is not offered again to the agent who refused it, in seconds. */
export interface Cooldowns {
  declined: number;
  expired: number;
}

export interface ReadyAgent {
  id: string;
  teams: string[];
  skills: string[];
  locales: string[];
  capacity: number;
  load: number;
  /** Already shown a live offer, or on a call. */
  hasLive: boolean;
}

/** What routing works on in one transaction. */
export interface RoutingStores {
  tickets: TicketStore;
  agents: AgentStore;
  offers: OfferStore;
  assignments: AssignmentStore;
  queue: QueueStore;
  customers: CustomerPlans;
  events: EventLog;
  signals: Signals;
}
