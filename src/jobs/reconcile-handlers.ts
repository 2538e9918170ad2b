import type { Clock } from '../core/index.ts';
import type { Reconcile, Reconciled } from '../intake/reconcile/index.ts';
import type { JobHandlers } from './handlers.ts';

/** Queue `calls`: takes in what the provider knows and could not tell us. Aborting ends it where it is; the next run goes on. */
export function reconcileHandlers(parts: {
  reconcile: Reconcile | null;
  signal: AbortSignal;
  onReconciled?: (done: Reconciled) => void;
}): JobHandlers {
  const { reconcile, signal, onReconciled } = parts;
  return {
    'reconcile-provider': async () => {
      const done = await reconcile?.(signal).catch((error: unknown) => {
        if (signal.aborted) return null;
        throw error;
      });
      if (done) onReconciled?.(done);
    },
  };
}

const everyMs = 10 * 60_000;
const askedEveryMs = 30_000;

/**
 * Whether the provider's past is to be gone through: once since this process began, and then ten minutes after any
 * process did. Asked every half minute until it was done, for a run may fail.
 */
export function createReconcileDue(lastRun: () => Promise<Date | null>, clock: Clock): (at: Date) => Promise<boolean> {
  const begunAt = clock.now().getTime();
  let askedAt = -Infinity;
  return async (at) => {
    if (at.getTime() - askedAt < askedEveryMs) return false;
    askedAt = at.getTime();
    const last = (await lastRun())?.getTime() ?? -Infinity;
    return last < begunAt || at.getTime() - last >= everyMs;
  };
}
