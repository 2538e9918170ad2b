import { findPlan, type DeskDefinition } from '../definition/index.ts';
import type { Ticket } from '../tickets/index.ts';

/** Minutes that a ticket is placed behind the moment it was queued, by its priority and its customer's plan; negative: before it. */
export function queueOffset(desk: DeskDefinition, { priority, plan }: Pick<Ticket, 'priority' | 'plan'>): number {
  return desk.priorityOffsets[priority ?? 'P3'] + (findPlan(desk, plan)?.offsetMinutes ?? 0);
}

/**
 * The place in the queue: the time of queueing plus the priority's offset. A lower key goes first, so a P1 overtakes
 * and yet a P5 that has waited long enough stands before it; no sweep is needed and nothing starves.
 */
export function queueKey(queuedAt: Date, offsetMinutes: number): Date {
  return new Date(queuedAt.getTime() + offsetMinutes * 60_000);
}

const aCentury = 100 * 365 * 24 * 60 * 60_000;

/** A place before everybody who was not sent there, for a caller who was already through once; among those, who was queued first goes first. */
export function headOfQueueKey(queuedAt: Date): Date {
  return new Date(queuedAt.getTime() - aCentury);
}
