import type { Clock } from '../core/index.ts';

/** How many bytes each place has sent us to keep today (in UTC); about so many, since what is on its way is not counted yet. */
export interface ByteBudget {
  isSpent(place: string): boolean;
  spend(place: string, bytes: number): void;
}

/** What one place may send in a day without anybody having signed in: as much as so many files of the largest size. */
const largestFilesPerDay = 40;
/** Above this the oldest are forgotten: memory stays bounded whoever sends. */
const mostRemembered = 20_000;
const day = 24 * 60 * 60_000;

/** In memory, per process. */
export function createByteBudget(clock: Clock, { maxMegabytes }: { maxMegabytes: number }): ByteBudget {
  const mostBytes = largestFilesPerDay * maxMegabytes * 1024 * 1024;
  const sent = new Map<string, number>();
  let today = -1;
  const bytesOf = (place: string) => {
    const now = Math.floor(clock.now().getTime() / day);
    if (now !== today) sent.clear();
    today = now;
    return sent.get(place) ?? 0;
  };
  return {
    isSpent: (place) => bytesOf(place) >= mostBytes,
    spend: (place, bytes) => {
      const before = bytesOf(place);
      sent.delete(place);
      sent.set(place, before + bytes);
      for (const oldest of sent.keys()) {
        if (sent.size <= mostRemembered) break;
        sent.delete(oldest);
      }
    },
  };
}
