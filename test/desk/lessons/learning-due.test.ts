import { describe, expect, it } from 'vitest';
import { isHeldOut, isRegression } from '../../../src/desk/lessons/held-out.ts';
import { whyLearn } from '../../../src/desk/lessons/learning-due.ts';
import type { Attempt, Standing } from '../../../src/desk/lessons/models.ts';

const now = new Date('2026-03-10T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const nothing: Standing = { current: null, last: null, lastRefused: null, anyModel: false, anyLesson: false, fresh: 0, freshSince: null, wishedAt: null };
const taught = { ...nothing, anyLesson: true };
const trained = (hours: number): Partial<Standing> => {
  const last: Attempt = { version: 1, madeAt: hoursAgo(hours), learnedSeq: 9, state: 'current', reason: null, figures: null };
  return { last, anyModel: true };
};

it.each<[string, Standing, string | null]>([
  ['nobody taught anything', { ...nothing, anyModel: true }, null],
  ['somebody asked', { ...nothing, wishedAt: hoursAgo(0) }, 'asked'],
  ['a few were taught today', { ...taught, fresh: 19, freshSince: hoursAgo(23) }, null],
  ['enough were taught', { ...taught, fresh: 20, freshSince: hoursAgo(0) }, 'enough-lessons'],
  ['one was taught yesterday', { ...taught, fresh: 1, freshSince: hoursAgo(24) }, 'stale'],
  ['the catalog was changed', { ...taught, anyModel: true, fresh: 1, freshSince: hoursAgo(0) }, 'catalog-changed'],
  ['all is learned', { ...taught, ...trained(24) }, null],
  ['one came after the training of yesterday', { ...taught, ...trained(24), fresh: 1, freshSince: hoursAgo(0) }, 'stale'],
  ['all was learned a week ago, some of it may be erased', { ...taught, ...trained(7 * 24) }, 'stale'],
])('a model is trained or not when %s', (_when, standing, why) => expect(whyLearn(standing, now)).toBe(why));

describe('a regression', () => {
  it.each([
    [0, 0, false], [1, 0, false], [4, 0, false], [5, 0, true], [10, 9, false], [0, 10, false], [30, 10, true], [25, 20, false], [900, 700, true],
  ])('%i lost, %i won: %s', (lost, won, worse) => expect(isRegression(lost, won)).toBe(worse));
});

it('about one ticket of five is held out, the same ones at all times', () => {
  const held = Array.from({ length: 1_000 }, (_, index) => isHeldOut(`ticket ${index}`));
  expect(held.filter(Boolean).length).toBeGreaterThan(150);
  expect(held.filter(Boolean).length).toBeLessThan(250);
  expect(isHeldOut('ticket 7')).toBe(isHeldOut('ticket 7'));
});
