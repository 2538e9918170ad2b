import { useSyncExternalStore } from 'react';
import { serverNow } from './times.ts';

type Listen = (changed: () => void) => () => void;

const turnings = new Map<number, Listen>();

/** One timer for everything on the page that turns as often. */
function turnEvery(milliseconds: number): Listen {
  const known = turnings.get(milliseconds);
  if (known) return known;
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | null = null;
  const listen: Listen = (changed) => {
    listeners.add(changed);
    timer ??= setInterval(() => {
      for (const listener of listeners) listener();
    }, milliseconds);
    return () => {
      listeners.delete(changed);
      if (listeners.size > 0 || timer === null) return;
      clearInterval(timer);
      timer = null;
    };
  };
  turnings.set(milliseconds, listen);
  return listen;
}

/** The server's time in milliseconds, anew every so many; whole steps, so that everything on the screen turns together. */
export function useClock(everyMilliseconds = 1_000): number {
  return useSyncExternalStore(turnEvery(everyMilliseconds), () => Math.floor(serverNow() / everyMilliseconds) * everyMilliseconds);
}
