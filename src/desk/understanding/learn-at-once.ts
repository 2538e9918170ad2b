import { eachFeature } from './features.ts';
import { createRandom } from './random.ts';
import { vectorOf, type Vector, type Vocabulary } from './vocabulary.ts';

/** Features that are added while learning at once; a retrain makes them part of the model. */
const mostAdded = 60_000;
/** How much one example may move a label, and how many earlier ones are gone through again with each. */
const longestStep = 0.3;
const again = 4;
const mostKept = 20_000;

/** What was learned at once, beside the model: exact, and only for what it touched. */
export function createTaught(labelCount: number, known: Vocabulary) {
  const rowOf = new Map(known.rowOf);
  const rarity = Array.from(known.rarity);
  const mostRows = rarity.length + mostAdded;
  const vocabulary = { rowOf, rarity, unknown: known.unknown };
  const changes = new Map<number, Float32Array>();
  const bias = new Float64Array(labelCount);
  const lessons: { vector: Vector; label: number; weight: number }[] = [];
  const random = createRandom(13);

  const step = ({ vector, label, weight }: (typeof lessons)[number], scoresOf: (vector: Vector) => Float64Array): void => {
    const scores = scoresOf(vector);
    let squares = 1;
    for (const value of vector.values) squares += value * value;
    scores.forEach((score, other) => {
      const towards = other === label ? 1 : -1;
      const missing = 1 - towards * score;
      if (missing <= 0) return;
      const move = towards * weight * Math.min(longestStep, missing / (squares + 1));
      vector.rows.forEach((row, place) => {
        const changed = changes.get(row) ?? new Float32Array(labelCount);
        changed[other] = (changed[other] ?? 0) + move * (vector.values[place] ?? 0);
        changes.set(row, changed);
      });
      bias[other] = (bias[other] ?? 0) + move;
    });
  };

  return {
    vocabulary,
    weightOf: (row: number, label: number) => changes.get(row)?.[label] ?? 0,
    addTo(scores: Float64Array, { rows, values }: Vector): void {
      if (lessons.length === 0) return;
      for (let label = 0; label < scores.length; label += 1) scores[label] = (scores[label] ?? 0) + (bias[label] ?? 0);
      rows.forEach((row, place) => {
        const changed = changes.get(row);
        if (!changed) return;
        const value = values[place] ?? 0;
        for (let label = 0; label < scores.length; label += 1) scores[label] = (scores[label] ?? 0) + value * (changed[label] ?? 0);
      });
    },
    /** The passive-aggressive step for squared hinge loss (Crammer et al., "Online Passive-Aggressive Algorithms", JMLR 2006, PA-II), for every label that is wrong about it; then for a few of the earlier ones again. */
    learn(words: readonly string[], label: number, weight: number, scoresOf: (vector: Vector) => Float64Array): void {
      eachFeature(words, (_block, hash) => {
        if (rowOf.has(hash) || rarity.length >= mostRows) return;
        rowOf.set(hash, rarity.length);
        rarity.push(known.unknown);
      });
      const lesson = { vector: vectorOf(words, vocabulary), label, weight };
      if (lessons.length < mostKept) lessons.push(lesson);
      step(lesson, scoresOf);
      for (let time = 0; time < again; time += 1) {
        const earlier = lessons[Math.floor(random() * lessons.length)];
        if (earlier) step(earlier, scoresOf);
      }
    },
  };
}
