import type { ConcernedEvent } from '../desk/events/index.ts';
import type { TicketReader } from '../desk/tickets/index.ts';
import type { AgentView } from './protocol.ts';

/** The published log: dense, in order, the same for everybody. */
export interface PublishedLog {
  eventsAfter(seq: number, limit: number): Promise<ConcernedEvent[]>;
  lastSeq(): Promise<number>;
  /** Calls on news, and now and then without; keeps trying while the store is out of reach. */
  listen(onNews: () => void): Promise<{ stop(): Promise<void> }>;
}

/** The first words of who asks, or null, and since when they wait. */
export interface OfferedWords {
  preview: string | null;
  waitingSince: Date;
}

/** What an agent's screen shows first, read outside of any transaction. */
export interface AgentDesk {
  findAgent(agentId: string): Promise<AgentView | null>;
  openOffersOf(agentId: string): Promise<{ offerId: string; ticketId: string; offeredAt: Date; expiresAt: Date }[]>;
  /** What is told of tickets that are offered, by their ids. */
  offeredWords(ticketIds: readonly string[]): Promise<ReadonlyMap<string, OfferedWords>>;
  openAssignmentsOf(agentId: string): Promise<{ assignmentId: string; ticketId: string; startedAt: Date }[]>;
  /** Everything that waits for an agent, in every team. */
  waiting(): Promise<{ team: string; priority: string | null; count: number; oldestAt: Date }[]>;
}

export type SummaryReader = Pick<TicketReader, 'readSummary'>;

/** Calls `work` every so many milliseconds until the function it gives is called. */
export type Every = (milliseconds: number, work: () => void) => () => void;

export const everyInterval: Every = (milliseconds, work) => {
  const timer = setInterval(work, milliseconds);
  timer.unref();
  return () => clearInterval(timer);
};
