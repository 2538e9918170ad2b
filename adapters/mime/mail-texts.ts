import { decodeCharset } from './charset.ts';
import { unflow } from './flowed-text.ts';
import { htmlOfText, textOfHtml } from './html-text.ts';
import type { MailPart } from './parts.ts';

/** A text that a mail shows. */
export interface TextSection {
  kind: 'plain' | 'html';
  text: string;
  /** Which multipart/alternative it is one side of; null: of none. */
  alternative: number | null;
}

const mostText = 1_000_000;
const mostHtml = 2 * 1024 * 1024;
/** Of a part's bytes that are read as text: no charset needs more than four for a letter. */
export const mostTextBytes = 4 * 1024 * 1024;

/** The text of one part, in the letters that it means and with lines that end in one way. */
export function toSection(part: MailPart, bytes: Buffer): TextSection {
  const kind = part.type.value === 'text/html' ? 'html' : 'plain';
  const alternative = part.within.find(({ type }) => type === 'multipart/alternative')?.id ?? null;
  const decoded = decodeCharset(bytes, part.type.parameters.get('charset') ?? null).slice(0, mostHtml);
  const lines = decoded.replaceAll(/\r\n?/g, '\n').replaceAll('\u0000', '').toWellFormed();
  const isFlowed = kind === 'plain' && part.type.parameters.get('format')?.trim().toLowerCase() === 'flowed';
  return { kind, alternative, text: isFlowed ? unflow(lines, part.type.parameters.get('delsp')?.trim().toLowerCase() === 'yes') : lines };
}

/**
 * One text and one HTML of all that a mail shows, in its order: of alternatives each side once, and what has only one side
 * also on the other. `html` is null when no part of the mail is HTML.
 */
export function composeTexts(sections: TextSection[]): { text: string; html: string | null } {
  const written = sections.filter(({ text }) => text.trim() !== '');
  const plainOnes = new Set(written.flatMap(({ kind, alternative }) => (kind === 'plain' && alternative !== null ? [alternative] : [])));
  const hasHtml = written.some(({ kind }) => kind === 'html');
  const texts: string[] = [];
  const known = new Set<string>();
  const pages: string[] = [];
  let left = mostText;
  for (const { kind, text, alternative } of written) {
    if (kind === 'html') pages.push(text);
    else if (hasHtml && alternative === null) pages.push(htmlOfText(text));
    if (left <= 0 || (kind === 'html' && alternative !== null && plainOnes.has(alternative))) continue;
    const words = (kind === 'html' ? textOfHtml(text) : text).slice(0, left).toWellFormed().replaceAll('\u0000', '');
    const folded = foldText(words);
    // Some programs send both sides of an alternative one after the other.
    if (words.trim() === '' || (kind === 'html' && known.has(folded))) continue;
    known.add(folded);
    texts.push(words);
    left -= words.length + 1;
  }
  return { text: texts.join('\n').slice(0, mostText).toWellFormed(), html: hasHtml ? pages.join('<br>\n').slice(0, mostHtml).toWellFormed() : null };
}

function foldText(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '').slice(0, 20_000);
}
