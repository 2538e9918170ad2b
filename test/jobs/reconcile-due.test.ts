import { describe, expect, it } from 'vitest';
import { createReconcileDue, reconcileHandlers } from '../../src/jobs/index.ts';
import { testClock } from '../support/desk.ts';

const start = () => {
  const clock = testClock();
  const state: { last: Date | null; asked: number } = { last: null, asked: 0 };
  const due = createReconcileDue(async () => {
    state.asked += 1;
    return state.last;
  }, clock);
  return { clock, state, due: () => due(clock.now()) };
};

describe('when the provider is asked', () => {
  it('is asked at the start even when another process just did, then every ten minutes', async () => {
    const { clock, state, due } = start();
    state.last = new Date(clock.now().getTime() - 1);
    expect(await due()).toBe(true);
    state.last = clock.now();
    clock.advance(599);
    expect(await due()).toBe(false);
    clock.advance(31);
    expect(await due()).toBe(true);
  });

  it('is asked again until it was done, and not at every tick', async () => {
    const { clock, state, due } = start();
    expect(await due()).toBe(true);
    for (let tick = 0; tick < 59; tick += 1) {
      clock.advance(0.5);
      expect(await due()).toBe(false);
    }
    expect(state.asked).toBe(1);
    clock.advance(0.5);
    expect(await due()).toBe(true);
  });
});

describe('the job', () => {
  const done = { texts: 1, calls: 0, recordings: 0, endings: 0, receipts: 0 };
  const run = (reconcile: Parameters<typeof reconcileHandlers>[0]['reconcile'], signal = new AbortController().signal) => {
    const told: unknown[] = [];
    const handle = reconcileHandlers({ reconcile, signal, onReconciled: (counts) => told.push(counts) })['reconcile-provider'];
    return { told, work: handle?.({}) };
  };

  it('tells what was taken in, and nothing when another process is at it or there is no provider', async () => {
    for (const [reconcile, expected] of [[async () => done, [done]], [async () => null, []], [null, []]] as const) {
      const { told, work } = run(reconcile);
      await work;
      expect(told).toEqual(expected);
    }
  });

  it('fails when the provider does, so that it is tried again; but not when the process ends', async () => {
    const fails = () => Promise.reject(new Error('out of reach'));
    await expect(run(fails).work).rejects.toThrow('out of reach');
    await expect(run(fails, AbortSignal.abort()).work).resolves.toBeUndefined();
  });
});
