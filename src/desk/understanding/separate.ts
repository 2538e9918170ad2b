import type { Vectors } from './vectors.ts';

/** What one false judgement costs against a simple rule; the usual choice for texts. */
const usualCost = 1;
/** The value of the feature that every text has. */
export const biasValue = 1;
/** Most texts of other labels lie far away: at first the line is sought among every eighth of them. */
const sampled = 8;
const stages = 3;
/** How often the texts near the line are gone through in a stage. More is worth no more time: texts that were not learned from are read no better for it. */
const rounds = 2;

/** A line through the vectors: a weight for each row, the last one for what every text has. */
export type Weights = Float32Array;

/**
 * Separates the texts that are meant from all others: a linear support vector machine with squared hinge loss, by dual
 * coordinate descent (Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008, algorithm 1)
 * over the texts near the line. `worth`: how much each text counts, above 0. Deterministic by `random`.
 */
export function separate(
  vectors: Vectors,
  isMeant: (text: number) => boolean,
  worth: Float32Array,
  rowCount: number,
  random: () => number,
): Weights {
  const { starts, rows, values, squares } = vectors;
  const count = starts.length - 1;
  const weights = new Float32Array(rowCount + 1);
  const dual = new Float64Array(count);
  const side = new Int8Array(count);
  const near = new Int32Array(count);
  const isNear = new Uint8Array(count);
  let nearCount = 0;
  const take = (text: number): void => {
    near[nearCount] = text;
    isNear[text] = 1;
    nearCount += 1;
  };
  const scoreOf = (text: number): number => {
    let sum = (weights[rowCount] ?? 0) * biasValue;
    for (let at = starts[text] ?? 0, end = starts[text + 1] ?? 0; at < end; at += 1) sum += (weights[rows[at] ?? 0] ?? 0) * (values[at] ?? 0);
    return sum;
  };
  const move = (text: number, step: number): void => {
    for (let at = starts[text] ?? 0, end = starts[text + 1] ?? 0; at < end; at += 1) {
      const row = rows[at] ?? 0;
      weights[row] = (weights[row] ?? 0) + step * (values[at] ?? 0);
    }
    weights[rowCount] = (weights[rowCount] ?? 0) + step * biasValue;
  };

  for (let text = 0; text < count; text += 1) {
    side[text] = isMeant(text) ? 1 : -1;
    if (side[text] === 1 || text % sampled === 0) take(text);
  }
  for (let stage = 0; stage < stages; stage += 1) {
    if (stage > 0) {
      for (let text = 0; text < count; text += 1) if (isNear[text] === 0 && scoreOf(text) * (side[text] ?? 0) < 1) take(text);
    }
    for (let round = 0; round < rounds; round += 1) {
      for (let at = 0; at < nearCount; at += 1) {
        const text = swapOut(near, at, at + Math.floor(random() * (nearCount - at)));
        const towards = side[text] ?? 0;
        const slack = 0.5 / (usualCost * (worth[text] ?? 1));
        const old = dual[text] ?? 0;
        const gradient = scoreOf(text) * towards - 1 + old * slack;
        const next = Math.max(old - gradient / ((squares[text] ?? 0) + biasValue ** 2 + slack), 0);
        if (next === old) continue;
        dual[text] = next;
        move(text, (next - old) * towards);
      }
    }
  }
  return weights;
}

/** Puts what stands at `other` to `at`, and the other way about; gives it. */
function swapOut(list: Int32Array, at: number, other: number): number {
  const out = list[other] ?? 0;
  list[other] = list[at] ?? 0;
  list[at] = out;
  return out;
}
