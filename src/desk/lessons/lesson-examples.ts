import type { LevelLesson } from '../priority/index.ts';
import type { Example } from '../understanding/index.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isHeldOut } from './held-out.ts';
import type { Lesson, PlacedLesson, Said } from './lesson.ts';
import { weighLessons, type Taught, type Weighable } from './weigh-lessons.ts';

/** What was said as one text, in the way in which texts are read that come in. */
export type WordsOf = (said: Said) => string;

/** What desk.yaml says, with its words. */
export interface TaughtInWords extends Taught {
  wordsFor(entry: string): readonly Example[];
}

/** What desk.yaml teaches by itself. */
export function taughtBy(catalog: readonly Example[]): TaughtInWords {
  const examples = new Map<string, Example[]>();
  const entries = new Map<string, string>();
  for (const example of catalog) {
    const { text, label } = example;
    examples.set(label, [...(examples.get(label) ?? []), example]);
    const fingerprint = fingerprintOf(text);
    if (fingerprint !== null && !entries.has(fingerprint)) entries.set(fingerprint, label);
  }
  const wordsFor = (entry: string) => examples.get(entry) ?? [];
  const examplesOf = (entry: string) => wordsFor(entry).reduce((sum, { weight = 1 }) => sum + weight, 0);
  return { wordsFor, examplesOf, entrySaying: (fingerprint) => entries.get(fingerprint) ?? null };
}

/** What decides how much a lesson counts; null when nothing is left of what was said. */
export function weighable(lesson: Lesson, wordsOf: WordsOf): Weighable | null {
  const said = fingerprintOf(wordsOf(lesson.said));
  return said === null ? null : weighableWordless(lesson, said);
}

export function weighableWordless({ ticketId, agentId, customerId, entry, kind, at }: PlacedLesson, said: string | null = null): Weighable {
  return { ticketId, agentId, customerId, entry, kind, at, said };
}

export function exampleOf(lesson: Lesson, weight: number, wordsOf: WordsOf): Example {
  return { text: wordsOf(lesson.said), label: lesson.entry, weight, source: String(lesson.ticketNumber) };
}

/** Lessons as what they teach of urgency and impact. */
export function levelLessons(lessons: readonly Lesson[], wordsOf: WordsOf): LevelLesson[] {
  return lessons.map(({ said, agentId, customerId, entry, impact, urgency, levelsChanged }) => ({ text: wordsOf(said), agentId, customerId, entry, impact, urgency, levelsChanged }));
}

/** Lessons as examples of their weight, without those that count nothing; `held`: the part that two models are compared by. */
export function lessonExamples(lessons: readonly Lesson[], taught: Taught, wordsOf: WordsOf): { lessons: Example[]; held: Example[] } {
  const known = lessons.flatMap((lesson) => {
    const about = weighable(lesson, wordsOf);
    return about ? [{ lesson, about }] : [];
  });
  const weights = weighLessons(known.map(({ about }) => about), taught);
  const learned: Example[] = [];
  const held: Example[] = [];
  known.forEach(({ lesson }, index) => {
    const weight = weights[index] ?? 0;
    if (weight < leastWeight) return;
    (isHeldOut(lesson.ticketId) ? held : learned).push(exampleOf(lesson, weight, wordsOf));
  });
  return { lessons: learned, held };
}

/** What counts less changes nothing and would only take time. */
const leastWeight = 0.001;
