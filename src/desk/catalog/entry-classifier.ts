import { serviceOfEntry, type DeskDefinition } from '../definition/index.ts';
import { foldedClauses, type Reader } from '../understanding/index.ts';
import type { Candidate, Classification, Classifier, Pressing, Raised } from './classifier.ts';
import { detectLocale } from './detect-locale.ts';
import { ownWords, textLimit } from './own-words.ts';
import { saysSomething } from './telling-words.ts';
import { wordsAsSaid } from './words-as-said.ts';

/** A longer text is read sentence by sentence too: a long mail says in one of them what it wants. */
const longText = 25;
const sentenceLimit = 20;
const candidateLimit = 5;
const nearestLimit = 3;

/** Finds entries by what was learned from the catalog and from agents; `reading` gives what is known at the moment. */
export function createEntryClassifier(desk: DeskDefinition, reading: { current(): Reader; pressing?(text: string): Pressing }): Classifier {
  const offered = new Set(desk.services.flatMap(({ entries }) => entries.map(({ key }) => key)));
  return {
    classify(text) {
      const found = candidatesFor(ownWords(text), reading.current(), offered);
      const candidates = sharedCertainty(found, desk.classification.threshold);
      return { ...decided(desk, candidates), locale: detectLocale(text, desk.locale), candidates };
    },
    explain(text, entry) {
      const reader = reading.current();
      const own = ownWords(text);
      return {
        words: wordsAsSaid(reader.wordsFor(own, entry), own),
        nearest: reader.nearest(own, entry, nearestLimit).map(Number).filter((number) => Number.isSafeInteger(number)),
      };
    },
    pressing(text) {
      const own = ownWords(text);
      const { impact, urgency } = reading.pressing?.(own) ?? { impact: null, urgency: null };
      const spelled = (raised: Raised | null) => raised && { ...raised, words: wordsAsSaid(raised.words, own) };
      return { impact: spelled(impact), urgency: spelled(urgency) };
    },
  };
}

function decided(desk: DeskDefinition, [best]: readonly Candidate[]): Pick<Classification, 'entry' | 'service' | 'confidence'> {
  if (!best) return { entry: null, service: null, confidence: 0 };
  if (best.confidence < desk.classification.threshold) return { entry: null, service: null, confidence: best.confidence };
  return { entry: best.entry, service: serviceOfEntry(desk, best.entry)?.key ?? null, confidence: best.confidence };
}

/** Another entry that is nearly as sure as the best one, by this share of it, may as well be meant. */
const asSure = 0.87;

/** A text is about one entry: where several are as good as equally sure, they share the certainty, and it is asked which one is meant. */
function sharedCertainty(candidates: readonly Candidate[], threshold: number): Candidate[] {
  const least = Math.max(threshold, asSure * (candidates[0]?.confidence ?? 0));
  const total = candidates.reduce((sum, { confidence }) => (confidence >= least ? sum + confidence : sum), 0);
  return candidates.map(({ entry, confidence }) => ({ entry, confidence: Math.round((1_000 * confidence) / Math.max(1, total)) / 1_000 }));
}

/**
 * What the writer says as a whole and, where it is long, in its clearest sentence, the subject being one: each entry as sure as
 * both are on average.
 */
function candidatesFor(own: string, reader: Reader, offered: ReadonlySet<string>): Candidate[] {
  const words = foldedClauses(own, textLimit).flat();
  if (!saysSomething(words)) return [];
  const read = (part: string) => new Map(reader.read(part).map(({ label, confidence }) => [label, confidence]));
  const whole = read(own);
  const sentences = words.length > longText ? sentencesOf(own).map(read) : [whole];
  return [...new Set([whole, ...sentences].flatMap((found) => [...found.keys()]))]
    .filter((label) => offered.has(label))
    .map((entry): Candidate => ({
      entry,
      confidence: ((whole.get(entry) ?? 0) + Math.max(0, ...sentences.map((found) => found.get(entry) ?? 0))) / 2,
    }))
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, candidateLimit);
}

function sentencesOf(text: string): string[] {
  return text
    .split(/[.!?\n\r]+/u)
    .filter((sentence) => saysSomething(foldedClauses(sentence, textLimit).flat()))
    .slice(0, sentenceLimit);
}
