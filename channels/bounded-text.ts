import { storableText } from '../src/core/index.ts';

/** The text as PostgreSQL can hold it, at most `max` UTF-16 units long, never cut inside a character. */
export function boundedText(text: string, max: number): string {
  if (text.length <= max) return storableText(text);
  const cut = storableText(text.slice(0, max));
  // A pair cut in half has become one replacement character at the end.
  return isHighSurrogate(text.charCodeAt(max - 1)) ? cut.slice(0, -1) : cut;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
