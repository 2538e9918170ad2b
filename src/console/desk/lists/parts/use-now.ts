import { useSyncExternalStore } from 'react';
import { serverNow } from '../../../shared/times.ts';

const step = 5_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let now = serverNow();

function listen(listener: () => void): () => void {
  listeners.add(listener);
  now = serverNow();
  timer ??= setInterval(() => {
    now = serverNow();
    for (const one of listeners) one();
  }, step);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** The server's time in milliseconds, anew every five seconds; one timer serves everything on the page. */
export function useNow(): number {
  return useSyncExternalStore(listen, () => now);
}
