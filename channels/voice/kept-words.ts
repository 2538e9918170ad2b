import { boundedText } from '../bounded-text.ts';

/** As much of what was said as a ticket begins with. */
const longestMatter = 1000;

/** What the caller said of their matter: the first words, or later ones that tell more. */
export function keepWords(before: string | null, words: string): string {
  const now = boundedText(words, longestMatter).trim();
  return before !== null && before.length >= now.length ? before : now;
}
