import { describe, expect, it } from 'vitest';
import { createReader, evaluateOnline, learn, noneLabel, usualBelief, type Example } from '../../../src/desk/understanding/index.ts';
import { readIntents, seventySeven } from '../../support/intents.ts';

const clinc = { train: readIntents('clinc150-train'), test: readIntents('clinc150-test') };
const isIntent = ({ label }: Example) => label !== noneLabel;

/** Percent of the texts that mean something whose best label is right. */
function accuracy(train: readonly Example[], test: readonly Example[]): number {
  const reader = createReader(learn(train, usualBelief));
  const asked = test.filter(isIntent);
  return (100 * asked.filter(({ text, label }) => reader.read(text)[0]?.label === label).length) / asked.length;
}

describe('how well texts are understood that nobody learned from', () => {
  it.each([[10, 75], [30, 84], [100, 90.5]])('of 77 intents with %i examples each: %f % and more', (each, floor) => {
    const { train, test } = seventySeven(each);
    expect(accuracy(train, test)).toBeGreaterThanOrEqual(floor);
  });

  it('of the 150 intents of CLINC150: 92 % and more', () => {
    expect(accuracy(clinc.train, clinc.test)).toBeGreaterThanOrEqual(92);
  });

  it('of Spanish and English in one model: 90 % and more in each', () => {
    const train = readIntents('corpus50-train');
    expect(accuracy(train, readIntents('corpus50-test-es'))).toBeGreaterThanOrEqual(90);
    expect(accuracy(train, readIntents('corpus50-test-en'))).toBeGreaterThanOrEqual(90);
  });

  it('taught one by one: most of the way from 10 examples of each to all of them', () => {
    const { train, test } = seventySeven(30);
    const online = evaluateOnline(train, test, { startsWith: 10, now: () => 0 });
    expect(online.accuracyBefore ?? 0).toBeLessThan(0.9);
    expect(online.accuracyAfter ?? 0).toBeGreaterThanOrEqual(0.9);
  });
});
