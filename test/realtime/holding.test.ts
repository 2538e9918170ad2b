import { expect, it } from 'vitest';
import { createHolding } from '../../src/realtime/chat/holding.ts';

it('lets each one hold so many at once, and another when one is given back', () => {
  const holding = createHolding(1);
  expect([holding.take('a'), holding.take('a'), holding.take('b')]).toEqual([true, false, true]);
  holding.give('a');
  expect(holding.take('a')).toBe(true);
});
