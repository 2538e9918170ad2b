import { StemmerEn } from '@nlpjs/lang-en';
import { StemmerEs } from '@nlpjs/lang-es';
import type { Locale } from '../../core/index.ts';

const stemmers = { es: new StemmerEs(), en: new StemmerEn() };

/** The stem of one folded word ("imprimir" and "imprime" are "imprim"); words the stemmer cannot know stay as they are. */
export function stemWord(word: string, locale: Locale): string {
  if (!/^[a-z]{3,30}$/.test(word)) return word;
  const stemmer = stemmers[locale];
  const stem = stemmer.stemWord(word);
  // The stemmer remembers every word; strangers choose the words, so its memory is not kept.
  stemmer.cache = {};
  return stem === '' ? word : stem;
}
