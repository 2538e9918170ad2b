import { StemmerEn } from '@nlpjs/lang-en';
import { StemmerEs } from '@nlpjs/lang-es';

const stemmers = { es: new StemmerEs(), en: new StemmerEn() };

export interface Stems {
  es: string;
  en: string;
}

/** Words whose stems are remembered: people's words repeat, and a stemmer is slow. */
const mostRemembered = 20_000;
const remembered = new Map<string, Stems>();

/** The stems of one folded word in both languages ("imprimir" and "imprime" are "imprim"); words that no stemmer knows stay as they are. */
export function stemsOf(word: string): Stems {
  const known = remembered.get(word);
  if (known) return known;
  // Strangers choose the words, so what is remembered is bounded.
  if (remembered.size >= mostRemembered) remembered.clear();
  const stems = /^[a-z]{3,30}$/.test(word) ? { es: stemIn('es', word), en: stemIn('en', word) } : { es: word, en: word };
  remembered.set(word, stems);
  return stems;
}

function stemIn(locale: 'es' | 'en', word: string): string {
  const stem = stemmers[locale].stemWord(word);
  // The stemmers remember every word for ever.
  stemmers[locale].cache = {};
  return stem === '' ? word : stem;
}
