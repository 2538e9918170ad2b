/**
 * The place in the queue: the time of queueing plus the priority's offset. A lower key goes first, so a P1 overtakes
 * and yet a P5 that has waited long enough stands before it; no sweep is needed and nothing starves.
 */
export function queueKey(queuedAt: Date, offsetMinutes: number): Date {
  return new Date(queuedAt.getTime() + offsetMinutes * 60_000);
}

const oneDay = 24 * 60 * 60_000;

/** A place before everybody else's, for a caller who was already through once. */
export function headOfQueueKey(key: Date): Date {
  return new Date(key.getTime() - oneDay);
}
