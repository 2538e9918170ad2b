import { AppError, type Clock } from '../../core/index.ts';
import type { CheckpointName, ReconcileStore } from './store.ts';

/** What became of one thing in a list; `not-yet`: it must be looked at again. */
export type TakenIn = 'taken' | 'known' | 'not-yet';

export interface ProviderList<Item> {
  name: Exclude<CheckpointName, 'run'>;
  list(since: Date): AsyncIterable<Item[]>;
  /** Which of a page we may not have. */
  unknown(page: Item[]): Promise<Item[]>;
  takeIn(item: Item): Promise<TakenIn>;
  at(item: Item): Date;
}

export interface ListParts {
  store: Pick<ReconcileStore, 'checkpoint' | 'saveCheckpoint'>;
  clock: Clock;
  /** Told of what cannot be taken in and does not keep the rest waiting. */
  onFault: (error: unknown) => void;
}

/** Lists are not in order of arrival, and the provider's clock is not ours: this much is looked at again. */
export const overlapMs = 15 * 60_000;
/** Nor has it more than whole seconds: the desk's very beginning is taken a little wide. */
const beginningMs = 60_000;
/** What is not to be had for so long is given up. */
export const givenUpAfterMs = 24 * 60 * 60_000;
/** New things that one run takes in at most; the next one goes on. */
const mostTaken = 20_000;

/**
 * Takes in what a list has and we have not, oldest first, and then moves the checkpoint, so that a run that was cut short
 * is done again. The very first run takes nothing: what was before the desk is not its business. Gives how many were taken.
 */
export async function goThroughList<Item>(list: ProviderList<Item>, parts: ListParts, signal: AbortSignal): Promise<number> {
  const { store, clock, onFault } = parts;
  const startedAt = clock.now();
  const checkpoint = await store.checkpoint(list.name);
  if (!checkpoint) {
    await store.saveCheckpoint(list.name, new Date(startedAt.getTime() - beginningMs));
    return 0;
  }
  const since = new Date(Math.max(checkpoint.begunAt.getTime(), checkpoint.coveredUntil.getTime() - overlapMs));
  const { items, isWhole } = await gather(list, since, signal);
  let taken = 0;
  let coveredUntil = startedAt.getTime();
  for (const item of items) {
    signal.throwIfAborted();
    const result = await list.takeIn(item).catch((error: unknown): TakenIn => {
      if (error instanceof AppError && error.retryable) throw error;
      onFault(error);
      return 'not-yet';
    });
    if (result === 'taken') taken += 1;
    if (result === 'not-yet') coveredUntil = Math.min(coveredUntil, list.at(item).getTime());
  }
  if (isWhole) {
    const latest = Math.max(coveredUntil, startedAt.getTime() - givenUpAfterMs);
    await store.saveCheckpoint(list.name, new Date(latest));
  }
  return taken;
}

/** Everything unknown, oldest first; not whole when there is more than one run takes in. */
async function gather<Item>(list: ProviderList<Item>, since: Date, signal: AbortSignal): Promise<{ items: Item[]; isWhole: boolean }> {
  const items: Item[] = [];
  for await (const page of list.list(since)) {
    signal.throwIfAborted();
    items.push(...(await list.unknown(page)));
    if (items.length >= mostTaken) return { items: items.reverse(), isWhole: false };
  }
  return { items: items.reverse(), isWhole: true };
}
