export interface ReadingOn {
  /** Reads on until nothing is left; a call during a run leads to one more look. Never rejects: what failed is read again at the next call. */
  follow(): Promise<void>;
  /** Resolves when what is under way has ended. */
  settled(): Promise<void>;
}

/** Reads batch after batch, one at a time, for as long as `readBatch` says that there is more. */
export function createReadingOn(readBatch: () => Promise<boolean>, onFault: (error: unknown) => void): ReadingOn {
  let running: Promise<void> | null = null;
  /** Counts the calls, so that a run sees whether another came while it read. */
  let calls = 0;

  const run = async () => {
    try {
      for (let answered = -1; answered !== calls; ) {
        answered = calls;
        while (await readBatch());
      }
    } catch (error) {
      onFault(error);
    } finally {
      // At one go with the last look at the calls, so that no call falls between.
      running = null;
    }
  };

  return {
    follow: () => {
      calls += 1;
      running ??= run();
      return running;
    },
    settled: () => running ?? Promise.resolve(),
  };
}
