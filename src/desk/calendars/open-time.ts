import type { BusinessCalendar } from '../definition/index.ts';
import { compileCalendar, minutesPerDay, msPerMinute } from './compiled-calendar.ts';
import type { CompiledCalendar } from './compiled-calendar.ts';

const dayMs = minutesPerDay * msPerMinute;
const weekMs = 7 * dayMs;
/** Blocks of at most a week that are looked through before giving up: about a hundred years. */
const furthestBlocks = 5300;

/** A stretch of time of at most a week in which the zone's offset does not change. */
interface Block {
  start: number;
  end: number;
  offset: number;
}

/** Whether the wall clock of the calendar's zone shows open hours at this moment. */
export function isOpen(calendar: BusinessCalendar, at: Date): boolean {
  const rules = compileCalendar(calendar);
  const start = at.getTime();
  return openPieces(rules, { start, end: start + 1, offset: rules.offsetAt(start) }).length > 0;
}

/**
 * The first moment at which this many minutes of open time have passed since the start.
 * Throws RangeError when minutes is negative or not a number, or not reached within about a hundred years.
 */
export function addOpenMinutes(calendar: BusinessCalendar, start: Date, minutes: number): Date {
  if (!(minutes >= 0)) throw new RangeError('Open minutes to add must be zero or more.');
  const rules = compileCalendar(calendar);
  let left = Math.round(minutes * msPerMinute);
  let cursor = start.getTime();
  if (left === 0) return new Date(cursor);
  for (let count = 0; count < furthestBlocks; count += 1) {
    const block = blockFrom(rules, cursor, cursor + weekMs);
    const open = openIn(rules, block);
    if (left <= open) return new Date(pointInBlock(rules, block, left));
    left -= open;
    cursor = block.end;
  }
  throw new RangeError(`The calendar has no ${minutes} open minutes within a hundred years.`);
}

/** Minutes of open time from start to end; 0 when the end is not after the start. Throws RangeError on an invalid date. */
export function openMinutesBetween(calendar: BusinessCalendar, start: Date, end: Date): number {
  const rules = compileCalendar(calendar);
  const last = end.getTime();
  let cursor = start.getTime();
  if (Number.isNaN(cursor) || Number.isNaN(last)) throw new RangeError('Open minutes need two valid dates.');
  let open = 0;
  while (cursor < last) {
    const block = blockFrom(rules, cursor, Math.min(cursor + weekMs, last));
    open += openIn(rules, block);
    cursor = block.end;
  }
  return open / msPerMinute;
}

/** The first open moment from here on, which is the start itself when that is open; null when none comes within about a hundred years. Throws RangeError on an invalid date. */
export function nextOpenMoment(calendar: BusinessCalendar, start: Date): Date | null {
  const rules = compileCalendar(calendar);
  let cursor = start.getTime();
  if (Number.isNaN(cursor)) throw new RangeError('The next open moment needs a valid date.');
  for (let count = 0; count < furthestBlocks; count += 1) {
    const block = blockFrom(rules, cursor, cursor + weekMs);
    const first = openPieces(rules, block)[0];
    if (first) return new Date(first.start);
    cursor = block.end;
  }
  return null;
}

/** When the open hours around this moment end, also where they go on past midnight without a gap; the moment itself when it is closed, null when they last a week or longer. */
export function closesAt(calendar: BusinessCalendar, at: Date): Date | null {
  const rules = compileCalendar(calendar);
  const limit = at.getTime() + weekMs;
  let cursor = at.getTime();
  while (cursor < limit) {
    const block = blockFrom(rules, cursor, limit);
    let openUntil = cursor;
    for (const piece of openPieces(rules, block)) if (piece.start === openUntil) openUntil = piece.end;
    if (openUntil < block.end) return new Date(openUntil);
    cursor = block.end;
  }
  return null;
}

/** The block that begins here and ends at the limit, or where the zone's offset changes before it. */
function blockFrom(rules: CompiledCalendar, start: number, limit: number): Block {
  const offset = rules.offsetAt(start);
  if (rules.offsetAt(limit) === offset) return { start, end: limit, offset };
  let same = start;
  let other = limit;
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (rules.offsetAt(middle) === offset) same = middle;
    else other = middle;
  }
  return { start, end: other, offset };
}

function openIn(rules: CompiledCalendar, block: Block): number {
  const isWholeWeek = block.end - block.start === weekMs;
  // A week without holidays has the same open time wherever in the week it begins.
  if (isWholeWeek && !rules.hasHoliday(...daysAround(block))) return rules.weekMs;
  return openPieces(rules, block).reduce((sum, piece) => sum + piece.end - piece.start, 0);
}

/** The moment in the block at which this much of its open time has passed. */
function pointInBlock(rules: CompiledCalendar, block: Block, open: number): number {
  let left = open;
  for (const piece of openPieces(rules, block)) {
    const length = piece.end - piece.start;
    if (left <= length) return piece.start + left;
    left -= length;
  }
  return block.end;
}

/** The open stretches of a block in order: with one offset the wall clock runs evenly, so days follow one another. */
function openPieces(rules: CompiledCalendar, block: Block): { start: number; end: number }[] {
  const pieces: { start: number; end: number }[] = [];
  const [firstDay, lastDay] = daysAround(block);
  for (let day = firstDay; day <= lastDay; day += 1) {
    const midnight = day * dayMs - block.offset;
    for (const span of rules.spansOf(day)) {
      const start = Math.max(midnight + span.opens * msPerMinute, block.start);
      const end = Math.min(midnight + span.closes * msPerMinute, block.end);
      if (start < end) pieces.push({ start, end });
    }
  }
  return pieces;
}

/** The local days whose hours can reach into the block: hours past midnight belong to the day before. */
function daysAround(block: Block): [first: number, last: number] {
  return [Math.floor((block.start + block.offset) / dayMs) - 1, Math.floor((block.end + block.offset) / dayMs)];
}
