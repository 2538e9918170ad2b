import type { Locale } from '../../core/index.ts';

interface CallWords {
  /** The subject of a call that chose nothing. */
  callFrom(caller: string): string;
  unknownCaller: string;
  /** The subject of a call whose caller said what it is about. */
  said(words: string): string;
}

const es: CallWords = { callFrom: (caller) => `Llamada de ${caller}`, unknownCaller: 'un número oculto', said: (words) => `Por teléfono: ${words}` };
const en: CallWords = { callFrom: (caller) => `Call from ${caller}`, unknownCaller: 'a hidden number', said: (words) => `By phone: ${words}` };

export const callWords: Record<Locale, CallWords> = { es, en };
