import { useSyncExternalStore } from 'react';
import { serverNow } from '../../shared/times.ts';

/** The server's time in milliseconds, anew every so many; whole steps, so that everything on the screen turns together. */
export function useClock(everyMilliseconds = 1_000): number {
  return useSyncExternalStore(
    (changed) => {
      const turning = setInterval(changed, everyMilliseconds);
      return () => clearInterval(turning);
    },
    () => Math.floor(serverNow() / everyMilliseconds) * everyMilliseconds,
  );
}
