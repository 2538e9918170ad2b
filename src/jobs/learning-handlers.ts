import type { Learning } from '../desk/lessons/index.ts';
import type { JobHandlers } from './handlers.ts';

/** Queue `learning`: trains a model of what is understood, if one is due. Aborting leaves the one there is; it is trained again later. */
export function learningHandlers(parts: { learning: Pick<Learning, 'learn'>; signal: AbortSignal }): JobHandlers {
  return {
    learn: async () => {
      await parts.learning.learn(parts.signal).catch((error: unknown) => {
        if (!parts.signal.aborted) throw error;
      });
    },
  };
}

const askedEveryMs = 5_000;

/** Whether a model is to be trained, looked up every few seconds. */
export function createLearningDue({ isDue }: Pick<Learning, 'isDue'>): (at: Date) => Promise<boolean> {
  let askedAt = -Infinity;
  return async (at) => {
    if (at.getTime() - askedAt < askedEveryMs) return false;
    askedAt = at.getTime();
    return isDue(at);
  };
}
