import { foldLine, isQuoted, wordsOf } from './folded-line.ts';
import { hasAddress } from './quote-heads.ts';
import { dateOpeners, wroteWords } from './quote-words.ts';

const mostLines = 5;
const longestLine = 500;
/** So far from its beginning at most stands the date. */
const dateWithin = 25;

/** The lines from `start` up to `end`, which is not part of it, say who wrote when what follows ("On … Ana wrote:"). */
export interface Attribution {
  start: number;
  end: number;
}

/** Finds every such line, wrapped ones too, by the line it begins in. */
export function findAttributions(lines: readonly string[]): Map<number, Attribution> {
  const found = new Map<number, Attribution>();
  let free = 0;
  lines.forEach((line, last) => {
    if (!mayEnd(line)) return;
    const start = startOf(lines, last, free) ?? (introducesQuote(lines, last) ? last : null);
    if (start === null) return;
    found.set(start, { start, end: last + 1 });
    free = last + 1;
  });
  return found;
}

/** Cheap, and true of every last line of one. */
function mayEnd(line: string): boolean {
  if (line.length > longestLine || (isQuoted(line) && !isFoldedEnd(line))) return false;
  return /(?:[:：>]\*?|\p{L}(?: ?-{2,})?)$/u.test(line.trimEnd());
}

/** Less is enough right above a quoted line: "Ana wrote:", or a day and an address. */
function introducesQuote(lines: readonly string[], place: number): boolean {
  const first = lines[place + 1]?.trim() === '' ? place + 2 : place + 1;
  const below = lines[first];
  const written = lines[place] ?? '';
  if (below === undefined || isQuoted(written) || !(isQuoted(below) || isBarred(lines, first))) return false;
  const line = foldLine(written);
  const words = wordsOf(line);
  if (words.length > 14) return false;
  if (line.endsWith(':')) return words.length <= 8 && hasWrote(words);
  return /^\d/u.test(line) && hasDate(line) && hasAddress(line) && line.endsWith('>');
}

/** Some programs quote with bars; tables have them too, so that nothing else may follow. */
function isBarred(lines: readonly string[], first: number): boolean {
  if (!lines[first]?.startsWith('|')) return false;
  return lines.slice(first).every((line) => line.startsWith('|') || line.trim() === '');
}

/** The bracket behind an address and what follows it, folded into a line of their own, which looks quoted. */
function isFoldedEnd(line: string): boolean {
  return /^>\s?(?:\p{L}[\p{L} ]{0,20})?:\s*$/u.test(line) && (/^>\s?:/u.test(line) || hasWrote(wordsOf(foldLine(line))));
}

function startOf(lines: readonly string[], last: number, free: number): number | null {
  for (let start = last; start >= free && start > last - mostLines; start -= 1) {
    const first = lines[start] ?? '';
    if (isFoldedEnd(first) && start === last) continue;
    if (first.trim() === '' && lines[start + 1]?.trim() === '<') continue;
    if (first.trim() === '' || isQuoted(first) || first.length > longestLine) return null;
    const stands = (lines[start - 1] ?? '').trim() === '';
    if (saysWhoWrote(lines.slice(start, last + 1).join(' '), stands)) return withOpening(lines, start, free);
  }
  return null;
}

/** Its opening may stand alone in the line above ("On Monday, March 3,"). */
function withOpening(lines: readonly string[], start: number, free: number): number {
  const above = lines[start - 1] ?? '';
  const stands = (lines[start - 2] ?? '').trim() === '';
  if (start - 1 < free || !stands || above.length > 80 || isQuoted(above) || /[.?!:;]$/u.test(above.trimEnd())) return start;
  return opensWithDate(foldLine(above)) && !opensWithDate(foldLine(lines[start] ?? '')) ? start - 1 : start;
}

function saysWhoWrote(written: string, stands: boolean): boolean {
  if (/^\s*-{2,} ?[^- ].*[^- ] ?-{2,}\s*$/u.test(written) && isShortWrote(written)) return true;
  if (!/[\d@]/u.test(written)) return false;
  const line = foldLine(written).replace(/^[-*_" ]+/u, '').replace(/[-*_ ]+$/u, '');
  const named = hasAddress(line);
  const digit = line.search(/\d/u);
  const dated = digit >= 0 && digit <= dateWithin && hasDate(line);
  if (!named && !dated) return false;
  const words = wordsOf(line);
  if (words.length > 40) return false;
  const wrote = hasWrote(words);
  if (stands && isStampAndName(line)) return true;
  if (!line.endsWith(':')) return named && dated && wrote && hasTime(line) && wroteWords.has(words.at(-1) ?? '');
  if (words.at(-1) === 'sent') return named && hasTime(line) && opensWithDate(line);
  if (wrote && dated) return named || stands || opensWithDate(line);
  if (wrote) return stands && isNameAndAddress(line);
  return named && dated && hasTime(line) && /[>\])]\s?:$/u.test(line) && !opensWithOpener(line);
}

/** Between dashes nothing but who wrote ("---- Ana wrote ----"). */
function isShortWrote(written: string): boolean {
  const words = wordsOf(foldLine(written).replaceAll('-', ' '));
  return words.length <= 8 && wroteWords.has(words.at(-1) ?? '');
}

/** "wrote" in any language, but not "I wrote". */
function hasWrote(words: string[]): boolean {
  return words.some((written, place) => {
    const word = written.replace(/^\d+/u, '');
    const before = words[place - 1];
    if (before === 'i' || before === 'we') return false;
    return wroteWords.has(word) || (before !== undefined && wroteWords.has(`${before} ${word}`));
  });
}

function hasTime(line: string): boolean {
  return /\d[:.h]\d\d/u.test(line);
}

function hasDate(line: string): boolean {
  if (/\d[/.-]\d{1,2}[/.-]\d{2}/u.test(line) || hasTime(line)) return true;
  return /(?:19|20)\d\d/u.test(line) && /(?:^|[^\d])\d{1,2}(?:[^\d]|$)/u.test(line);
}

function opensWithOpener(line: string): boolean {
  const words = wordsOf(line);
  return dateOpeners.has(words[0] ?? '') || dateOpeners.has(`${words[0] ?? ''} ${words[1] ?? ''}`);
}

function opensWithDate(line: string): boolean {
  const digit = line.search(/\d/u);
  return digit >= 0 && digit <= dateWithin && (digit === 0 || opensWithOpener(line));
}

/** Day, time and zone as only programs write them, and then nothing but a name. */
function isStampAndName(line: string): boolean {
  const name = /^\d{4}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d\d gmt[+-]\d{1,2}:\d\d (\p{L}[\p{L}.' -]*)$/u.exec(line)?.[1];
  return name !== undefined && wordsOf(name).length <= 5;
}

/** A name of a few words and then an address between brackets. */
function isNameAndAddress(line: string): boolean {
  const bracket = line.indexOf('<');
  return bracket > 0 && wordsOf(line.slice(0, bracket)).length <= 5 && wordsOf(line).length <= 30;
}
