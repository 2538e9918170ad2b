const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Milliseconds after the first, second, … try that failed. After the last of them it is given up: about 43 hours after the first try. */
export const hookPauses: readonly number[] = [5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 24 * hour];
/** A pause is as much longer or shorter, so that what failed together does not come back together. */
const jitter = 0.15;
/** Milliseconds that an answer's Retry-After can ask for at most. */
const longestAskedFor = 24 * hour;

/** When a delivery that failed is tried again; null when it is given up. `chance`: from 0 to 1. `askedFor`: milliseconds that the other side asked us to wait. */
export function nextTryAt(tries: number, at: Date, { chance, askedFor }: { chance: number; askedFor: number | null }): Date | null {
  const pause = hookPauses[tries - 1];
  if (pause === undefined) return null;
  const spread = pause * (1 - jitter + 2 * jitter * chance);
  return new Date(at.getTime() + Math.round(Math.max(spread, Math.min(askedFor ?? 0, longestAskedFor))));
}
