/** Lets work that is stored already wait a moment while many are being taken in: a contact not taken in can be lost, a job cannot. */
export interface IntakeFirst {
  /** Somebody is being taken in while this runs. */
  during<T>(takeIn: () => Promise<T>): Promise<T>;
  /** Resolves at once while few are being taken in, else when that is so again, and after `longestWait` in any case. */
  giveWay(): Promise<void>;
}

/** So many at the same moment, or within the last `longestWait`, disturb nobody. */
const few = 4;
/** Milliseconds. Bounds how much a flood can slow routing down: it goes on, job by job. */
const longestWait = 300;

export function createIntakeFirst(): IntakeFirst {
  let under = 0;
  /** When the latest were begun, oldest first. */
  const begun: number[] = [];
  const waiting = new Set<() => void>();

  const isFlood = () => under >= few || (begun.length === few && performance.now() - (begun[0] ?? 0) < longestWait);

  return {
    during: async (takeIn) => {
      under += 1;
      begun.push(performance.now());
      if (begun.length > few) begun.shift();
      try {
        return await takeIn();
      } finally {
        under -= 1;
        if (!isFlood()) for (const go of waiting) go();
      }
    },
    giveWay: () => {
      if (!isFlood()) return Promise.resolve();
      return new Promise((resolve) => {
        const go = () => {
          clearTimeout(timer);
          waiting.delete(go);
          resolve();
        };
        const timer = setTimeout(go, longestWait);
        waiting.add(go);
      });
    },
  };
}
