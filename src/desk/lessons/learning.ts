import type { Clock, Signals, Transact } from '../../core/index.ts';
import type { LevelExamples, LevelLesson } from '../priority/index.ts';
import type { Example } from '../understanding/index.ts';
import { whyLearn } from './learning-due.ts';
import { lessonExamples, levelLessons, taughtBy, type WordsOf } from './lesson-examples.ts';
import { mostLessons, type LessonReader } from './lesson.ts';
import type { Attempt, Figures, ModelStore, Refusal, WishStore } from './models.ts';
import type { Trained, TrainingOrder } from './train-model.ts';

/** Trains elsewhere, so that this process goes on answering. Rejects with the signal's reason when it is aborted. */
export type Train = (order: TrainingOrder, signal: AbortSignal) => Promise<Trained | { kind: 'broken'; reason: Exclude<Refusal, 'regression'> }>;

export type Learned =
  | { outcome: 'taken'; version: number; figures: Figures }
  | { outcome: 'refused'; reason: Refusal; figures: Figures | null };

/** How things stand, for those who look after the desk. */
export interface UnderstandingView {
  current: Attempt | null;
  lastRefused: Attempt | null;
  lessons: number;
  corrections: number;
  /** Lessons that came after the last training; they were learned at once, each by itself. */
  fresh: number;
  wishedAt: Date | null;
}

export interface Learning {
  isDue(at: Date): Promise<boolean>;
  /** Trains a model if one is due and nobody else does; null: it was not, or somebody does. Aborting leaves everything as it was. */
  learn(signal: AbortSignal): Promise<Learned | null>;
  /** Asks for a training, whatever has been taught. */
  ask(agentId: string): Promise<void>;
  view(): Promise<UnderstandingView>;
}

export function createLearning<Stores extends { wishes: WishStore; signals: Signals }>(parts: {
  transact: Transact<Stores>;
  models: ModelStore;
  lessons: LessonReader;
  examples: readonly Example[];
  /** The hash of the catalog that `examples` are. */
  catalog: string;
  wordsOf: WordsOf;
  /** Gathers what teaches urgency and impact. */
  teachLevels: (lessons: readonly LevelLesson[]) => LevelExamples;
  train: Train;
  clock: Clock;
  /** Told of every training that ended. */
  onLearned: (learned: Learned) => void;
}): Learning {
  const { transact, models, lessons, examples, catalog, wordsOf, teachLevels, train, clock, onLearned } = parts;

  const trainNow = async (signal: AbortSignal): Promise<Learned | null> => {
    const begunAt = clock.now();
    if (whyLearn(await models.standing(catalog), begunAt) === null) return null;
    await lessons.number();
    const [current, learnedSeq] = await Promise.all([models.current(catalog), lessons.newest()]);
    const latest = await lessons.latest(learnedSeq, mostLessons);
    const taught = { ...lessonExamples(latest, taughtBy(examples), wordsOf), levels: teachLevels(levelLessons(latest, wordsOf)) };
    signal.throwIfAborted();
    const trained = await train({ catalog: [...examples], ...taught, trial: current?.trial ?? null }, signal);
    const about = { catalog, begunAt, madeAt: clock.now(), learnedSeq };
    if (trained.kind !== 'trained') {
      const refused = trained.kind === 'broken' ? { reason: trained.reason, figures: null } : { reason: 'regression' as const, figures: trained.figures };
      await models.refuse({ ...about, ...refused });
      return { outcome: 'refused', ...refused };
    }
    const { figures, bytes, trial } = trained;
    const version = await models.swapIn({ ...about, figures, bytes, trial }, current?.version ?? null);
    return version === null ? null : { outcome: 'taken', version, figures };
  };

  return {
    isDue: async (at) => whyLearn(await models.standing(catalog), at) !== null,
    learn: async (signal) => {
      const done: Learned[] = [];
      await models.alone(async () => {
        const learned = await trainNow(signal);
        if (learned) done.push(learned);
      });
      done.forEach(onLearned);
      return done[0] ?? null;
    },
    ask: (agentId) =>
      transact(async ({ wishes, signals }) => {
        await wishes.wish(clock.now(), agentId);
        signals.raise({ kind: 'learn' });
      }),
    view: async () => {
      const [{ current, lastRefused, fresh, wishedAt }, counts] = await Promise.all([models.standing(catalog), models.counts()]);
      return { current, lastRefused, fresh, wishedAt, ...counts };
    },
  };
}
