export interface TextPart {
  text: string;
  /** Where the part leads; null: it is words only. */
  href: string | null;
}

const address = /\bhttps?:\/\/[^\s<>"'`]+|\bwww\.[^\s<>"'`]+\.[^\s<>"'`]+/gi;
const sentenceEnds = new Set('.,;:!?…*_~');

/** Cuts a text into words and web addresses; the parts put together are the text. Only http and https lead anywhere. */
export function linkedText(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const found = withoutSentenceEnd(match[0]);
    const href = hrefOf(found);
    if (href === null) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index), href: null });
    parts.push({ text: found, href });
    from = match.index + found.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
}

/** A full stop or a bracket that belongs to the sentence around is not part of the address. */
function withoutSentenceEnd(found: string): string {
  let unopened = found.split(')').length - found.split('(').length;
  for (let end = found.length; ; end -= 1) {
    const last = found.charAt(end - 1);
    if (last === ')' && unopened > 0) unopened -= 1;
    else if (!sentenceEnds.has(last)) return found.slice(0, end);
  }
}

function hrefOf(found: string): string | null {
  try {
    const { protocol, href } = new URL(/^www\./i.test(found) ? `https://${found}` : found);
    return protocol === 'http:' || protocol === 'https:' ? href : null;
  } catch {
    return null;
  }
}
