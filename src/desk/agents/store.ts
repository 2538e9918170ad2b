import type { Agent, Availability } from './agent.ts';

/**
 * Agents inside one transaction. The order of locks everywhere is all tickets, then agents in the order of their ids; only the
 * matcher takes an agent first, and then no ticket that it would have to wait for.
 */
export interface AgentStore {
  /** Locks the row until the transaction ends; null when there is none. */
  lock(agentId: string): Promise<Agent | null>;
  /** Locks in their order those who have one of these locked tickets or are offered it, and `also` these: before a step that changes several. */
  lockThoseOf(ticketIds: readonly string[], also?: readonly string[]): Promise<void>;
  find(agentId: string): Promise<Agent | null>;
  /** Adds to the load. Throws `no_capacity` (409) when it would exceed the capacity. */
  reserve(agentId: string, cost: number): Promise<void>;
  /** Takes off the load; an agent left without load counts as idle since `at`. */
  release(agentId: string, cost: number, at: Date): Promise<void>;
  setAvailability(agentId: string, availability: Availability, reason: string | null, at: Date): Promise<void>;
  /** Counts offers let expire in a row; gives the count. */
  countMissed(agentId: string): Promise<number>;
  forgetMissed(agentId: string): Promise<void>;
  setWrapUp(agentId: string, until: Date | null): Promise<void>;
  /** Teams of which an active agent is signed in (available or away). */
  staffedTeams(): Promise<ReadonlySet<string>>;
  /** Whether any active agent of the team is signed in (available or away). */
  anySignedIn(team: string): Promise<boolean>;
}
