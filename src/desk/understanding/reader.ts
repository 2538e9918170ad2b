import { likelihood } from './belief.ts';
import { eachFeature } from './features.ts';
import { readWords } from './learn.ts';
import { noneLabel, type Model, type Reader, type Scored } from './model.ts';
import { findNearest } from './nearest.ts';
import { createRandom } from './random.ts';
import { vectorOf, vocabularyOf, type Vector, type Vocabulary } from './vocabulary.ts';

const mostScored = 5;
const mostWords = 5;
/** Features that are added while learning at once; a retrain makes them part of the model. */
const mostAdded = 60_000;
/** How much one example may move a label, and how many earlier ones are gone through again with each. */
const longestStep = 0.3;
const again = 4;
const mostKept = 20_000;

/** Reads by a model, and by what it is taught after it. */
export function createReader(model: Model): Reader {
  const { labels, weights, scales, bias, belief } = model;
  const none = labels.indexOf(noneLabel);
  const known = vocabularyOf(model.hashes, model.standsUnder, labels.length);
  const taught = createTaught(labels.length, known);

  const scoresOf = (vector: Vector): Float64Array => {
    const scores = new Float64Array(labels.length);
    const { rows, values } = vector;
    for (let at = 0; at < rows.length; at += 1) {
      const from = (rows[at] ?? 0) * labels.length;
      if (from >= weights.length) continue;
      const value = values[at] ?? 0;
      for (let label = 0; label < labels.length; label += 1) scores[label] = (scores[label] ?? 0) + value * (weights[from + label] ?? 0);
    }
    for (let label = 0; label < labels.length; label += 1) scores[label] = (scores[label] ?? 0) * (scales[label] ?? 0) + (bias[label] ?? 0);
    taught.addTo(scores, vector);
    return scores;
  };
  return {
    read(text) {
      const words = readWords(text);
      if (words.length === 0) return [];
      return bestFirst(scoresOf(vectorOf(words, taught.vocabulary)), none)
        .map(({ label, score }): Scored => ({ label: labels[label] ?? '', confidence: likelihood(score, belief) }));
    },
    wordsFor(text, label) {
      const words = readWords(text);
      const at = labels.indexOf(label);
      if (at < 0) return [];
      return tellingWords(words, vectorOf(words, taught.vocabulary), taught.vocabulary, (row) => (weights[row * labels.length + at] ?? 0) * (scales[at] ?? 0) + taught.weightOf(row, at));
    },
    nearest(text, label, most) {
      const rarityOf = (hash: number) => {
        const row = known.rowOf.get(hash);
        return row === undefined ? known.unknown : known.rarity[row] ?? 0;
      };
      return findNearest(model.nearest, readWords(text), labels.indexOf(label), rarityOf, most);
    },
    learnOne({ text, label, weight = 1 }) {
      const at = labels.indexOf(label);
      const words = readWords(text);
      if (at < 0 || words.length === 0) return;
      taught.learn(words, at, weight, scoresOf);
    },
  };
}

function bestFirst(scores: Float64Array, none: number): { label: number; score: number }[] {
  const best: { label: number; score: number }[] = [];
  scores.forEach((score, label) => {
    if (label === none) return;
    const last = best[best.length - 1];
    if (best.length >= mostScored && last && score <= last.score) return;
    const place = best.findIndex((other) => score > other.score);
    best.splice(place < 0 ? best.length : place, 0, { label, score });
    best.length = Math.min(best.length, mostScored);
  });
  return best;
}

/** What was learned at once, beside the model: exact, and only for what it touched. */
function createTaught(labelCount: number, known: Vocabulary) {
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

/** The words that weigh most, once each: half of what two words say together is each one's. */
function tellingWords(words: readonly string[], vector: Vector, { rowOf }: Pick<Vocabulary, 'rowOf'>, weightOf: (row: number) => number): string[] {
  const valueOf = new Map(Array.from(vector.rows, (row, place) => [row, vector.values[place] ?? 0]));
  const told = new Map<string, number>();
  const seen = new Set<number>();
  eachFeature(words, (_block, hash, word, other) => {
    const row = rowOf.get(hash);
    if (row === undefined || seen.has(row)) return;
    seen.add(row);
    const said = (valueOf.get(row) ?? 0) * weightOf(row) / 2;
    for (const place of [word, other]) {
      const name = words[place] ?? '';
      told.set(name, (told.get(name) ?? 0) + said);
    }
  });
  return [...told].filter(([, said]) => said > 0.02).sort(([, a], [, b]) => b - a).slice(0, mostWords).map(([word]) => word);
}
