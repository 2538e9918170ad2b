import { blockCount, blocks, eachFeature } from './features.ts';

/** Which features are known, by their hash, and how telling each is. */
export interface Vocabulary {
  /** The row of a feature, below `size`. */
  rowOf: ReadonlyMap<number, number>;
  /** By row: under how many labels it stands. */
  standsUnder: Uint16Array;
  /** By row: rare among labels is high. */
  rarity: ArrayLike<number>;
  /** How telling a feature is that was never seen. It lengthens a text, so what is not known makes all scores smaller. */
  unknown: number;
}

/** A text as rows and values of what is known of it, and the places of nothing else. */
export interface Vector {
  rows: Int32Array;
  values: Float32Array;
}

/** More features than these are worth nothing, and with 77 labels the model stays under 5 MB. */
const mostRows = 60_000;

/** Learns which features there are and under how many labels each stands; of too many, those of the fewest texts are left out. */
export function createVocabulary(texts: readonly { words: readonly string[]; label: number }[], labelCount: number): Vocabulary {
  const seen = new Map<number, Seen>();
  texts.forEach(({ words, label }, at) => {
    eachFeature(words, (_block, hash) => {
      const found = seen.get(hash);
      if (!found) seen.set(hash, { texts: 1, lastText: at, labels: new Set([label]) });
      else if (found.lastText !== at) {
        found.texts += 1;
        found.lastText = at;
        found.labels.add(label);
      }
    });
  });
  const kept = seen.size <= mostRows ? [...seen] : [...seen].sort(([, a], [, b]) => b.texts - a.texts).slice(0, mostRows);
  return vocabularyOf(kept.map(([hash]) => hash), Uint16Array.from(kept, ([, { labels }]) => labels.size), labelCount);
}

/** The vocabulary of these features, row by row. */
export function vocabularyOf(hashes: Iterable<number>, standsUnder: Uint16Array, labelCount: number): Vocabulary {
  return {
    rowOf: new Map(Array.from(hashes, (hash, row) => [hash, row])),
    standsUnder,
    rarity: Float32Array.from(standsUnder, (labels) => rarityOf(labels, labelCount)),
    unknown: rarityOf(0, labelCount),
  };
}

interface Seen {
  texts: number;
  lastText: number;
  labels: Set<number>;
}

/** The inverse label frequency: what stands under few labels tells more than what is rare among texts, most of all where examples are few. */
function rarityOf(labels: number, labelCount: number): number {
  return 1 + Math.log((1 + labelCount) / (1 + labels));
}

/** A text as a vector: repeats count by their logarithm, each block has the length of its share. */
export function vectorOf(words: readonly string[], { rowOf, rarity, unknown }: Pick<Vocabulary, 'rowOf' | 'rarity' | 'unknown'>): Vector {
  const { hashes, counts, blockOf } = countFeatures(words);
  const rows: number[] = [];
  const values: number[] = [];
  const from: number[] = [];
  const squares = new Float64Array(blockCount);
  hashes.forEach((hash, at) => {
    const row = rowOf.get(hash);
    const block = blockOf[at] ?? 0;
    const value = (1 + Math.log(counts[at] ?? 1)) * (row === undefined ? unknown : rarity[row] ?? 0);
    squares[block] = (squares[block] ?? 0) + value * value;
    if (row === undefined) return;
    rows.push(row);
    values.push(value);
    from.push(block);
  });
  const scales = squares.map((sum, block) => (blocks[block]?.share ?? 0) / Math.sqrt(sum));
  values.forEach((value, at) => (values[at] = value * (scales[from[at] ?? 0] ?? 0)));
  return { rows: Int32Array.from(rows), values: Float32Array.from(values) };
}

/** Every feature once, with how often it is there and its block. */
function countFeatures(words: readonly string[]): { hashes: number[]; counts: number[]; blockOf: number[] } {
  const places = new Map<number, number>();
  const hashes: number[] = [];
  const counts: number[] = [];
  const blockOf: number[] = [];
  eachFeature(words, (block, hash) => {
    const place = places.get(hash);
    if (place !== undefined) {
      counts[place] = (counts[place] ?? 0) + 1;
      return;
    }
    places.set(hash, hashes.length);
    hashes.push(hash);
    counts.push(1);
    blockOf.push(block);
  });
  return { hashes, counts, blockOf };
}
