import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createIntakeFirst } from '../../src/jobs/index.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** So many takings-in under way at once; each function ends one. */
function flood(intakeFirst: ReturnType<typeof createIntakeFirst>, many: number): (() => void)[] {
  const ends: (() => void)[] = [];
  for (let one = 0; one < many; one += 1) void intakeFirst.during(() => new Promise<void>((resolve) => ends.push(resolve)));
  return ends;
}

async function passed(wait: Promise<void>): Promise<boolean> {
  let isOver = false;
  void wait.then(() => {
    isOver = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  return isOver;
}

test('a few contacts at once hold up no job', async () => {
  const intakeFirst = createIntakeFirst();
  flood(intakeFirst, 3);
  expect(await passed(intakeFirst.giveWay())).toBe(true);
});

test('many hold jobs up until only a few are left, whatever became of them', async () => {
  const intakeFirst = createIntakeFirst();
  const [endOne] = flood(intakeFirst, 4);
  const wait = intakeFirst.giveWay();
  await vi.advanceTimersByTimeAsync(299);
  expect(await passed(wait)).toBe(false);
  const later = intakeFirst.giveWay();
  await vi.advanceTimersByTimeAsync(1);
  expect(await passed(wait)).toBe(true);
  expect(await passed(later)).toBe(false);
  endOne?.();
  expect(await passed(later)).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('many one after the other hold jobs up, too, and one now and then does not', async () => {
  const intakeFirst = createIntakeFirst();
  for (let one = 0; one < 4; one += 1) {
    await intakeFirst.during(() => Promise.resolve());
    await vi.advanceTimersByTimeAsync(60);
  }
  const wait = intakeFirst.giveWay();
  expect(await passed(wait)).toBe(false);
  await vi.advanceTimersByTimeAsync(300);
  expect(await passed(wait)).toBe(true);
  await intakeFirst.during(() => Promise.resolve());
  expect(await passed(intakeFirst.giveWay())).toBe(true);
});

test('a flood holds each job up for three tenths of a second at most', async () => {
  const intakeFirst = createIntakeFirst();
  flood(intakeFirst, 9);
  const wait = intakeFirst.giveWay();
  await vi.advanceTimersByTimeAsync(299);
  expect(await passed(wait)).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await passed(wait)).toBe(true);
});
