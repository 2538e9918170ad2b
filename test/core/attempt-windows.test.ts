import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAttemptWindows, createRateLimit } from '../../src/core/index.ts';
import { testClock } from '../support/desk.ts';

const lasts = 10_000;
const mostRemembered = 4;

/** What is said of attempts in plain words: each name's window in the order in which they began, the oldest forgotten first. */
function createLedger() {
  let windows: { key: string; beganAt: number; count: number }[] = [];
  const on = (key: string, now: number) => windows.find((window) => window.key === key && now - window.beganAt < lasts);
  return {
    attempt: (limits: (readonly [string, number])[], now: number): number | null => {
      const full = limits.map(([key, most]) => ({ window: on(key, now), most })).find(({ window, most }) => (window?.count ?? 0) >= most);
      if (full?.window) return Math.ceil((full.window.beganAt + lasts - now) / 1000);
      for (const [key] of limits) {
        const window = on(key, now);
        if (window) window.count += 1;
        else windows = [...windows.filter((other) => other.key !== key), { key, beganAt: now, count: 1 }].slice(-mostRemembered);
      }
      return null;
    },
  };
}

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
const step = fc.record({ seconds: fc.constantFrom(0, 0, 0, 1, 4, 10), keys: fc.uniqueArray(key, { minLength: 1, maxLength: 2 }), most: fc.integer({ min: 1, max: 3 }) });

describe('attempts', () => {
  it('are counted for each name by itself, within its own time, and only the oldest are forgotten', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const clock = testClock();
      const windows = createAttemptWindows(clock, { lasts, mostRemembered });
      const ledger = createLedger();
      for (const { seconds, keys, most } of steps) {
        clock.advance(seconds);
        const limits = keys.map((one) => [one, most] as const);
        expect(windows.attempt(limits)).toBe(ledger.attempt(limits, clock.now().getTime()));
      }
    }), { numRuns: 500 });
  });

  it('that are refused make nobody forgotten: whoever is shut out cannot knock the door down', () => {
    const windows = createAttemptWindows(testClock(), { mostRemembered });
    expect(windows.attempt([['place', 1], ['name 0', 1]])).toBeNull();
    for (let name = 1; name <= 10 * mostRemembered; name += 1) expect(windows.attempt([[`name ${name}`, 1], ['place', 1]])).toBe(300);
  });

  it('can be taken back', () => {
    const windows = createAttemptWindows(testClock());
    windows.attempt([['a', 1]]);
    windows.forgive([['a', 1], ['never seen', 1]]);
    expect(windows.attempt([['a', 1]])).toBeNull();
  });

  it('are let through again when the clock was set back', () => {
    const clock = testClock();
    const limit = createRateLimit(clock, 1, lasts);
    expect([limit.allows('a'), limit.allows('a')]).toEqual([true, false]);
    clock.advance(-3_600);
    expect(limit.allows('a')).toBe(true);
  });

  it('of a crowd past all memory cost their own windows only: whoever came last is still counted', () => {
    const limit = createRateLimit(testClock(), 1, lasts);
    for (let count = 0; count < 60_000; count += 1) limit.allows(`key ${count}`);
    expect([limit.allows('key 59999'), limit.allows('key 10001'), limit.allows('key 0')]).toEqual([false, false, true]);
  });
});
