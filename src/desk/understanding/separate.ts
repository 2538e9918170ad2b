import type { Vectors } from './vectors.ts';

/** What one false judgement costs against a simple rule; the usual choice for texts. */
const usualCost = 1;
/** How far from the best possible a rule may stay. */
const tolerance = 0.1;
/** What is left after these rounds is worth no more time; texts that were not learned from are read no worse for it. */
const mostRounds = 6;
/** The value of the feature that every text has. */
export const biasValue = 1;

/** A line through the vectors: a weight for each row, the last one for what every text has. */
export type Weights = Float32Array;

/**
 * Separates the texts that are meant from all others: a linear support vector machine with squared hinge loss, by dual
 * coordinate descent with shrinking (Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008,
 * algorithms 1 and 3). `worth`: how much each text counts, above 0. Deterministic by `random`.
 */
export function separate(
  vectors: Vectors,
  isMeant: (text: number) => boolean,
  worth: Float32Array,
  rowCount: number,
  random: () => number,
): Weights {
  const { starts, rows, values } = vectors;
  const count = starts.length - 1;
  const weights = new Float32Array(rowCount + 1);
  const dual = new Float64Array(count);
  const side = new Int8Array(count);
  const slack = new Float64Array(count);
  const curve = new Float64Array(count);
  const order = new Int32Array(count);
  for (let text = 0; text < count; text += 1) {
    let squares = biasValue * biasValue;
    for (let at = starts[text] ?? 0, end = starts[text + 1] ?? 0; at < end; at += 1) squares += (values[at] ?? 0) ** 2;
    side[text] = isMeant(text) ? 1 : -1;
    slack[text] = 0.5 / (usualCost * (worth[text] ?? 1));
    curve[text] = squares + (slack[text] ?? 0);
    order[text] = text;
  }
  let active = count;
  let highestBefore = Infinity;
  for (let round = 0; round < mostRounds; round += 1) {
    let highest = -Infinity;
    let lowest = Infinity;
    for (let at = 0; at < active; at += 1) swap(order, at, at + Math.floor(random() * (active - at)));
    for (let at = 0; at < active; at += 1) {
      const text = order[at] ?? 0;
      const towards = side[text] ?? 0;
      const start = starts[text] ?? 0;
      const end = starts[text + 1] ?? 0;
      let sum = (weights[rowCount] ?? 0) * biasValue;
      for (let place = start; place < end; place += 1) sum += (weights[rows[place] ?? 0] ?? 0) * (values[place] ?? 0);
      const old = dual[text] ?? 0;
      const gradient = sum * towards - 1 + old * (slack[text] ?? 0);
      if (old === 0 && gradient > highestBefore) {
        active -= 1;
        swap(order, at, active);
        at -= 1;
        continue;
      }
      const projected = old === 0 && gradient > 0 ? 0 : gradient;
      if (projected > highest) highest = projected;
      if (projected < lowest) lowest = projected;
      if (Math.abs(projected) < 1e-12) continue;
      const next = Math.max(old - gradient / (curve[text] ?? 1), 0);
      dual[text] = next;
      const step = (next - old) * towards;
      for (let place = start; place < end; place += 1) {
        const row = rows[place] ?? 0;
        weights[row] = (weights[row] ?? 0) + step * (values[place] ?? 0);
      }
      weights[rowCount] = (weights[rowCount] ?? 0) + step * biasValue;
    }
    if (highest - lowest <= tolerance) {
      if (active === count) break;
      // What was set aside is looked at once more.
      active = count;
      highestBefore = Infinity;
    } else {
      highestBefore = highest <= 0 ? Infinity : highest;
    }
  }
  return weights;
}

function swap(list: Int32Array, one: number, other: number): void {
  const kept = list[one] ?? 0;
  list[one] = list[other] ?? 0;
  list[other] = kept;
}
