import { createRandom } from './random.ts';
import { biasValue, separate } from './separate.ts';
import { joinVectors } from './vectors.ts';
import { createVocabulary, vectorOf, type Vector, type Vocabulary } from './vocabulary.ts';
import { wordLikelihoods } from './word-likelihood.ts';

/** An example whose words are read and whose label is a number. */
export interface ReadExample {
  words: readonly string[];
  label: number;
  weight: number;
}

/** What every known feature says for and against every label, exactly. */
export interface LabelWeights {
  vocabulary: Vocabulary;
  labelCount: number;
  /** Row after row, in each all labels. */
  weights: Float32Array;
  bias: Float32Array;
  /** Of the examples, in their order. */
  vectors: Vector[];
}

/** How much it counts that what says nothing means nothing. Without it a catalog of two entries would take anything for one of them. */
const silenceWorth = 5;
const silence: Vector = { rows: new Int32Array(), values: new Float32Array() };

/** How much the likelihood of words counts beside the separating line. */
const likelihoodShare = 0.03;

/** Learns the weights from examples; the same examples in the same order give the same weights. */
export function weighLabels(examples: readonly ReadExample[], labelCount: number): LabelWeights {
  const vocabulary = createVocabulary(examples, labelCount);
  const vectors = examples.map(({ words }) => vectorOf(words, vocabulary));
  const joined = joinVectors(vectors);
  const labels = Uint16Array.from(examples, ({ label }) => label);
  const worth = Float32Array.from(examples, ({ weight }) => weight);
  const rowCount = vocabulary.standsUnder.length;
  const weights = wordLikelihoods(joined, labels, worth, { rows: rowCount, labels: labelCount });
  for (let cell = 0; cell < weights.length; cell += 1) weights[cell] = (weights[cell] ?? 0) * likelihoodShare;
  const bias = new Float32Array(labelCount);
  const random = createRandom(7);
  const withSilence = joinVectors([...vectors, silence]);
  const worthWithSilence = Float32Array.from([...worth, silenceWorth]);
  for (let label = 0; label < labelCount; label += 1) {
    const line = separate(withSilence, (text) => labels[text] === label, worthWithSilence, rowCount, random);
    for (let row = 0; row < rowCount; row += 1) {
      const cell = row * labelCount + label;
      weights[cell] = (weights[cell] ?? 0) + (line[row] ?? 0);
    }
    bias[label] = (line[rowCount] ?? 0) * biasValue;
  }
  return { vocabulary, labelCount, weights, bias, vectors };
}

/** The score of every label for a text: above 0 where it is like the label's examples, about -1 where it is not. */
export function scoreVector({ rows, values }: Vector, { labelCount, weights, bias }: Pick<LabelWeights, 'labelCount' | 'weights' | 'bias'>): Float64Array {
  const scores = Float64Array.from(bias);
  for (let at = 0; at < rows.length; at += 1) {
    const value = values[at] ?? 0;
    const from = (rows[at] ?? 0) * labelCount;
    for (let label = 0; label < labelCount; label += 1) scores[label] = (scores[label] ?? 0) + value * (weights[from + label] ?? 0);
  }
  return scores;
}
