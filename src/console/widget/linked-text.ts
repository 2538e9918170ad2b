export interface TextPart {
  text: string;
  /** Where the part leads; null: it is words only. */
  href: string | null;
}

const address = /\bhttps?:\/\/[^\s<>"'`]+|\bwww\.[^\s<>"'`]+\.[^\s<>"'`]+/gi;
const sentenceEnds = /[.,;:!?…*_~]+$/;

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
  let kept = found;
  for (;;) {
    const shorter = kept.replace(sentenceEnds, '');
    const opened = shorter.split('(').length;
    const closed = shorter.split(')').length;
    const next = shorter.endsWith(')') && closed > opened ? shorter.slice(0, -1) : shorter;
    if (next === kept) return kept;
    kept = next;
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
