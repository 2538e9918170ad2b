import { likelihood } from './belief.ts';
import { eachFeature } from './features.ts';
import { readWords } from './learn.ts';
import { createTaught } from './learn-at-once.ts';
import { noneLabel, type Model, type Reader, type Scored } from './model.ts';
import { findNearest } from './nearest.ts';
import { vectorOf, vocabularyOf, type Vector, type Vocabulary } from './vocabulary.ts';

const mostScored = 5;
const mostWords = 5;

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
