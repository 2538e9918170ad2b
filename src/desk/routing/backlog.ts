import type { Signal } from '../../core/index.ts';

/** What PostgreSQL knows to be due, read outside of any transaction. Everything here is found again until it is done. */
export interface Backlog {
  dueOffers(at: Date, most: number): Promise<string[]>;
  /** Signals that were lost or are late: tickets not routed, agents with room for what waits, deliveries due, callers not yet sent to their agent. */
  lateSignals(at: Date, most: number): Promise<Signal[]>;
  /** Tickets waiting for an agent about which time has something to change, and those kept for somebody who cannot take them. */
  dueToStep(at: Date, most: number): Promise<string[]>;
  /** Agents whose wrap-up is over. */
  wrapUpsOver(at: Date, most: number): Promise<string[]>;
  /** Waiting tickets whose time is over. */
  dueToWake(at: Date, most: number): Promise<string[]>;
}
