import type { Level } from '../../core/index.ts';

/** `corrected`: an agent said that it is about another entry than the desk thought; `confirmed`: about the one it thought. */
export type LessonKind = 'confirmed' | 'corrected';

/** What one ticket teaches, as the agent left it who touched it last. */
export interface NewLesson {
  ticketId: string;
  entry: string;
  impact: Level;
  urgency: Level;
  /** Whether an agent set impact or urgency to something else than they were. */
  levelsChanged: boolean;
  agentId: string;
  kind: LessonKind;
  at: Date;
}

/** A lesson with its place in the order in which all processes follow. */
export interface PlacedLesson extends NewLesson {
  seq: number;
  ticketNumber: number;
  /** Whose ticket it is now; null: nobody knows. */
  customerId: string | null;
}

export interface Lesson extends PlacedLesson {
  said: Said;
}

/** What the customer said, as it is stored now: '' once it was erased. */
export interface Said {
  subject: string | null;
  body: string;
}

export interface LessonStore {
  /**
   * Stores the lesson of a locked ticket in place of the one before. Nothing happens where no contact of the ticket has words, and where
   * `kind` is `confirmed` and the lesson before says the same.
   */
  note(lesson: NewLesson): Promise<void>;
}

/** Reads lessons outside of any transaction. */
export interface LessonReader {
  /** Gives every lesson that has none its `seq`, each higher than any given before; one process at a time does it. */
  number(): Promise<void>;
  /** Lessons with a higher `seq`, lowest first. */
  after(seq: number, most: number): Promise<Lesson[]>;
  /** The latest lessons up to this `seq`, lowest first. */
  latest(upTo: number, most: number): Promise<Lesson[]>;
  /** The same without what was said. */
  latestWordless(upTo: number, most: number): Promise<PlacedLesson[]>;
  /** The highest `seq` given so far; 0 when none was. */
  newest(): Promise<number>;
}

/** Lessons that are learned from; older ones are left out. */
export const mostLessons = 10_000;
