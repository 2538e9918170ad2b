import { hashText } from './hash-text.ts';
import type { NearestExamples } from './model.ts';
import { stemsOf } from './stem.ts';

/** Words of an example that are remembered. */
const mostStems = 60;
/** Examples of a label that a text is compared with, so that telling why costs no more as a desk grows old. */
const mostCompared = 500;

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

/** The sources of the latest examples of a label that share most with the words: the cosine of their stems, each weighing what `rarityOf` says. */
export function findNearest(
  { sources, labels, starts, stems }: NearestExamples,
  words: readonly string[],
  label: number,
  rarityOf: (hash: number) => number,
  most: number,
): string[] {
  const asked = new Set(stemHashes(words));
  const found: { source: string; likeness: number }[] = [];
  let compared = 0;
  for (let at = sources.length - 1; at >= 0 && compared < mostCompared; at -= 1) {
    if (labels[at] !== label) continue;
    compared += 1;
    const held = stems.subarray(starts[at] ?? 0, starts[at + 1] ?? 0);
    if (!held.some((hash) => asked.has(hash))) continue;
    let shared = 0;
    let length = 0;
    for (const hash of held) {
      const squared = rarityOf(hash) ** 2;
      length += squared;
      if (asked.has(hash)) shared += squared;
    }
    found.push({ source: sources[at] ?? '', likeness: shared / Math.sqrt(length) });
  }
  return found.sort((a, b) => b.likeness - a.likeness).slice(0, most).map(({ source }) => source);
}

function stemHashes(words: readonly string[]): number[] {
  return [...new Set(words.slice(0, mostStems).map((word) => {
    const { en } = stemsOf(word);
    return hashText(en, 0, en.length, 4);
  }))];
}
