import { createHash } from 'node:crypto';

/** The same for texts that differ in case, accents, spaces and punctuation alone; nothing can be read from it. Null: there are no words. */
export function fingerprintOf(text: string): string | null {
  const words = text.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '').match(/[\p{L}\p{N}]+/gu);
  return words && createHash('sha256').update(words.join(' ')).digest('base64').slice(0, 22);
}
