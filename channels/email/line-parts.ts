import { findAttributions, type Attribution } from './attribution.ts';
import { isQuoted, unquoted } from './folded-line.ts';
import { isMobileSignature } from './mobile-signature.ts';
import { createHeadReader, hasAddress, isRule, markIn, type ReadQuoteHead } from './quote-heads.ts';

/** `head`: it says who wrote what stands below; `cut`: a signature, or a mail below an answer. */
export type LinePart = 'words' | 'blank' | 'quote' | 'head' | 'cut';

/** So many lines that say something a signature below two bare dashes has at most. */
const longestSignature = 20;
const longestFooter = 10;
/** A mail program folds a line at about this length. */
const foldedFrom = 60;

interface Reading {
  lines: readonly string[];
  parts: LinePart[];
  attributions: Map<number, Attribution>;
  readHead: ReadQuoteHead;
  /** Where the next line that says something stands, for each place. */
  nextSpoken: number[];
}

/** Tells of each line of a mail what it is. */
export function classifyLines(lines: readonly string[]): LinePart[] {
  const reading: Reading = {
    lines,
    parts: lines.map((line) => (line.trim() === '' ? 'blank' : isQuoted(line) ? 'quote' : 'words')),
    attributions: findAttributions(lines),
    readHead: createHeadReader(lines),
    nextSpoken: nextSpokenOf(lines),
  };
  readDown(reading);
  joinFoldedQuotes(reading);
  ownQuotes(reading);
  return reading.parts;
}

function readDown(reading: Reading): void {
  const { lines, parts } = reading;
  let inSignature = false;
  let place = 0;
  while (place < lines.length) {
    const line = lines[place] ?? '';
    if (parts[place] === 'quote') inSignature = false;
    if (parts[place] !== 'words') {
      place += 1;
      continue;
    }
    const mark = markIn(line);
    // What somebody passes on is what they write about.
    if (mark === 'forward') return;
    const end = headAt(reading, place, mark === 'original');
    if (end !== null) {
      takeRulesAbove(reading, place);
      parts.fill('head', place, end);
      if (!isQuotedAt(reading, end)) {
        parts.fill('cut', end);
        return;
      }
      inSignature = false;
      place = end;
      continue;
    }
    inSignature ||= startsSignature(reading, place);
    if (inSignature) parts[place] = 'cut';
    place += 1;
  }
}

/** The end of what introduces another mail here; null when nothing does. */
function headAt(reading: Reading, place: number, isMarked: boolean): number | null {
  const { lines, attributions, nextSpoken, readHead } = reading;
  if (isMarked) {
    const head = readHead(nextSpoken[place + 1] ?? lines.length, true);
    return head?.end ?? place + 1;
  }
  return attributions.get(place)?.end ?? readHead(place)?.end ?? null;
}

function isQuotedAt({ lines, nextSpoken }: Reading, place: number): boolean {
  const next = nextSpoken[place];
  return next !== undefined && isQuoted(lines[next] ?? '');
}

function takeRulesAbove({ lines, parts }: Reading, place: number): void {
  for (let above = place - 1; above >= 0; above -= 1) {
    if (isRule(lines[above] ?? '')) parts[above] = 'head';
    else if (lines[above]?.trim()) return;
  }
}

function startsSignature(reading: Reading, place: number): boolean {
  const line = (reading.lines[place] ?? '').trimEnd();
  if (line === '--') return reading.lines[place] === '-- ' || isShortBelow(reading, place);
  if (/^_{2,}$/u.test(line.trim())) return isFooter(reading, place);
  return isMobileSignature(line);
}

/** Two bare dashes may stand between two parts of a text: a signature is short and does not begin with a sentence. */
function isShortBelow(reading: Reading, place: number): boolean {
  const first = reading.lines[reading.nextSpoken[place + 1] ?? reading.lines.length] ?? '';
  if (isMobileSignature(first)) return true;
  return spokenBelow(reading, place) <= longestSignature && !(first.length > 60 && /[.?!]$/u.test(first.trimEnd()));
}

/** What a mailing list adds below every mail. */
function isFooter(reading: Reading, place: number): boolean {
  if (spokenBelow(reading, place) > longestFooter) return false;
  return reading.lines.slice(place + 1).some((line) => line.length < 1000 && (/https?:\/\//iu.test(line) || hasAddress(line)));
}

function spokenBelow({ lines, nextSpoken }: Reading, place: number): number {
  let count = 0;
  let next = nextSpoken[place + 1];
  while (next !== undefined && next < lines.length && count <= longestSignature) {
    count += 1;
    next = nextSpoken[next + 1];
  }
  return count;
}

function nextSpokenOf(lines: readonly string[]): number[] {
  const next: number[] = [];
  let spoken = lines.length;
  for (let place = lines.length - 1; place >= 0; place -= 1) {
    if (lines[place]?.trim()) spoken = place;
    next[place] = spoken;
  }
  return next;
}

/** A quoted line that was folded goes on without its mark: it begins in lower case below a long one that did not end, and quotes follow. */
function joinFoldedQuotes({ lines, parts }: Reading): void {
  let wasFolded = false;
  for (let place = 1; place + 1 < lines.length; place += 1) {
    if (parts[place] !== 'words' || parts[place - 1] !== 'quote' || parts[place + 1] !== 'quote') continue;
    const above = unquoted(lines[place - 1] ?? '').trimEnd();
    const isOpen = wasFolded || !/[.?!:;]$/u.test(above);
    const isTail = hasOpenLink(above) && !/\s/u.test((lines[place] ?? '').trim());
    const isFolded = above.length >= foldedFrom && isOpen && !above.endsWith('?') && /^\p{Ll}/u.test(lines[place] ?? '');
    if (!isTail && !isFolded) continue;
    parts[place] = 'quote';
    wasFolded = true;
  }
}

/** An address in brackets that the line breaks off. */
function hasOpenLink(line: string): boolean {
  return /[<(]https?:\/\/[^\s<>()]*$/iu.test(line);
}

/** Where nothing says who wrote it, a last quoted piece below a colon is shown by the writer on purpose. */
function ownQuotes({ lines, parts }: Reading): void {
  if (parts.includes('head')) return;
  let first = parts.length;
  while (first > 0 && (parts[first - 1] === 'quote' || parts[first - 1] === 'blank')) first -= 1;
  const quotes = parts.slice(first).filter((part) => part === 'quote').length;
  const above = lines[first - 1] ?? '';
  if (quotes === 0 || !above.trimEnd().endsWith(':')) return;
  parts.forEach((part, place) => {
    if (place >= first && part === 'quote') parts[place] = 'words';
  });
}
