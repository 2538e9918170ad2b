import type { Clock } from '../../src/core/index.ts';
import { within } from './within.ts';

/** What was asked for not long ago, so that it need not be asked for again. */
export interface ShortMemory<Value> {
  /** What is remembered, or what `ask` gives: once for all who ask meanwhile. A fault is not remembered. */
  get(key: string, ask: () => Promise<Value>): Promise<Value>;
  /** The same, or null where it was asked for `withinMs` ago and nobody knows yet: who asks again meanwhile need not wait again. Never rejects. */
  soon(key: string, ask: () => Promise<Value>, withinMs: number): Promise<Value | null>;
  forget(key: string): void;
}

/** Holds at most `most` values; the one that was asked for first is forgotten first. */
export function createShortMemory<Value>(clock: Clock, { rememberMs, most }: { rememberMs: number; most: number }): ShortMemory<Value> {
  const remembered = new Map<string, { value: Promise<Value>; until: number; began: number }>();
  const look = (key: string, ask: () => Promise<Value>) => {
    const now = clock.now().getTime();
    const known = remembered.get(key);
    if (known && known.until > now) return known;
    const value = ask();
    const asked = { value, until: now + rememberMs, began: performance.now() };
    remembered.delete(key);
    remembered.set(key, asked);
    value.catch(() => {
      if (remembered.get(key) === asked) remembered.delete(key);
    });
    const oldest = remembered.keys().next();
    if (remembered.size > most && !oldest.done) remembered.delete(oldest.value);
    return asked;
  };
  return {
    get: (key, ask) => look(key, ask).value,
    soon: (key, ask, withinMs) => {
      const { value, began } = look(key, ask);
      return within(value.catch(() => null), Math.max(0, began + withinMs - performance.now()), null);
    },
    forget: (key) => void remembered.delete(key),
  };
}
