import type { Vectors } from './vectors.ts';

/** What a feature counts that was never seen under a label. */
const smoothing = 0.02;

/**
 * How much more likely each row is under a label than under all others together: the logarithm of their ratio, row by row,
 * as complement naive Bayes has it (Rennie et al., "Tackling the Poor Assumptions of Naive Bayes Text Classifiers", ICML 2003).
 * Where examples are few it knows things that a separating line does not.
 */
export function wordLikelihoods(vectors: Vectors, labels: Uint16Array, worth: Float32Array, size: { rows: number; labels: number }): Float32Array {
  const { starts, rows, values } = vectors;
  const table = new Float32Array(size.rows * size.labels);
  const ofLabel = new Float64Array(size.labels);
  const ofRow = new Float64Array(size.rows);
  let all = 0;
  labels.forEach((label, text) => {
    for (let at = starts[text] ?? 0, end = starts[text + 1] ?? 0; at < end; at += 1) {
      const row = rows[at] ?? 0;
      const value = (values[at] ?? 0) * (worth[text] ?? 1);
      const cell = row * size.labels + label;
      table[cell] = (table[cell] ?? 0) + value;
      ofLabel[label] = (ofLabel[label] ?? 0) + value;
      ofRow[row] = (ofRow[row] ?? 0) + value;
      all += value;
    }
  });
  const spread = smoothing * size.rows;
  const inside = ofLabel.map((sum) => Math.log(sum + spread));
  const outside = ofLabel.map((sum) => Math.log(all - sum + spread));
  for (let row = 0, cell = 0; row < size.rows; row += 1) {
    for (let label = 0; label < size.labels; label += 1, cell += 1) {
      const here = table[cell] ?? 0;
      table[cell] = Math.log(here + smoothing) - (inside[label] ?? 0)
        - Math.log(Math.max((ofRow[row] ?? 0) - here, 0) + smoothing) + (outside[label] ?? 0);
    }
  }
  return table;
}
