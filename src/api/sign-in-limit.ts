import { createAttemptWindows, type AttemptLimits, type Clock } from '../core/index.ts';

const mostPerPair = 10;
const mostPerAddress = 100;
const mostPerIp = 300;

export interface SignInLimit {
  /** Counts an attempt; gives the seconds to wait when there were too many, else null. */
  attempt(email: string, ip: string): number | null;
  /** Takes the attempt back: only those that failed count. */
  succeeded(email: string, ip: string): void;
}

/** Bounds guessing of passwords: failures per address from one place, per address, and per place. */
export function createSignInLimit(clock: Clock): SignInLimit {
  const windows = createAttemptWindows(clock);
  const limitsOf = (email: string, ip: string): AttemptLimits => [
    [`${ip} ${email}`, mostPerPair], [`address ${email}`, mostPerAddress], [`ip ${ip}`, mostPerIp],
  ];
  return {
    attempt: (email, ip) => windows.attempt(limitsOf(email, ip)),
    succeeded: (email, ip) => windows.forgive(limitsOf(email, ip)),
  };
}
