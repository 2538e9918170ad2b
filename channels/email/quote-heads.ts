import { foldLine, isQuoted } from './folded-line.ts';
import { answerAboveMarks, forwardMarks, headLabels, originalMarks, type HeadLabel } from './quote-words.ts';

/** No head of a mail is longer, in characters a line and in lines. */
const longestLine = 1000;
const mostLines = 25;

/** The head of a mail below an answer, such as Outlook puts there: the lines from `start` up to `end`, which is not part of it. */
export interface QuoteHead {
  start: number;
  end: number;
  fields: ReadonlyMap<HeadLabel, string>;
}

/** Reads the head that begins in one of the lines; null when none does. Below a mark that says so, less is taken for one. */
export type ReadQuoteHead = (start: number, marked?: boolean) => QuoteHead | null;

/** Each line is looked at once, however often heads are asked for. */
export function createHeadReader(lines: readonly string[]): ReadQuoteHead {
  const fields = lines.map(fieldIn);
  return (start, marked = false) => (fields[start] ? readQuoteHead(lines, fields, start, marked) : null);
}

type Field = { label: HeadLabel; value: string } | null;

function readQuoteHead(lines: readonly string[], read: readonly Field[], start: number, marked: boolean): QuoteHead | null {
  const fields = new Map<HeadLabel, string>();
  let place = start;
  for (; place < lines.length && place - start < mostLines; place += 1) {
    const field = read[place];
    if (field) {
      if (field.label === 'from' && fields.has('from')) break;
      if (!fields.has(field.label)) fields.set(field.label, field.value);
    } else if (!goesOn(lines, read, place)) break;
    else if (lines[place]?.trim()) extendLast(fields, lines[place] ?? '');
  }
  return isHead(fields, marked) ? { start, end: place, fields } : null;
}

function isHead(fields: ReadonlyMap<HeadLabel, string>, marked: boolean): boolean {
  if (hasStamp(fields)) return true;
  if (!fields.has('from')) return false;
  const others = (['date', 'to', 'subject'] as const).filter((label) => fields.has(label)).length;
  if (marked) return others >= 1;
  const named = [...fields.values()].some((value) => hasAddress(value));
  return fields.has('date') && (named || fields.has('subject')) && others >= 2;
}

/** A date with seconds and zone (RFC 5322, 3.3) is written by programs only; with whoever sent or received it, no more is needed. */
function hasStamp(fields: ReadonlyMap<HeadLabel, string>): boolean {
  if (!/\d:\d\d:\d\d [+-]\d{4}\b/u.test(fields.get('date') ?? '')) return false;
  return hasAddress(fields.get('from') ?? '') || hasAddress(fields.get('to') ?? '');
}

function fieldIn(line: string): Field {
  if (line.length > longestLine || !/[:：]/u.test(line)) return null;
  const written = line.replaceAll('*', '').trim();
  const colon = written.search(/[:：]/u);
  if (colon < 1 || colon > 25) return null;
  const label = headLabels.get(foldLine(written.slice(0, colon)));
  return label ? { label, value: written.slice(colon + 1).trim() } : null;
}

/** A line without a label belongs to a head when another label follows at once: a value was wrapped, or lines stand apart. */
function goesOn(lines: readonly string[], read: readonly Field[], place: number): boolean {
  for (let next = place + 1; next <= place + 3; next += 1) {
    const line = lines[next];
    if (line === undefined) return false;
    if (read[next]) return lines.slice(place, next).every((between) => between.trim() !== '') || next === place + 1;
    if (line.trim() === '') return false;
  }
  return false;
}

function extendLast(fields: Map<HeadLabel, string>, line: string): void {
  const [label, value] = [...fields].at(-1) ?? [];
  if (label !== undefined && value !== undefined) fields.set(label, `${value} ${line.trim()}`.trim().slice(0, 2000));
}

/** Whether something in it looks like a mail address. */
export function hasAddress(text: string): boolean {
  return /[^\s@]@[^\s@.]+\.[^\s@]/u.test(text);
}

/** What a line says of the mail below it: that it is the one answered, or that it was passed on. */
export function markIn(line: string): 'original' | 'forward' | null {
  if (line.length > 200 || isQuoted(line)) return null;
  const bare = line.trim();
  if (/^[#=*_-]{2}/u.test(bare) && answerAboveMarks.some((mark) => foldLine(bare).includes(mark))) return 'original';
  const dashed = /^[*]?[-_=~–—]{2}/u.test(bare) || /[-_=~–—]{2}[*]?$/u.test(bare);
  if (!dashed && !bare.endsWith(':')) return null;
  const inside = foldLine(bare).replace(/^[-_=*~ ]+/u, '').replace(/[-_=*~: ]+$/u, '');
  if (originalMarks.has(inside)) return dashed ? 'original' : null;
  return forwardMarks.has(inside) && (dashed || bare.endsWith(':')) ? 'forward' : null;
}

/** A line of strokes only, such as mail programs draw above a quotation. */
export function isRule(line: string): boolean {
  return line.length <= longestLine && /^[-_=*–—]{3,}$/u.test(line.trim());
}

/** The same lines without one level of quotation, where all of them that say anything have it. */
export function withoutOneQuote(lines: readonly string[]): string[] {
  const spoken = lines.filter((line) => line.trim() !== '');
  if (spoken.length === 0 || !spoken.every(isQuoted)) return [...lines];
  return lines.map((line) => line.replace(/^\s{0,3}>\s?/u, ''));
}
