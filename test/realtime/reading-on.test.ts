import { expect, it } from 'vitest';
import { createReadingOn } from '../../src/realtime/reading-on.ts';

it('looks once more for a call that came while it read, one batch at a time, and again after a fault', async () => {
  const faults: unknown[] = [];
  let batches = 0;
  let atOnce = 0;
  const answers: (boolean | Error)[] = [true, false, false, new Error('gone'), false];
  const reading = createReadingOn(async () => {
    const answer = answers[batches] ?? false;
    batches += 1;
    atOnce += 1;
    await Promise.resolve();
    expect(atOnce).toBe(1);
    // While the second is read somebody calls, twice.
    if (batches === 2) void Promise.all([reading.follow(), reading.follow()]);
    atOnce -= 1;
    if (answer instanceof Error) throw answer;
    return answer;
  }, (error) => faults.push(error));
  await reading.follow();
  expect(batches).toBe(3);
  await reading.follow();
  expect([batches, faults.length]).toEqual([4, 1]);
  void reading.follow();
  await reading.settled();
  expect([batches, faults.length]).toEqual([5, 1]);
});
