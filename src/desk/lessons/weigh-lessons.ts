import type { LessonKind } from './lesson.ts';

/** What an example of desk.yaml counts is 1. An agent who says what it is counts more than one who left it as it was. */
export const correctedWeight = 0.2;
export const confirmedWeight = 0.15;
/** Seconds within which lessons of one agent, or one customer, to one entry are a burst. */
export const burstSeconds = 3_600;
/** Each further lesson of a burst counts this much of the one before, so that a burst counts less than two lessons, however long it is. */
export const burstShare = 0.5;
/** The same for their lessons to whatever entry: so that nobody drowns one entry by naming all the others. */
export const anyEntryShare = 0.9;
/** Lessons of a burst from which on the next count nothing to speak of. */
const mostOfBurst = 40;
/** Whoever has taught for years must not make each further lesson slow. */
const mostNear = 1_000;
/** What one agent, or one customer, teaches of an entry in all their time counts at most this much of what desk.yaml says of it. */
export const mostOfAgent = 1;
export const mostOfCustomer = 0.5;

/** What of a lesson decides how much it counts. */
export interface Weighable {
  ticketId: string;
  agentId: string;
  customerId: string | null;
  entry: string;
  kind: LessonKind;
  at: Date;
  /** The fingerprint of what was said; null when it is not known: then it contradicts nobody. */
  said: string | null;
}

/** What desk.yaml says by itself. */
export interface Taught {
  /** How many whole examples the words of an entry are worth; 0 for what is none. */
  examplesOf(entry: string): number;
  /** The entry that has an example of this fingerprint; null when none has. */
  entrySaying(fingerprint: string): string | null;
}

/**
 * How much each lesson counts, 0 to 1, so that nobody alone can teach the desk nonsense. They come in the order in which
 * they were taught. What contradicts an example of desk.yaml counts nothing; where agents contradict each other only what
 * one side has more than the other counts; bursts count as little as `burstShare` says; and each agent and each customer
 * has a limit for each entry. Pure.
 */
export function weighLessons(lessons: readonly Weighable[], taught: Taught): number[] {
  let weights = lessons.map((lesson) => firstWeight(lesson, taught));
  weights = withoutOwnContradictions(lessons, weights);
  for (const personOf of [({ agentId }: Weighable) => agentId, ({ customerId }: Weighable) => customerId]) {
    weights = slowedByBursts(lessons, weights, burstShare, (lesson) => keyOf(personOf(lesson), lesson.entry));
    weights = slowedByBursts(lessons, weights, anyEntryShare, personOf);
  }
  weights = withoutContradictions(lessons, weights);
  weights = limited(lessons, weights, ({ agentId }) => agentId, (entry) => taught.examplesOf(entry) * mostOfAgent);
  return limited(lessons, weights, ({ customerId }) => customerId, (entry) => taught.examplesOf(entry) * mostOfCustomer);
}

/** How much the last of these lessons counts beside those before it, the latest thousand of the same people or words: what it teaches at once. */
export function weighLast(lessons: readonly Weighable[], taught: Taught): number {
  const last = lessons.at(-1);
  if (!last) return 0;
  const isNear = ({ agentId, customerId, said }: Weighable) =>
    agentId === last.agentId || (customerId !== null && customerId === last.customerId) || (said !== null && said === last.said);
  return weighLessons(lessons.filter(isNear).slice(-mostNear), taught).at(-1) ?? 0;
}

function firstWeight({ entry, kind, said }: Weighable, taught: Taught): number {
  const saysOtherwise = said === null ? null : taught.entrySaying(said);
  if (saysOtherwise !== null && saysOtherwise !== entry) return 0;
  return taught.examplesOf(entry) === 0 ? 0 : kind === 'corrected' ? correctedWeight : confirmedWeight;
}

/** Of what one agent said of the same words only the latest counts where it differs. */
function withoutOwnContradictions(lessons: readonly Weighable[], weights: readonly number[]): number[] {
  const latest = new Map<string, string>();
  const wordsOf = ({ agentId, said }: Weighable) => `${agentId} ${said ?? ''}`;
  for (const lesson of lessons) latest.set(wordsOf(lesson), lesson.entry);
  return lessons.map((lesson, at) => (lesson.said === null || latest.get(wordsOf(lesson)) === lesson.entry ? weights[at] ?? 0 : 0));
}

/** Counts each lesson the less the more of the same key came within the time before it. */
function slowedByBursts(lessons: readonly Weighable[], weights: readonly number[], share: number, keyOfLesson: (lesson: Weighable) => string | null): number[] {
  const lately = new Map<string, number[]>();
  return lessons.map((lesson, index) => {
    const key = keyOfLesson(lesson);
    if (key === null) return weights[index] ?? 0;
    const at = lesson.at.getTime();
    const before = (lately.get(key) ?? []).filter((earlier) => Math.abs(at - earlier) < burstSeconds * 1_000);
    lately.set(key, [...before, at].slice(-mostOfBurst));
    return (weights[index] ?? 0) * share ** before.length;
  });
}

/** Where the same words were taught as several entries, the one with most keeps what it has more than all the others. */
function withoutContradictions(lessons: readonly Weighable[], weights: readonly number[]): number[] {
  const sums = new Map<string, Map<string, number>>();
  lessons.forEach(({ said, entry }, index) => {
    if (said === null) return;
    const ofWords = sums.get(said) ?? new Map<string, number>();
    sums.set(said, ofWords.set(entry, (ofWords.get(entry) ?? 0) + (weights[index] ?? 0)));
  });
  return lessons.map(({ said, entry }, index) => {
    const weight = weights[index] ?? 0;
    const ofWords = said === null ? undefined : sums.get(said);
    if (!ofWords || ofWords.size === 1) return weight;
    const own = ofWords.get(entry) ?? 0;
    const others = [...ofWords.values()].reduce((sum, one) => sum + one, 0) - own;
    return own > others ? weight * ((own - others) / own) : 0;
  });
}

/** Scales what one person taught of an entry down to its limit. */
function limited(
  lessons: readonly Weighable[], weights: readonly number[], personOf: (lesson: Weighable) => string | null, limitOf: (entry: string) => number,
): number[] {
  const totals = new Map<string, number>();
  lessons.forEach((lesson, index) => {
    const key = keyOf(personOf(lesson), lesson.entry);
    if (key !== null) totals.set(key, (totals.get(key) ?? 0) + (weights[index] ?? 0));
  });
  return lessons.map((lesson, index) => {
    const key = keyOf(personOf(lesson), lesson.entry);
    const total = key === null ? 0 : totals.get(key) ?? 0;
    const limit = limitOf(lesson.entry);
    return (weights[index] ?? 0) * (total > limit ? limit / total : 1);
  });
}

function keyOf(person: string | null, entry: string): string | null {
  return person === null ? null : `${person} ${entry}`;
}
