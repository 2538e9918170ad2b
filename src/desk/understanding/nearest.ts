import { hashText } from './hash-text.ts';
import type { NearestExamples } from './model.ts';
import { stemsOf } from './stem.ts';

/** Words of an example that are remembered. */
const mostStems = 60;

/** Keeps of each example which stems it holds, as hashes. */
export function rememberExamples(examples: readonly { source: string; words: readonly string[]; label: number }[]): NearestExamples {
  const held = examples.map(({ words }) => stemHashes(words));
  const starts = new Uint32Array(examples.length + 1);
  held.forEach((stems, at) => (starts[at + 1] = (starts[at] ?? 0) + stems.length));
  return {
    sources: examples.map(({ source }) => source),
    labels: Uint16Array.from(examples, ({ label }) => label),
    starts,
    stems: Int32Array.from(held.flat()),
  };
}

/** The sources of the examples of a label that share most with the words: the cosine of their stems, each weighing what `rarityOf` says. */
export function findNearest(
  { sources, labels, starts, stems }: NearestExamples,
  words: readonly string[],
  label: number,
  rarityOf: (hash: number) => number,
  most: number,
): string[] {
  const asked = new Set(stemHashes(words));
  const found: { source: string; likeness: number }[] = [];
  sources.forEach((source, at) => {
    if (labels[at] !== label) return;
    let shared = 0;
    let length = 0;
    for (let place = starts[at] ?? 0, end = starts[at + 1] ?? 0; place < end; place += 1) {
      const hash = stems[place] ?? 0;
      const squared = rarityOf(hash) ** 2;
      length += squared;
      if (asked.has(hash)) shared += squared;
    }
    if (shared > 0) found.push({ source, likeness: shared / Math.sqrt(length) });
  });
  return found.sort((a, b) => b.likeness - a.likeness).slice(0, most).map(({ source }) => source);
}

function stemHashes(words: readonly string[]): number[] {
  return [...new Set(words.slice(0, mostStems).map((word) => {
    const { en } = stemsOf(word);
    return hashText(en, 0, en.length, 4);
  }))];
}
