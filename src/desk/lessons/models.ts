/** How a training went; the same whether its model was taken or refused. */
export interface Figures {
  /** Of desk.yaml. */
  examples: number;
  /** Learned from: held-out ones and those that count nothing are not among them. */
  lessons: number;
  /** Lessons that the models were compared on, and how many of them each read right; `before` null: there was nothing to compare with. */
  held: number;
  right: number;
  before: number | null;
  bytes: number;
  seconds: number;
}

/** `regression`: it read fewer held-out lessons right, beyond chance; `too-slow`, `too-large` and `failed`: it was never done. */
export type Refusal = 'regression' | 'too-slow' | 'too-large' | 'failed';

/** A training that ended: with a model that is or was current, or with none. */
export interface Attempt {
  version: number;
  madeAt: Date;
  /** Up to which lesson it has learned. */
  learnedSeq: number;
  state: 'current' | 'superseded' | 'refused';
  reason: Refusal | null;
  figures: Figures | null;
}

/** How things stand between what is taught and what has been learned, of one hash of the catalog. */
export interface Standing {
  current: Attempt | null;
  /** The last training, whatever became of it. */
  last: Attempt | null;
  lastRefused: Attempt | null;
  /** Whether any model was ever trained, with whatever catalog. */
  anyModel: boolean;
  anyLesson: boolean;
  /** Lessons that came after the last training, counted up to a thousand, and the time of the first of them. */
  fresh: number;
  freshSince: Date | null;
  /** When somebody asked for a training; null: nobody did since the last. */
  wishedAt: Date | null;
}

/** What a process that follows must know: one row. */
export interface News {
  /** Of the current model. */
  version: number | null;
  newestLesson: number;
  /** There are lessons without a `seq`. */
  unnumbered: boolean;
}

/** Models and how they came to be. `catalog` is the hash of what of desk.yaml they were trained with. */
export interface ModelStore {
  news(catalog: string): Promise<News>;
  standing(catalog: string): Promise<Standing>;
  /** How many tickets teach something, and of how many the entry was corrected. */
  counts(): Promise<{ lessons: number; corrections: number }>;
  /** The current model; null: there is none. */
  current(catalog: string): Promise<{ version: number; learnedSeq: number; bytes: Uint8Array; trial: Uint8Array | null } | null>;
  /** Makes it current in one step and removes old ones; nothing, and null, when another than `instead` is current by now. */
  swapIn(made: {
    catalog: string; madeAt: Date; begunAt: Date; learnedSeq: number; figures: Figures; bytes: Uint8Array; trial: Uint8Array;
  }, instead: number | null): Promise<number | null>;
  /** Notes a training that gave no model. */
  refuse(refused: { catalog: string; madeAt: Date; begunAt: Date; learnedSeq: number; figures: Figures | null; reason: Refusal }): Promise<void>;
  /** Does the work while no other process of the desk trains; else nothing, and false. */
  alone(work: () => Promise<void>): Promise<boolean>;
}

export interface WishStore {
  wish(at: Date, agentId: string): Promise<void>;
}
