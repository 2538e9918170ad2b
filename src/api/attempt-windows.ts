import type { Clock } from '../core/index.ts';

interface Window {
  count: number;
  endsAt: number;
}

/** What is counted under which name, and how many are let through within one window. */
export type Limits = readonly (readonly [key: string, most: number])[];

export interface AttemptWindows {
  /** Counts an attempt under every name; gives the seconds to wait when one of them is full, else null. */
  attempt(limits: Limits): number | null;
  /** Takes one attempt back. */
  forgive(limits: Limits): void;
}

const windowLasts = 5 * 60_000;
/** Above this the oldest are forgotten: memory stays bounded whoever knocks. */
const mostRemembered = 20_000;

/** Counts attempts in windows of five minutes. In memory, per process. */
export function createAttemptWindows(clock: Clock): AttemptWindows {
  const windows = new Map<string, Window>();
  const windowOf = (key: string, now: number): Window => {
    const known = windows.get(key);
    if (known && known.endsAt > now) return known;
    const fresh = { count: 0, endsAt: now + windowLasts };
    windows.delete(key);
    windows.set(key, fresh);
    for (const oldest of windows.keys()) {
      if (windows.size <= mostRemembered) break;
      windows.delete(oldest);
    }
    return fresh;
  };
  return {
    attempt: (limits) => {
      const now = clock.now().getTime();
      const held = limits.map(([key, most]) => ({ window: windowOf(key, now), most }));
      const full = held.find(({ window, most }) => window.count >= most);
      if (full) return Math.ceil((full.window.endsAt - now) / 1000);
      for (const { window } of held) window.count += 1;
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
