import type { Clock } from '../../src/core/index.ts';

/** What was asked for not long ago, so that it need not be asked for again. */
export interface ShortMemory<Value> {
  /** What is remembered, or what `ask` gives: once for all who ask meanwhile. A fault is not remembered. */
  get(key: string, ask: () => Promise<Value>): Promise<Value>;
  forget(key: string): void;
}

/** Holds at most `most` values; the one that was asked for first is forgotten first. */
export function createShortMemory<Value>(clock: Clock, { rememberMs, most }: { rememberMs: number; most: number }): ShortMemory<Value> {
  const remembered = new Map<string, { value: Promise<Value>; until: number }>();
  return {
    get: (key, ask) => {
      const now = clock.now().getTime();
      const known = remembered.get(key);
      if (known && known.until > now) return known.value;
      const value = ask();
      remembered.delete(key);
      remembered.set(key, { value, until: now + rememberMs });
      value.catch(() => {
        if (remembered.get(key)?.value === value) remembered.delete(key);
      });
      const oldest = remembered.keys().next();
      if (remembered.size > most && !oldest.done) remembered.delete(oldest.value);
      return value;
    },
    forget: (key) => void remembered.delete(key),
  };
}
