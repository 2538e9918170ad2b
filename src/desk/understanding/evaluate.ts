import { usualBelief } from './belief.ts';
import { learn } from './learn.ts';
import { noneLabel, type Example, type Reader, type Scored } from './model.ts';
import { packModel, unpackModel } from './pack-model.ts';
import { createReader } from './reader.ts';

/** How well texts are understood that were not learned from. Shares are 0 to 1; null where nothing could be counted. */
export interface Evaluation {
  train: { examples: number; labels: number; outOfScope: number; seconds: number };
  test: { inScope: number; outOfScope: number };
  /** Of texts that mean something: those whose best label is right, and those whose label is among the best three. */
  accuracy: number | null;
  top3: number | null;
  withThreshold: Thresholded;
  millisecondsPerText: number;
  modelBytes: number;
}

/** What becomes of texts when those less sure than the threshold are taken for none of the labels. */
export interface Thresholded {
  threshold: number;
  /** Of texts that mean something: those that are placed, and rightly. */
  accuracy: number | null;
  /** Of those that mean nothing: the share that is turned away; and which share of all that is turned away means nothing. */
  outOfScopeRecall: number | null;
  outOfScopePrecision: number | null;
}

/** What learning at once is worth: it begins with the first examples of each label and is taught the others one by one. */
export interface OnlineEvaluation {
  startsWith: number;
  taught: number;
  accuracyBefore: number | null;
  accuracyAfter: number | null;
  /** The same when it is taught only what it read wrongly. */
  accuracyByCorrections: number | null;
  corrections: number;
  millisecondsPerLesson: number;
}

/** The name of each label is an example of it, as an entry's name is in the catalog; a number is no name. */
function withNames(examples: readonly Example[]): Example[] {
  const labels = new Set(examples.map(({ label }) => label).filter((label) => label !== noneLabel && /\p{L}/u.test(label)));
  return [...examples, ...[...labels].map((label) => ({ text: label.replaceAll(/[\W_]+/gu, ' '), label }))];
}

/** Learns from one set and reads the other. `now` gives milliseconds. */
export function evaluate(train: readonly Example[], test: readonly Example[], { threshold, now }: { threshold: number; now: () => number }): Evaluation {
  const begun = now();
  const bytes = packModel(learn(withNames(train)));
  const seconds = (now() - begun) / 1_000;
  const model = unpackModel(bytes);
  if (!model) throw new Error('A model that was just packed cannot be read.');
  const reader = createReader(model);
  // The machine reads faster once it has warmed up, as a desk has that runs all day.
  for (const { text } of test.slice(0, 500)) reader.read(text);
  const from = now();
  const found = test.map(({ text }) => reader.read(text));
  const millisecondsPerText = (now() - from) / Math.max(1, test.length);
  return {
    train: { examples: train.length, labels: new Set(train.map(({ label }) => label)).size, outOfScope: train.filter(isNone).length, seconds },
    test: { inScope: test.filter((example) => !isNone(example)).length, outOfScope: test.filter(isNone).length },
    accuracy: shareRight(test, found, 1),
    top3: shareRight(test, found, 3),
    withThreshold: thresholded(test, found, threshold),
    millisecondsPerText,
    modelBytes: bytes.length,
  };
}

function thresholded(test: readonly Example[], found: readonly Scored[][], threshold: number): Thresholded {
  const placed = found.map((best) => (best[0] && best[0].confidence >= threshold ? best : []));
  const turnedAway = test.filter((_example, at) => placed[at]?.length === 0);
  const rightly = turnedAway.filter(isNone).length;
  return {
    threshold,
    accuracy: shareRight(test, placed, 1),
    outOfScopeRecall: share(rightly, test.filter(isNone).length),
    outOfScopePrecision: share(rightly, turnedAway.length),
  };
}

/** Learns the first `startsWith` examples of each label, in their order, then the others one by one. */
export function evaluateOnline(
  train: readonly Example[], test: readonly Example[], { startsWith, now }: { startsWith: number; now: () => number },
): OnlineEvaluation {
  const counts = new Map<string, number>();
  const first: Example[] = [];
  const later: Example[] = [];
  for (const example of train) {
    const count = counts.get(example.label) ?? 0;
    counts.set(example.label, count + 1);
    (count < startsWith ? first : later).push(example);
  }
  const stream = interleaved(later);
  const model = learn(withNames(first), usualBelief);
  const accuracyOf = (reader: Reader) => shareRight(test, test.map(({ text }) => reader.read(text)), 1);
  const always = createReader(model);
  const accuracyBefore = accuracyOf(always);
  const begun = now();
  for (const example of stream) always.learnOne(example);
  const millisecondsPerLesson = (now() - begun) / Math.max(1, stream.length);
  const corrected = createReader(model);
  const wrong = stream.filter((example) => {
    if (corrected.read(example.text)[0]?.label === example.label) return false;
    corrected.learnOne(example);
    return true;
  });
  return {
    startsWith, taught: stream.length, accuracyBefore, accuracyAfter: accuracyOf(always),
    accuracyByCorrections: accuracyOf(corrected), corrections: wrong.length, millisecondsPerLesson,
  };
}

/** One of each label after the other, as people come: a file often has one label after the other. */
function interleaved(examples: readonly Example[]): Example[] {
  const turns = new Map<string, number>();
  return examples
    .map((example) => {
      const turn = turns.get(example.label) ?? 0;
      turns.set(example.label, turn + 1);
      return { example, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ example }) => example);
}

function shareRight(test: readonly Example[], found: readonly Scored[][], among: number): number | null {
  const asked = test.flatMap((example, at) => (isNone(example) ? [] : [{ example, best: found[at] ?? [] }]));
  return share(asked.filter(({ example, best }) => best.slice(0, among).some(({ label }) => label === example.label)).length, asked.length);
}

function share(some: number, all: number): number | null {
  return all === 0 ? null : some / all;
}

function isNone({ label }: Example): boolean {
  return label === noneLabel;
}
