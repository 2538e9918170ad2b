import type { ReadPressing } from '../priority/index.ts';
import { createReader, type Example, type Model, type Reader } from '../understanding/index.ts';
import { exampleOf, taughtBy, weighable, weighableWordless, type TaughtInWords, type WordsOf } from './lesson-examples.ts';
import { mostLessons, type Lesson, type LessonReader } from './lesson.ts';
import type { ModelStore } from './models.ts';
import { readPacked } from './packed-models.ts';
import { weighLast, type Weighable } from './weigh-lessons.ts';

/** What this process reads texts with. */
export interface FollowedModel {
  /** As this process last looked: waits for nothing. Before the first look it has learned the catalog alone. */
  current(): Reader;
  /** What agents taught of how pressing a text is, as of the last training. */
  pressing: ReadPressing;
  /** The version of the model in use; null: the catalog alone. */
  version(): number | null;
  /** Looks whether there is another model or another lesson, and follows; what was stored before the call is followed when it resolves. */
  look(): Promise<void>;
}

/** Where there is no model of this catalog yet, of all lessons that many are learned at once: a training that learns all is due. */
const mostWithoutModel = 200;
const batch = 200;
/** What counts less waits for a training: learning at once goes through earlier lessons again, which would make much of little. */
const leastAtOnce = 0.05;
/** Entries that a text is likeliest taken for: what desk.yaml says of them is kept when the text is taught to be another; and how often it is gone through. */
const mostKept = 3;
const roundsToKeep = 3;

/** The model of this catalog as all processes know it: the current one, and after it each later lesson, in the same order everywhere. */
export function createFollowedModel(parts: {
  models: Pick<ModelStore, 'news' | 'current'>;
  lessons: LessonReader;
  examples: readonly Example[];
  /** The hash of the catalog that `examples` are. */
  catalog: string;
  /** What is learned from `examples` alone. */
  untaught: () => Model;
  wordsOf: WordsOf;
}): FollowedModel {
  const { models, lessons, examples, catalog, untaught, wordsOf } = parts;
  const taught = taughtBy(examples);
  let following: Following | null = null;
  let looking: Promise<void> | null = null;
  let asked = false;
  let unreadable: number | null = null;
  const begin = () => (following ??= { reader: createReader(untaught()), pressing: () => asUsual, version: null, seq: 0, known: null });

  const follow = async () => {
    const before = await models.news(catalog);
    if (before.unnumbered) await lessons.number();
    const news = before.unnumbered ? await models.news(catalog) : before;
    const isOther = news.version !== null && news.version !== following?.version && news.version !== unreadable;
    const stored = isOther ? await models.current(catalog) : null;
    const read = stored && readPacked(stored.bytes);
    if (stored && !read) unreadable = stored.version;
    const next = stored && read ? { ...read, version: stored.version, seq: stored.learnedSeq, known: null } : begin();
    if (next.seq < news.newestLesson) await catchUp(next, news.newestLesson);
    following = next;
  };

  const catchUp = async (next: Following, newest: number) => {
    const isNew = next.version === null && next.seq === 0;
    next.known ??= isNew ? [] : (await lessons.latestWordless(next.seq, mostLessons)).map((lesson) => weighableWordless(lesson));
    for (;;) {
      const some = isNew && next.seq === 0 ? await lessons.latest(newest, mostWithoutModel) : await lessons.after(next.seq, batch);
      const last = some.at(-1);
      if (!last) return;
      for (const lesson of some) {
        next.known = learnAtOnce(next.reader, next.known, lesson, { taught, wordsOf });
        // A lesson takes some milliseconds, and others wait for this process.
        await new Promise(setImmediate);
      }
      next.seq = last.seq;
    }
  };

  const lookUntilSeen = async () => {
    while (asked) {
      asked = false;
      await follow();
    }
  };

  return {
    current: () => begin().reader,
    pressing: (text) => following?.pressing(text) ?? asUsual,
    version: () => following?.version ?? null,
    look: () => {
      asked = true;
      return (looking ??= lookUntilSeen().finally(() => {
        looking = null;
      }));
    },
  };
}

interface Following {
  reader: Reader;
  pressing: ReadPressing;
  version: number | null;
  /** Up to which lesson it has learned. */
  seq: number;
  /** The lessons it has learned, to weigh the next ones beside them; null until it is needed. */
  known: Weighable[] | null;
}

const asUsual = { impact: null, urgency: null } as const;

/** Gives the lessons that are known afterwards: of one ticket the latest alone. */
export function learnAtOnce(reader: Reader, before: Weighable[], lesson: Lesson, { taught, wordsOf }: { taught: TaughtInWords; wordsOf: WordsOf }): Weighable[] {
  const about = weighable(lesson, wordsOf);
  if (!about) return before;
  const known = [...before.filter(({ ticketId }) => ticketId !== about.ticketId), about].slice(-mostLessons);
  const weight = weighLast(known, taught);
  if (weight < leastAtOnce) return known;
  const example = exampleOf(lesson, weight, wordsOf);
  const others = reader.read(example.text).map(({ label }) => label).filter((entry) => entry !== lesson.entry).slice(0, mostKept);
  reader.learnOne(example);
  keepTaught(reader, others.flatMap((entry) => taught.wordsFor(entry)));
  return known;
}

/**
 * Teaches again what of these examples of desk.yaml is read otherwise by now: a lesson learned at once moves more than it does
 * among all examples of a training, and desk.yaml stands above whatever somebody teaches.
 */
function keepTaught(reader: Reader, examples: readonly Example[]): void {
  let moved = examples;
  for (let round = 0; round < roundsToKeep; round += 1) {
    moved = moved.filter(({ text, label }) => label !== reader.read(text)[0]?.label);
    moved.forEach(({ text, label }) => reader.learnOne({ text, label }));
  }
}
