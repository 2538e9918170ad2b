import type { Locale } from '../../src/core/index.ts';
import { en } from './locales/en.ts';
import { es } from './locales/es.ts';
import type { VoiceWords } from './locales/voice-words.ts';

const words: Record<Locale, VoiceWords> = { es, en };

export function wordsOf(locale: Locale): VoiceWords {
  return words[locale];
}

/** A ticket number one character at a time, with pauses: `V-1042` is "uve, uno, cero, cuatro, dos". */
export function spelled(ticketNumber: string, locale: Locale): string {
  return Array.from(ticketNumber.replace(/[^\p{L}\p{N}]/gu, ''), words[locale].character).join(', ');
}
