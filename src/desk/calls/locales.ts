import type { Locale } from '../../core/index.ts';

interface CallWords {
  /** The subject of a call that chose nothing. */
  callFrom(caller: string): string;
  unknownCaller: string;
}

const es: CallWords = { callFrom: (caller) => `Llamada de ${caller}`, unknownCaller: 'un número oculto' };
const en: CallWords = { callFrom: (caller) => `Call from ${caller}`, unknownCaller: 'a hidden number' };

export const callWords: Record<Locale, CallWords> = { es, en };
