import { storableText, type SpokenGuess } from '../core/index.ts';
import { doubtOf, type Classifier } from '../desk/catalog/index.ts';
import { findService, type DeskDefinition } from '../desk/definition/index.ts';

/** What somebody says in one breath is shorter; a recogniser that repeats itself is cut. */
const longest = 1_000;

/** Spoken words as the desk can keep them; null when nothing was said. */
export function keptWords(spoken: string): string | null {
  const words = storableText(spoken).trim().replaceAll(/\s+/g, ' ');
  return words === '' ? null : words.slice(0, longest).toWellFormed();
}

/** The entries that these words may mean, best first, of the chosen service alone when there is one. `sure` and `asked` by the same rules as of a text. */
export function guessEntries(desk: DeskDefinition, classifier: Classifier, words: string, service: string | null): SpokenGuess[] {
  const { candidates } = classifier.classify(words);
  const chosen = service === null ? null : findService(desk, service);
  const within = chosen ? candidates.filter(({ entry }) => chosen.entries.some(({ key }) => key === entry)) : candidates;
  const asked = new Set(doubtOf({ candidates: within }, desk));
  return within.map(({ entry, confidence }) => ({
    entry, sure: confidence >= desk.classification.threshold, ...(asked.has(entry) && { asked: true }),
  }));
}
