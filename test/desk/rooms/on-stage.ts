import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { startStage, type Stage } from './stage.ts';

/**
 * One stage for the tests of a file, cleared after each. At the end the provider must have been asked for nothing that it
 * does not offer, and the desk must have failed nowhere, unless the tests break things themselves (`mayFail`).
 */
export function onStage(take: (stage: Stage) => void, { mayFail = false, ...options }: { mayFail?: boolean } & Parameters<typeof startStage>[0] = {}): void {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage(options);
    take(stage);
  });
  afterEach(() => stage.clear());
  afterAll(async () => {
    await stage.close();
    expect(stage.network.violations).toEqual([]);
    if (!mayFail) expect(stage.faults).toEqual([]);
  });
}
