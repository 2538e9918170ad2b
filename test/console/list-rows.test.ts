import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsMoved } from '../../src/console/desk/lists/rows-moved.ts';

const rows = (numbers: readonly number[]) => numbers.map((number) => ({ number: `V-${number}` }));

test('what stands first in sight stays there, whichever rows above it go or come', () => {
  const list = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 30 });
  fc.assert(fc.property(list, list, fc.nat(29), (was, is, place) => {
    const first = place % was.length;
    const stays = was.slice(first).find((number) => is.includes(number));
    expect(first + rowsMoved(rows(was), rows(is), first)).toBe(stays === undefined ? first : is.indexOf(stays));
  }));
});
