import { foldedClauses } from '../understanding/index.ts';
import { saysSomething } from './telling-words.ts';

/**
 * Folded words as their writer spelled them in `text`, in lower case, for people to read: "dano" is "dañó" where that was
 * written. Articles and the like are left out wherever another word is left.
 */
export function wordsAsSaid(folded: readonly string[], text: string): string[] {
  const telling = folded.filter((word) => saysSomething([word]));
  const spelled = new Map<string, string>();
  for (const word of text.toWellFormed().normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []) {
    const [bare] = foldedClauses(word, word.length).flat();
    if (bare !== undefined && !spelled.has(bare)) spelled.set(bare, word.toLowerCase());
  }
  return (telling.length > 0 ? telling : folded).map((word) => spelled.get(word) ?? word);
}
