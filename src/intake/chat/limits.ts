import type { Clock } from '../../core/index.ts';

/** Counts what each of many does within a time. */
export interface RateLimit {
  /** Whether this one may; counts it when so. */
  allows(key: string): boolean;
  /** How many it keeps in mind. */
  remembered(): number;
}

/** Keys that are remembered at once; above that the oldest window is forgotten early rather than memory grows. */
const mostKeys = 50_000;

/** At most so many within each window of so many milliseconds, for each key. */
export function createRateLimit(clock: Clock, most: number, windowMs: number): RateLimit {
  let window = -1;
  let counts = new Map<string, number>();
  return {
    allows: (key) => {
      const now = Math.floor(clock.now().getTime() / windowMs);
      if (now !== window || counts.size >= mostKeys) {
        window = now;
        counts = new Map();
      }
      const count = counts.get(key) ?? 0;
      if (count >= most) return false;
      counts.set(key, count + 1);
      return true;
    },
    remembered: () => counts.size,
  };
}

/** How many of something each one has at the moment; nobody who has none is remembered. */
export interface Holding {
  /** Whether this one may have another; counts it when so. */
  take(key: string): boolean;
  give(key: string): void;
}

export function createHolding(most: number): Holding {
  const counts = new Map<string, number>();
  return {
    take: (key) => {
      const count = counts.get(key) ?? 0;
      if (count >= most) return false;
      counts.set(key, count + 1);
      return true;
    },
    give: (key) => {
      const count = (counts.get(key) ?? 0) - 1;
      if (count > 0) counts.set(key, count);
      else counts.delete(key);
    },
  };
}
