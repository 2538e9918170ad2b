import type { Locale } from '../../core/index.ts';
import { stemWord } from './stem.ts';
import { createSpelling } from './spelling.ts';
import { unknownWordWeight, wordWeight } from './word-weights.ts';

/** One thing that people say, and the entry they mean by it. */
export interface Example {
  entry: string;
  words: string[];
}

/** Weights of the stems of a text and of its pairs of neighbouring stems. */
type Features = Map<string, number>;

export interface ExampleIndex {
  /** How much a text resembles each entry's examples, 0 to 1; entries that share nothing with it are left out. */
  score(words: readonly string[]): Map<string, number>;
}

interface Document {
  entry: string;
  length: number;
}

/** How far two stems that stand together count beside one stem. */
const pairWeight = 0.5;
/** A word that was mended counts a little less than one written right. */
const mendedWeight = 0.85;
/** What the most alike example counts, against all examples of the entry together. */
const bestExampleShare = 0.6;
/** What a text loses when no word that counts is known; unknown words hint at another subject. */
const strangeness = 0.25;

/** An index of one language's examples: TF-IDF cosine to single examples, blended with what the words tell about the entry. */
export function createExampleIndex(examples: readonly Example[], locale: Locale): ExampleIndex {
  const spelling = createSpelling(examples.flatMap((example) => example.words));
  const knownWords = new Set(examples.flatMap((example) => example.words));
  const entriesOf = new Map<string, Map<string, number>>();
  for (const example of examples) {
    for (const stem of new Set(stemsOf(plain(example.words, locale), locale).keys())) {
      const counts = entriesOf.get(stem) ?? new Map<string, number>();
      counts.set(example.entry, (counts.get(example.entry) ?? 0) + 1);
      entriesOf.set(stem, counts);
    }
  }
  const entryCount = new Set(examples.map((example) => example.entry)).size;
  const rarity = (stem: string) => Math.log(1 + entryCount / (entriesOf.get(stem)?.size ?? 1));
  const weigh = (features: Features): Features =>
    new Map([...features].map(([stem, weight]) => [stem, weight * rarity(stem)]));

  const documents: Document[] = [];
  const postings = new Map<string, { document: number; weight: number }[]>();
  for (const example of examples) {
    const features = weigh(stemsOf(plain(example.words, locale), locale));
    const document = documents.push({ entry: example.entry, length: lengthOf(features) }) - 1;
    for (const [stem, weight] of features) {
      const list = postings.get(stem);
      if (list) list.push({ document, weight });
      else postings.set(stem, [{ document, weight }]);
    }
  }

  const read = (words: readonly string[]): Features =>
    weigh(stemsOf(words.map((word) => {
      if (knownWords.has(word) || entriesOf.has(stemWord(word, locale))) return { word, weight: wordWeight(word, locale) };
      const weight = unknownWordWeight(word, locale);
      const mended = weight < 1 ? null : spelling(word);
      return mended === null ? { word, weight } : { word: mended, weight: mendedWeight * wordWeight(mended, locale) };
    }), locale));

  return {
    score(words) {
      const features = read(words);
      const length = lengthOf(features);
      if (length === 0) return new Map();
      const alike = bestCosines(features, length, documents, postings);
      const told = toldShares(features, entriesOf);
      const familiar = 1 - strangeness * (1 - knownShare(features, entriesOf));
      return new Map([...alike].map(([entry, cosine]) =>
        [entry, familiar * (bestExampleShare * cosine + (1 - bestExampleShare) * (told.get(entry) ?? 0))]));
    },
  };
}

/** The greatest cosine of the text to one example of each entry. */
function bestCosines(
  features: Features,
  length: number,
  documents: readonly Document[],
  postings: ReadonlyMap<string, readonly { document: number; weight: number }[]>,
): Map<string, number> {
  const products = new Map<number, number>();
  for (const [stem, weight] of features) {
    for (const posting of postings.get(stem) ?? []) {
      products.set(posting.document, (products.get(posting.document) ?? 0) + weight * posting.weight);
    }
  }
  const best = new Map<string, number>();
  for (const [at, product] of products) {
    const document = documents[at];
    if (!document) continue;
    best.set(document.entry, Math.max(best.get(document.entry) ?? 0, product / (length * document.length)));
  }
  return best;
}

/** Which share of the text's weight each entry's examples explain; a stem of several entries is shared among them. */
function toldShares(features: Features, entriesOf: ReadonlyMap<string, ReadonlyMap<string, number>>): Map<string, number> {
  const told = new Map<string, number>();
  let whole = 0;
  for (const [stem, weight] of features) {
    // A pair that no example has is no evidence against anything.
    if (stem.includes(' ') && !entriesOf.has(stem)) continue;
    whole += weight;
    const counts = entriesOf.get(stem);
    if (!counts) continue;
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    for (const [entry, count] of counts) told.set(entry, (told.get(entry) ?? 0) + (weight * count) / total);
  }
  return new Map([...told].map(([entry, weight]) => [entry, weight / whole]));
}

interface WeighedWord {
  word: string;
  weight: number;
}

function plain(words: readonly string[], locale: Locale): WeighedWord[] {
  return words.map((word) => ({ word, weight: wordWeight(word, locale) }));
}

function stemsOf(words: readonly WeighedWord[], locale: Locale): Features {
  const features: Features = new Map();
  let before: { stem: string; weight: number } | null = null;
  for (const { word, weight } of words) {
    const stem = stemWord(word, locale);
    features.set(stem, Math.max(features.get(stem) ?? 0, weight));
    // Two empty words side by side ("de la") say nothing either.
    if (before && Math.max(before.weight, weight) >= 0.5) {
      const pair = `${before.stem} ${stem}`;
      features.set(pair, Math.max(features.get(pair) ?? 0, pairWeight * Math.sqrt(before.weight * weight)));
    }
    before = { stem, weight };
  }
  return features;
}

/** Which share of the text's single words, by weight, stands in any example. */
function knownShare(features: Features, entriesOf: ReadonlyMap<string, unknown>): number {
  const singles = [...features].filter(([stem]) => !stem.includes(' '));
  const sum = (list: typeof singles) => list.reduce((total, [, weight]) => total + weight, 0);
  return sum(singles.filter(([stem]) => entriesOf.has(stem))) / sum(singles);
}

function lengthOf(features: Features): number {
  return Math.sqrt([...features.values()].reduce((sum, weight) => sum + weight * weight, 0));
}
