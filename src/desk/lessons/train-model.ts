import { learnLevels, noLevels, type LevelExamples } from '../priority/index.ts';
import { createReader, learn, packModel, unpackModel, usualBelief, type Example, type Reader } from '../understanding/index.ts';
import { isRegression, leastHeld } from './held-out.ts';
import type { Figures } from './models.ts';
import { packModels } from './packed-models.ts';

/** All that a training needs: plain data, so that another thread can do it. */
export interface TrainingOrder {
  catalog: Example[];
  lessons: Example[];
  /** Lessons that decide whether the new model is taken. */
  held: Example[];
  /** What teaches urgency and impact; left out: nothing does. */
  levels?: LevelExamples;
  /** The current model's trial, which never saw the held-out lessons either; null: there is none. */
  trial: Uint8Array | null;
}

export type Trained =
  | { kind: 'trained'; bytes: Uint8Array; trial: Uint8Array; figures: Figures }
  | { kind: 'refused'; figures: Figures };

/**
 * Trains once without the held-out lessons and compares that with the current model's trial; when it is not worse beyond
 * chance, trains again with everything. Pure, and takes seconds.
 */
export function trainModel({ catalog, lessons, held, levels = noLevels, trial }: TrainingOrder, now: () => number = () => 0): Trained {
  const begun = now();
  // Of a trial only the order of its answers counts, not how sure they are; where nothing is held out it is the model itself.
  const newTrial = learn([...catalog, ...lessons], held.length === 0 ? undefined : usualBelief);
  const labels = new Set(catalog.map(({ label }) => label));
  const asked = held.filter(({ label }) => labels.has(label));
  const after = rightOnes(createReader(newTrial), asked);
  const older = trial === null || asked.length < leastHeld ? null : unpackModel(trial);
  const before = older && rightOnes(createReader(older), asked);
  const figures = { examples: catalog.length, lessons: lessons.length, held: asked.length, right: count(after), before: before && count(before) };
  const seconds = () => Math.round(now() - begun) / 1_000;
  if (before && isRegression(count(before, after), count(after, before))) return { kind: 'refused', figures: { ...figures, bytes: 0, seconds: seconds() } };
  const bytes = packModels(held.length === 0 ? newTrial : learn([...catalog, ...lessons, ...held]), learnLevels(levels));
  return {
    kind: 'trained', bytes, trial: packModel(newTrial),
    figures: { ...figures, lessons: lessons.length + held.length, bytes: bytes.byteLength, seconds: seconds() },
  };
}

function rightOnes(reader: Reader, asked: readonly Example[]): boolean[] {
  return asked.map(({ text, label }) => reader.read(text)[0]?.label === label);
}

/** How many are right; where `others` are given, that are right while the other one is not. */
function count(right: readonly boolean[], others?: readonly boolean[]): number {
  return right.filter((isRight, index) => isRight && others?.[index] !== true).length;
}
