/**
 * Does the work on several things at a time, begun in their order; begins no more once one failed or the signal says so,
 * and waits for those that were begun. `done` counts those up to the first that did not succeed.
 */
export async function receiveInOrder<Thing>(
  things: Thing[],
  atATime: number,
  signal: AbortSignal,
  work: (thing: Thing) => Promise<void>,
): Promise<{ done: number; fault: Error | null }> {
  const ended = new Set<number>();
  const waiting = things.entries();
  const failed: { fault: Error | null } = { fault: null };
  const worker = async () => {
    for (const [index, thing] of waiting) {
      if (failed.fault !== null || signal.aborted) return;
      try {
        await work(thing);
        ended.add(index);
      } catch (error) {
        failed.fault ??= error instanceof Error ? error : new Error(String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, things.length) }, worker));
  let done = 0;
  while (ended.has(done)) done += 1;
  return { done, fault: failed.fault };
}
