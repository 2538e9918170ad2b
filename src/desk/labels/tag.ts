import { storableText } from '../../core/index.ts';

/** Characters of one tag. */
export const longestTag = 40;

/**
 * A tag as it is stored: lower case, one space between words, no `#` before it. Null for what is none: nothing at all,
 * a comma (lists of tags are written with commas), a control character, or too long.
 */
export function readTag(written: string): string | null {
  const tag = storableText(written).normalize('NFC').trim().replace(/^#+\s*/, '').replaceAll(/\s+/gu, ' ').toLowerCase();
  if (tag === '' || /[,\p{Cc}]/u.test(tag) || [...tag].length > longestTag) return null;
  return tag;
}
