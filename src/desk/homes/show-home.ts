import { AppError, type Clock } from '../../core/index.ts';
import type { HomeOutlet, HomeStore } from './home-store.ts';

/** Shows a person their page anew if that is due. What is refused for good is left until something changes again. Idempotent. */
export type ShowHome = (person: string) => Promise<void>;

const leaseMs = 60_000;
/** Milliseconds until the next try where the workspace does not say how long. */
const pauseMs = 30_000;

export function createShowHome(parts: { homes: HomeStore; outlet: HomeOutlet | null; clock: Clock }): ShowHome {
  const { homes, outlet, clock } = parts;
  // Whoever is told to wait is told so for all: what is due meanwhile is not even tried.
  let quietUntil = 0;
  return async (person) => {
    const at = clock.now();
    if (!outlet || at.getTime() < quietUntil) return;
    const lease = new Date(at.getTime() + leaseMs);
    if (!(await homes.claim(person, at, lease))) return;
    try {
      await outlet.show(person);
    } catch (error) {
      const isKnown = error instanceof AppError;
      if (isKnown && !error.retryable) return homes.conclude(person, lease, null);
      const again = new Date(clock.now().getTime() + (isKnown && error.retryAfterSeconds !== undefined ? error.retryAfterSeconds * 1000 : pauseMs));
      if (isKnown) quietUntil = again.getTime();
      await homes.conclude(person, lease, again);
      if (!isKnown) throw error;
      return;
    }
    await homes.conclude(person, lease, null);
  };
}
