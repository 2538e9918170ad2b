import { believe } from './belief.ts';
import { foldedClauses } from './folded-words.ts';
import { judgeHeldOut } from './judge-held-out.ts';
import { noneLabel, type Belief, type Example, type Model } from './model.ts';
import { rememberExamples } from './nearest.ts';
import { asWritten } from './spoken-words.ts';
import { weighLabels, type LabelWeights } from './weigh-labels.ts';

/** UTF-16 units of a text that are looked at: what somebody wants stands at the beginning. */
const textLimit = 4_000;

/** What is longer is no word. */
const longestWord = 40;

/** The words by which a text is learned and read, the same whether it was written or said. */
export function readWords(text: string): string[] {
  return foldedClauses(text, textLimit).flatMap(asWritten).filter((word) => word.length <= longestWord);
}

/**
 * Learns to tell labels apart by their examples: one separating line a label, helped by the likelihood of words. The same
 * examples in the same order give the same model; 10,000 examples of 77 labels take some seconds. Examples without words
 * teach nothing; without any example every text is read as nothing. What a score is worth is learned from examples that are
 * held out, which takes up to four times as long again, unless `belief` says it.
 */
export function learn(examples: readonly Example[], belief?: Belief): Model {
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  const places = new Map(labels.map((label, at) => [label, at]));
  const read = examples
    .map((example) => ({ example, words: readWords(example.text), label: places.get(example.label) ?? 0, weight: example.weight ?? 1 }))
    .filter(({ words }) => words.length > 0);
  const weighed = weighLabels(read, labels.length);
  return {
    labels,
    hashes: hashesOf(weighed),
    standsUnder: weighed.vocabulary.standsUnder,
    ...quantised(weighed),
    belief: belief ?? believe(judgeHeldOut(read, labels.length, labels.indexOf(noneLabel))),
    nearest: rememberExamples(read.flatMap(({ example: { source }, words, label }) => (source === undefined ? [] : [{ source, words, label }]))),
  };
}

function hashesOf({ vocabulary }: LabelWeights): Int32Array {
  const hashes = new Int32Array(vocabulary.standsUnder.length);
  for (const [hash, row] of vocabulary.rowOf) hashes[row] = hash;
  return hashes;
}

/** The weights in one byte each: a label's highest weight is 127 of its scale. */
function quantised({ weights, bias, labelCount }: LabelWeights): Pick<Model, 'weights' | 'scales' | 'bias'> {
  const scales = new Float32Array(labelCount);
  weights.forEach((weight, cell) => {
    const label = cell % labelCount;
    scales[label] = Math.max(scales[label] ?? 0, Math.abs(weight) / 127);
  });
  const bytes = new Int8Array(weights.length);
  weights.forEach((weight, cell) => (bytes[cell] = Math.round(weight / (scales[cell % labelCount] || 1))));
  return { weights: bytes, scales, bias };
}
