import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { taughtBy } from '../../../src/desk/lessons/lesson-examples.ts';
import {
  burstSeconds, confirmedWeight, correctedWeight, mostOfAgent, mostOfCustomer, weighLast, weighLessons, type Taught, type Weighable,
} from '../../../src/desk/lessons/weigh-lessons.ts';

const begun = Date.parse('2026-03-02T15:00:00Z');
const hours = (count: number) => new Date(begun + count * burstSeconds * 1_000);
const taught: Taught = {
  examplesOf: (entry) => ({ red: 4, carta: 6 })[entry] ?? 0,
  entrySaying: (fingerprint) => (fingerprint === 'no hay red' ? 'red' : null),
};

let tickets = 0;
function lesson(about: Partial<Weighable> = {}): Weighable {
  tickets += 1;
  return { ticketId: String(tickets), agentId: 'ana', customerId: `customer ${tickets}`, entry: 'red', kind: 'corrected', at: hours(0), said: `words ${tickets}`, ...about };
}
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

it('what desk.yaml says of an entry is worth its examples, each by its weight', () => {
  const { examplesOf } = taughtBy([{ text: 'no hay red', label: 'red' }, { text: 'wifi', label: 'red', weight: 0.5 }, { text: 'carta', label: 'carta' }]);
  expect([examplesOf('red'), examplesOf('carta'), examplesOf('other')]).toEqual([1.5, 1, 0]);
});

describe('how much a lesson counts', () => {
  it('is more for what was corrected, and nothing for what desk.yaml says otherwise or does not know', () => {
    const weigh = (about: Partial<Weighable>) => weighLast([lesson(about)], taught);
    expect(weigh({})).toBe(correctedWeight);
    expect(weigh({ kind: 'confirmed' })).toBe(confirmedWeight);
    expect(weigh({ said: 'no hay red' })).toBe(correctedWeight);
    expect(weigh({ entry: 'carta', said: 'no hay red' })).toBe(0);
    expect(weigh({ entry: 'removed' })).toBe(0);
  });

  it('is less than two for a burst of one agent or of one customer, and full again after it', () => {
    const ofAgent = Array.from({ length: 50 }, () => lesson());
    const ofCustomer = Array.from({ length: 50 }, (_, index) => lesson({ customerId: 'eva', agentId: `agent ${index}` }));
    for (const burst of [ofAgent, ofCustomer]) expect(sum(weighLessons(burst, taught))).toBeLessThan(2 * correctedWeight + 1e-6);
    expect(weighLast([...ofAgent.slice(0, 5), lesson({ at: hours(1) })], taught)).toBe(correctedWeight);
  });

  it('is what one side has more than the other where agents contradict each other, and the latest where one does', () => {
    const one = lesson({ said: 'x', agentId: 'ana' });
    const other = lesson({ said: 'x', agentId: 'eva', entry: 'carta' });
    expect(weighLessons([one, other], taught)).toEqual([0, 0]);
    const outvoted = weighLessons([one, lesson({ said: 'x', agentId: 'leo' }), other], taught);
    expect(sum(outvoted)).toBeCloseTo(correctedWeight);
    expect(outvoted[2]).toBe(0);
    expect(weighLessons([one, lesson({ said: 'x', entry: 'carta', at: hours(1) })], taught)).toEqual([0, correctedWeight]);
  });

  it('reaches a limit for what one person teaches of an entry in all their time', () => {
    const often = (about: (index: number) => Partial<Weighable>) => Array.from({ length: 60 }, (_, index) => lesson({ at: hours(index), ...about(index) }));
    expect(sum(weighLessons(often(() => ({})), taught))).toBeCloseTo(4 * mostOfAgent);
    expect(sum(weighLessons(often((index) => ({ customerId: 'eva', agentId: `agent ${index}` })), taught))).toBeCloseTo(4 * mostOfCustomer);
  });

  it('is bounded for each person and entry, and at once never more than alone, whatever is taught', () => {
    const anyLesson = fc.record({
      ticketId: fc.uuid(), agentId: fc.constantFrom('ana', 'eva', 'leo'), customerId: fc.constantFrom('one', 'two', null), entry: fc.constantFrom('red', 'carta', 'removed'),
      kind: fc.constantFrom('confirmed' as const, 'corrected' as const), at: fc.integer({ min: 0, max: 400 }).map(hours),
      said: fc.constantFrom('a', 'b', 'c', 'no hay red', null),
    });
    fc.assert(fc.property(fc.array(anyLesson, { maxLength: 120 }), (lessons) => {
      const weights = weighLessons(lessons, taught);
      const totalOf = (isTheirs: (one: Weighable) => boolean) => sum(weights.filter((_, index) => lessons[index] && isTheirs(lessons[index])));
      for (const entry of ['red', 'carta', 'removed']) {
        const examples = taught.examplesOf(entry) + 1e-9;
        for (const agent of ['ana', 'eva', 'leo']) expect(totalOf((one) => one.agentId === agent && one.entry === entry)).toBeLessThanOrEqual(examples * mostOfAgent);
        for (const customer of ['one', 'two']) expect(totalOf((one) => one.customerId === customer && one.entry === entry)).toBeLessThanOrEqual(examples * mostOfCustomer);
      }
      expect(weights.every((weight) => weight >= 0 && weight <= correctedWeight)).toBe(true);
      expect(weighLast(lessons, taught)).toBeCloseTo(weights.at(-1) ?? 0, 12);
    }), { numRuns: 150 });
  });
});
