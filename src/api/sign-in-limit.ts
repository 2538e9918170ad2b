import type { Clock } from '../core/index.ts';

interface Window {
  count: number;
  endsAt: number;
}

const windowLasts = 5 * 60_000;
const mostPerPair = 10;
const mostPerAddress = 100;
const mostPerIp = 300;
/** Above this the oldest are forgotten: memory stays bounded whoever knocks. */
const mostRemembered = 20_000;

export interface SignInLimit {
  /** Counts an attempt; gives the seconds to wait when there were too many, else null. */
  attempt(email: string, ip: string): number | null;
  /** Takes the attempt back: only those that failed count. */
  succeeded(email: string, ip: string): void;
}

/** Bounds guessing of passwords: failures per address from one place, per address, and per place. In memory, per process. */
export function createSignInLimit(clock: Clock): SignInLimit {
  const windows = new Map<string, Window>();
  const limitsOf = (email: string, ip: string): [string, number][] => [
    [`${ip} ${email}`, mostPerPair], [`address ${email}`, mostPerAddress], [`ip ${ip}`, mostPerIp],
  ];
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
    attempt: (email, ip) => {
      const now = clock.now().getTime();
      const held = limitsOf(email, ip).map(([key, most]) => ({ window: windowOf(key, now), most }));
      const full = held.find(({ window, most }) => window.count >= most);
      if (full) return Math.ceil((full.window.endsAt - now) / 1000);
      for (const { window } of held) window.count += 1;
      return null;
    },
    succeeded: (email, ip) => {
      for (const [key] of limitsOf(email, ip)) {
        const window = windows.get(key);
        if (window && window.count > 0) window.count -= 1;
      }
    },
  };
}
