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
