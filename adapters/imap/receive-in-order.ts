/**
 * Does the work on several things at a time, begun in their order; begins no more once one failed or the signal says so,
 * and waits for those that were begun. `done` are the outcomes up to the first that has none.
 */
export async function receiveInOrder<Thing, Outcome>(
  things: Thing[],
  atATime: number,
  signal: AbortSignal,
  work: (thing: Thing) => Promise<Outcome>,
): Promise<{ done: Outcome[]; fault: Error | null }> {
  const ended = new Map<number, Outcome>();
  const waiting = things.entries();
  const failed: { fault: Error | null } = { fault: null };
  const worker = async () => {
    for (const [index, thing] of waiting) {
      if (failed.fault !== null || signal.aborted) return;
      try {
        ended.set(index, await work(thing));
      } catch (error) {
        failed.fault ??= error instanceof Error ? error : new Error(String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, things.length) }, worker));
  const done: Outcome[] = [];
  for (let outcome = ended.get(0); outcome !== undefined; outcome = ended.get(done.length)) done.push(outcome);
  return { done, fault: failed.fault };
}
