import type { Clock } from './clock.ts';

/** What is counted under which name, and how many are let through within one window. */
export type AttemptLimits = readonly (readonly [key: string, most: number])[];

export interface AttemptWindows {
  /** Counts an attempt under every name; gives the seconds to wait when one of them is full, and then counts it under none. */
  attempt(limits: AttemptLimits): number | null;
  /** Takes one attempt back. */
  forgive(limits: AttemptLimits): void;
}

/** Counts what each of many does within a time. */
export interface RateLimit {
  /** Whether this one may; counts it when so. */
  allows(key: string): boolean;
}

interface Window {
  count: number;
  beganAt: number;
}

const fiveMinutes = 5 * 60_000;

/**
 * Counts attempts in windows that begin with the first one of each name. In memory, per process: above `mostRemembered`
 * names the windows that began first are forgotten, so whoever knocks cannot make memory grow.
 */
export function createAttemptWindows(clock: Clock, { lasts = fiveMinutes, mostRemembered = 50_000 } = {}): AttemptWindows {
  /** In the order in which they began. */
  const windows = new Map<string, Window>();
  const isOn = ({ beganAt }: Window, now: number) => beganAt <= now && now < beganAt + lasts;
  const current = (key: string, now: number): Window | null => {
    const known = windows.get(key);
    return known && isOn(known, now) ? known : null;
  };

  const begin = (key: string, now: number): Window => {
    const fresh = { count: 0, beganAt: now };
    windows.delete(key);
    windows.set(key, fresh);
    for (const [oldest, window] of windows) {
      if (windows.size <= mostRemembered && isOn(window, now)) break;
      windows.delete(oldest);
    }
    return fresh;
  };

  return {
    attempt: (limits) => {
      const now = clock.now().getTime();
      for (const [key, most] of limits) {
        const window = current(key, now);
        if (window && window.count >= most) return Math.ceil((window.beganAt + lasts - now) / 1000);
      }
      for (const [key] of limits) (current(key, now) ?? begin(key, now)).count += 1;
      return null;
    },
    forgive: (limits) => {
      for (const [key] of limits) {
        const window = windows.get(key);
        if (window && window.count > 0) window.count -= 1;
      }
    },
  };
}

/** At most so many for each name, within each window of so many milliseconds. */
export function createRateLimit(clock: Clock, most: number, lasts: number): RateLimit {
  const windows = createAttemptWindows(clock, { lasts });
  return { allows: (key) => windows.attempt([[key, most]]) === null };
}
