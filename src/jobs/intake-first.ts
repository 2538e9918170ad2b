/** Lets work that is stored already wait a moment while many are being taken in: a contact not taken in can be lost, a job cannot. */
export interface IntakeFirst {
  /** Somebody is being taken in while this runs. */
  during<T>(takeIn: () => Promise<T>): Promise<T>;
  /** Resolves at once while few are being taken in, else when that is so again, and after `longestWait` in any case. */
  giveWay(): Promise<void>;
}

/** So many at the same moment disturb nobody. */
const few = 4;
/** Milliseconds. Bounds how much a flood can slow routing down: it goes on, job by job. */
const longestWait = 100;

export function createIntakeFirst(): IntakeFirst {
  let under = 0;
  const waiting = new Set<() => void>();

  const letGo = () => {
    for (const go of waiting) go();
  };

  return {
    during: async (takeIn) => {
      under += 1;
      try {
        return await takeIn();
      } finally {
        under -= 1;
        if (under < few) letGo();
      }
    },
    giveWay: () => {
      if (under < few) return Promise.resolve();
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
