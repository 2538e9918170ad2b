import { locales } from '../../core/index.ts';
import type { Locale } from '../../core/index.ts';
import { foldedClauses } from '../understanding/index.ts';
import { localeWords } from './locale-words.ts';

const textLimit = 2000;
const mostWords = 200;

/** What a common word of a language is worth is 1; what is no such word tells by its ending and by its pieces. */
const markWorth = 1.5;
const endingWorth = 0.3;
const pieceWorth = 0.06;
const mostOfPieces = 0.3;
/** With less than this the text does not tell. */
const leastTold = 0.2;

/** Endings that one language hardly uses. */
const endings: Record<Locale, RegExp> = {
  es: /(cion|ciones|mente|ando|iendo|ado|ada|ados|idad|aje|ario|oso|osa|ar|er|ir|[aeo]s|o|a)$/,
  en: /(ing|tion|ment|ness|ed|ly|ght|th|sh|ck|ll|ss|[wkty])$/,
};

/** How much more likely a piece of two to four letters is in Spanish words than in English ones; learned at the first text. */
let pieces: ReadonlyMap<string, number> | null = null;

/** The language of a short text, Spanish or English; the fallback when the text does not tell. */
export function detectLocale(text: string, fallback: Locale): Locale {
  const marked = /[ñ¿¡áéíóú]/iu.test(text.slice(0, textLimit).normalize('NFC'));
  const spanish = foldedClauses(text, textLimit).flat().slice(0, mostWords).reduce((sum, word) => sum + evidence(word), marked ? markWorth : 0);
  if (Math.abs(spanish) < leastTold) return fallback;
  return spanish > 0 ? 'es' : 'en';
}

/** Above 0 for Spanish, below for English. */
function evidence(word: string): number {
  if (localeWords.es.has(word)) return 1;
  if (localeWords.en.has(word)) return -1;
  if (!/^[a-z]{4,40}$/.test(word)) return 0;
  pieces ??= learnPieces();
  let likely = 0;
  for (const piece of piecesOf(word)) likely += pieces.get(piece) ?? 0;
  const ending = (endings.es.test(word) ? endingWorth : 0) - (endings.en.test(word) ? endingWorth : 0);
  return ending + Math.max(-mostOfPieces, Math.min(mostOfPieces, pieceWorth * likely));
}

function learnPieces(): Map<string, number> {
  const counts: Record<Locale, Map<string, number>> = { es: new Map(), en: new Map() };
  for (const locale of locales) {
    for (const piece of [...localeWords[locale]].flatMap(piecesOf)) counts[locale].set(piece, (counts[locale].get(piece) ?? 0) + 1);
  }
  const likely = (piece: string) => Math.log(((counts.es.get(piece) ?? 0) + 0.5) / ((counts.en.get(piece) ?? 0) + 0.5));
  return new Map([...counts.es.keys(), ...counts.en.keys()].map((piece) => [piece, likely(piece)]));
}

function piecesOf(word: string): string[] {
  const whole = `_${word}_`;
  return [2, 3, 4].flatMap((length) => Array.from({ length: Math.max(0, whole.length - length + 1) }, (_, at) => whole.slice(at, at + length)));
}
