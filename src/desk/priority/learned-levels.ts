import { saysSomething, type Pressing, type Raised } from '../catalog/index.ts';
import { createReader, learn, packModel, unpackModel, type Model, type Reader } from '../understanding/index.ts';
import { withoutDenied } from './denial.ts';
import { dimensions, levelTextLimit, type Dimension, type LevelExamples } from './level-lessons.ts';

/** How likely each of the two witnesses must find it that a text presses as much as those that agents raised. */
export const surelyRaised = 0.8;

/** By dimension the models of the two witnesses; null where nothing is raised. */
export type LevelModels = Record<Dimension, readonly [Model, Model] | null>;

/** Reads how pressing a text is; null for a dimension where the text is as usual. */
export type ReadPressing = (text: string) => Pressing;

/** Learns what raises urgency and impact; takes seconds where much was taught. */
export function learnLevels({ impact, urgency }: LevelExamples): LevelModels {
  const both = (examples: LevelExamples[Dimension]): LevelModels[Dimension] => examples && [learn(examples[0]), learn(examples[1])];
  return { impact: both(impact), urgency: both(urgency) };
}

/** A level is read only where both witnesses find it likely, and by the words that both of them name; denied words do not count. */
export function createPressingReader(models: LevelModels): ReadPressing {
  const readerOf = (both: LevelModels[Dimension]): ((text: string) => Raised | null) => {
    if (!both) return () => null;
    const readers = [createReader(both[0]), createReader(both[1])] as const;
    return (text) => readRaised(readers, text);
  };
  const readers = { impact: readerOf(models.impact), urgency: readerOf(models.urgency) };
  return (text) => {
    const said = models.impact || models.urgency ? withoutDenied(text, levelTextLimit) : '';
    return { impact: readers.impact(said), urgency: readers.urgency(said) };
  };
}

function readRaised([one, other]: readonly [Reader, Reader], text: string): Raised | null {
  const first = surely(one, text);
  const second = first && surely(other, text);
  if (!first || !second) return null;
  const named = new Set(other.wordsFor(text, second));
  const words = one.wordsFor(text, first).filter((word) => named.has(word) && saysSomething([word]));
  return words.length === 0 ? null : { level: first === 'high' && second === 'high' ? 'high' : 'medium', words };
}

function surely(reader: Reader, text: string): Raised['level'] | null {
  const [best] = reader.read(text);
  if (!best || best.confidence < surelyRaised) return null;
  return best.label === 'high' || best.label === 'medium' ? best.label : null;
}

/** The models as bytes, under names of their own. */
export function packLevels(models: LevelModels): Map<string, Uint8Array> {
  return new Map(dimensions.flatMap((dimension) => (models[dimension] ?? []).map((model, at) => [nameOf(dimension, at), packModel(model)])));
}

/** Reads what `packLevels` wrote; where a model is missing or cannot be read, its dimension is not raised. */
export function unpackLevels(parts: ReadonlyMap<string, Uint8Array>): LevelModels {
  const unpack = (dimension: Dimension): LevelModels[Dimension] => {
    const [one, other] = [0, 1].map((at) => {
      const bytes = parts.get(nameOf(dimension, at));
      return bytes ? unpackModel(bytes) : null;
    });
    return one && other ? [one, other] : null;
  };
  return { impact: unpack('impact'), urgency: unpack('urgency') };
}

function nameOf(dimension: Dimension, at: number): string {
  return `${dimension}-${at}`;
}
