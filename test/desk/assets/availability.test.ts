import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { availabilityOf } from '../../../src/desk/assets/index.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1000);
const span = (from: number, to: number | null) => ({ from: at(from), to: to === null ? null : at(to) });
const of = (downtimes: { from: Date; to: Date | null }[], now = 1_000) => availabilityOf(downtimes, { from: at(0), to: at(1_000) }, at(now));

describe('availability', () => {
  test.each([
    ['nothing was down', [], 1_000, 0, 100],
    ['apart', [span(100, 200), span(300, 350)], 1_000, 150, 85],
    ['overlapping, touching, inside one another and told twice', [span(100, 200), span(150, 250), span(250, 300), span(160, 170), span(100, 200)], 1_000, 200, 80],
    ['reaching out of the period', [span(-500, 10), span(990, 2_000)], 1_000, 20, 98],
    ['outside of it', [span(-500, 0), span(1_000, 2_000)], 1_000, 0, 100],
    ['still lasting counts up to now', [span(400, null)], 500, 100, 80],
    ['of no length', [span(5, 5)], 1_000, 0, 100],
    ['all the time', [span(-1, null)], 1_000, 1_000, 0],
  ])('of downtimes %s', (_, downtimes, now, downSeconds, availability) => {
    expect(of(downtimes, now)).toMatchObject({ downSeconds, availability });
  });

  test('is unknown before the period began, and never said better than it was', () => {
    expect(of([], -5)).toEqual({ seconds: 0, downSeconds: 0, availability: null });
    const year = { from: at(0), to: at(365 * 86_400) };
    expect(availabilityOf([span(0, 1)], year, year.to).availability).toBe(99.999);
    expect(availabilityOf([span(0, 86_400)], { from: at(0), to: at(1_000 * 86_400) }, at(1_000 * 86_400)).availability).toBe(99.9);
  });

  test('counts each second that any downtime covers once', () => {
    const some = fc.array(fc.tuple(fc.integer({ min: -20, max: 120 }), fc.option(fc.integer({ min: 0, max: 60 }))), { maxLength: 12 });
    fc.assert(fc.property(some, fc.integer({ min: 1, max: 150 }), (told, now) => {
      const downtimes = told.map(([from, length]) => span(from, length === null ? null : from + length));
      const isDown = (second: number) => told.some(([from, length]) => from <= second && (length === null || second < from + length));
      const seconds = Array.from({ length: Math.min(100, now) }, (_, second) => second);
      const { downSeconds, availability } = availabilityOf(downtimes, { from: at(0), to: at(100) }, at(now));
      expect(downSeconds).toBe(seconds.filter(isDown).length);
      expect(availability).toBe(Math.floor(((seconds.length - downSeconds) * 100_000) / seconds.length) / 1_000);
    }));
  });
});
