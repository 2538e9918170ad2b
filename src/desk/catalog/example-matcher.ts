import { locales } from '../../core/index.ts';
import type { Locale } from '../../core/index.ts';
import { serviceOfEntry } from '../definition/index.ts';
import type { DeskDefinition } from '../definition/index.ts';
import type { Candidate, Classification, Classifier } from './classifier.ts';
import { detectLocale } from './detect-locale.ts';
import { createExampleIndex } from './example-index.ts';
import type { Example } from './example-index.ts';
import { foldedClauses } from '../understanding/index.ts';
import { unknownWordWeight } from './word-weights.ts';

/** UTF-16 units of a text that are looked at: what somebody wants stands at the beginning. */
const textLimit = 2000;
const wordLimit = 200;
const clauseLimit = 20;
const candidateLimit = 5;

/** Fitted to the tables of test/desk/catalog: real asks score above the even score, unrelated texts below. */
const evenScore = 0.39;
const steepness = 14;
const clearLead = 0.25;

/** A classifier that compares a text with what the desk's entries give as examples, in every language of the desk. */
export function createExampleMatcher(desk: DeskDefinition): Classifier {
  const indexes = locales.map((locale) => ({ locale, index: createExampleIndex(examplesOf(desk, locale), locale) }));
  return {
    classify(text) {
      const clauses = foldedClauses(text, textLimit);
      const scored = indexes.map(({ locale, index }) => ({ locale, scores: scoreClauses(clauses, locale, index.score) }));
      const likely = scored.toSorted((a, b) => highest(b.scores) - highest(a.scores))[0];
      const fallback = likely && highest(likely.scores) > 0 ? likely.locale : desk.locale;
      return decide(desk, mergeBest(scored.map(({ scores }) => scores)), detectLocale(text, fallback));
    },
    explain: () => ({ words: [], nearest: [] }),
    pressing: () => ({ impact: null, urgency: null }),
  };
}

/** Stands for "no entry at all" among the scores; no entry has an empty key. */
const unrelated = '';

function examplesOf(desk: DeskDefinition, locale: Locale): Example[] {
  const example = (entry: string, text: string) => ({ entry, words: foldedClauses(text, textLimit).flat() });
  return [
    ...desk.classification.unrelated[locale].map((text) => example(unrelated, text)),
    ...desk.services.flatMap((service) => service.entries).flatMap((entry) =>
      [entry.name[locale], ...entry.examples[locale]].map((text) => example(entry.key, text))),
  ];
}

/** The text as a whole and each of its clauses: a long mail says in one clause what it wants. */
function scoreClauses(
  clauses: readonly string[][],
  locale: Locale,
  score: (words: readonly string[]) => Map<string, number>,
): Map<string, number> {
  const whole = clauses.flat().slice(0, wordLimit);
  const parts = clauses.length > 1 ? clauses.slice(0, clauseLimit).map((clause) => clause.slice(0, wordLimit)) : [];
  return mergeBest([whole, ...parts].filter((words) => substance(words, locale) >= 1).map(score));
}

/** How many words of a text say what it is about; greetings alone have none. */
function substance(words: readonly string[], locale: Locale): number {
  return words.reduce((sum, word) => sum + (unknownWordWeight(word, locale) === 1 ? 1 : 0), 0);
}

function decide(desk: DeskDefinition, scores: ReadonlyMap<string, number>, locale: Locale): Classification {
  const ranked = [...scores].sort(([, a], [, b]) => b - a);
  const candidates = ranked
    .map(([entry, score], at): Candidate => ({ entry, confidence: confidenceOf(score, ranked[at === 0 ? 1 : 0]?.[1] ?? 0) }))
    .filter(({ entry }) => entry !== unrelated)
    .slice(0, candidateLimit);
  const [best] = candidates;
  if (!best) return { entry: null, service: null, confidence: 0, locale, candidates: [] };
  const isSure = best.confidence >= desk.classification.threshold;
  return {
    entry: isSure ? best.entry : null,
    service: isSure ? serviceOfEntry(desk, best.entry)?.key ?? null : null,
    confidence: best.confidence,
    locale,
    candidates,
  };
}

/**
 * Likeness as a number that is 0.5 where a text is as likely meant as not, lowered as the next entry comes close:
 * a text that fits two entries equally well ("computador") is for a person to place.
 */
function confidenceOf(score: number, rival: number): number {
  const likeness = 1 / (1 + Math.exp(-steepness * (score - evenScore)));
  const lead = Math.max(0, score - rival) / score;
  const doubt = 0.3 + 0.7 * Math.min(1, lead / clearLead);
  return Math.round(1000 * likeness * doubt) / 1000;
}

function mergeBest(all: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const best = new Map<string, number>();
  for (const scores of all) {
    for (const [entry, score] of scores) best.set(entry, Math.max(best.get(entry) ?? 0, score));
  }
  return best;
}

function highest(scores: ReadonlyMap<string, number>): number {
  return Math.max(0, ...scores.values());
}
