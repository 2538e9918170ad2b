import { disclaimerAt } from './disclaimer.ts';
import { classifyLines, type LinePart } from './line-parts.ts';
import { isRule } from './quote-heads.ts';
import { signatureBlockAt } from './signature-block.ts';

export interface VisibleReply {
  /** What its writer wrote now. */
  visible: string;
  /** What was cut: quotations, signatures, notices; null when nothing was. */
  rest: string | null;
}

const mostRounds = 5;
/** In words. */
const leastSaid = 8;

/**
 * Parts what somebody wrote from what their mail program put around it. Every line stands in one of both; what is
 * visible stays so when it is asked again. In doubt a line is visible, and if nothing were, everything is.
 */
export function visibleReply(text: string): VisibleReply {
  const lines = text.split(/\r\n|\n|\r/u);
  let shown = lines.map((_line, place) => place);
  for (let round = 0; round < mostRounds; round += 1) {
    const next = cutOnce(lines, shown);
    if (next.length === shown.length) return parted(text, lines, shown);
    if (!next.some((place) => lines[place]?.trim())) return parted(text, lines, shown);
    shown = next;
  }
  return { visible: text, rest: null };
}

function parted(text: string, lines: string[], shown: number[]): VisibleReply {
  const visible = new Set(shown);
  const rest = lines.filter((line, place) => !visible.has(place) && line.trim() !== '');
  if (rest.length === 0) return { visible: text, rest: null };
  const cut = lines.filter((_line, place) => !visible.has(place));
  return { visible: trimmed(shown.map((place) => lines[place] ?? '')), rest: trimmed(cut) };
}

/** Which of the lines are left once quotations, signatures and then what stands at the end are taken away. */
function cutOnce(lines: string[], shown: number[]): number[] {
  const asked = shown.map((place) => lines[place] ?? '');
  const kept = keptOf(asked, classifyLines(asked));
  let left = shown.filter((_place, index) => kept[index]);
  for (const ending of [disclaimerAt, signatureBlockAt]) {
    const end = ending(left.map((place) => lines[place] ?? ''));
    if (end !== null) left = left.slice(0, end);
  }
  return left.length === shown.length ? shown : withoutRulesBelow(lines, left);
}

function withoutRulesBelow(lines: string[], left: number[]): number[] {
  let end = left.length;
  // A program that tells whether a mail was opened leaves the letter U+1427 below it.
  const isBare = (line: string) => line.trim() === '' || isRule(line) || /^(?:_{2,}|\u1427)$/u.test(line.trim());
  while (end > 0 && isBare(lines[left[end - 1] ?? 0] ?? '')) end -= 1;
  return left.slice(0, end);
}

/** Of answers between quoted lines everything up to the last answer stays, since one makes no sense without the other. */
function keptOf(lines: readonly string[], parts: readonly LinePart[]): boolean[] {
  const last = parts.lastIndexOf('words');
  const isBetween = answersBelowQuotes(parts) > 1 || !parts.includes('head') || wrapsQuote(lines, parts);
  return parts.map((part, place) => {
    if (part === 'words' || part === 'blank') return true;
    return part !== 'cut' && isBetween && place < last;
  });
}

/** Something is said above a quotation, more than a greeting, and below it, more than a closing: it goes on from what is quoted. */
function wrapsQuote(lines: readonly string[], parts: readonly LinePart[]): boolean {
  const first = parts.findIndex((part) => part === 'quote' || part === 'head');
  const end = parts.lastIndexOf('quote');
  if (first < 0 || end < 0) return false;
  return [[0, first], [end + 1, parts.length]].every(([from, to]) => {
    const said = lines.slice(from, to).filter((_line, place) => parts[place + (from ?? 0)] === 'words');
    return said.join(' ').split(/\s+/u).filter(Boolean).length >= leastSaid;
  });
}

function answersBelowQuotes(parts: readonly LinePart[]): number {
  let answers = 0;
  let isBelow = false;
  for (const part of parts) {
    if (part === 'quote') isBelow = true;
    else if (part === 'words' && isBelow) {
      answers += 1;
      isBelow = false;
    }
  }
  return answers;
}

function trimmed(lines: string[]): string {
  return lines.join('\n').replace(/^(?:[^\S\n]*\n)+/u, '').trimEnd();
}
