import { expect, it } from 'vitest';
import { createByteBudget } from '../../src/api/byte-budget.ts';
import { testClock } from '../support/desk.ts';

const megabyte = 1024 * 1024;

it('a place that sent its share waits until tomorrow, others do not', () => {
  const clock = testClock(new Date('2026-11-22T23:00:00Z'));
  const budget = createByteBudget(clock, { maxMegabytes: 1 });
  budget.spend('one', 21 * megabyte);
  expect(budget.isSpent('one')).toBe(false);
  budget.spend('one', 21 * megabyte);
  expect([budget.isSpent('one'), budget.isSpent('two')]).toEqual([true, false]);
  clock.advance(3_601);
  expect(budget.isSpent('one')).toBe(false);
});

it('the memory of it stays bounded, and keeps who sent last', () => {
  const budget = createByteBudget(testClock(), { maxMegabytes: 1 });
  for (let place = 0; place <= 20_000; place += 1) budget.spend(`p${place}`, 40 * megabyte);
  expect([budget.isSpent('p0'), budget.isSpent('p1'), budget.isSpent('p20000')]).toEqual([false, true, true]);
});
