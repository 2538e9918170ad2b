/** Something that was said, and what was meant by it. */
export interface Example {
  text: string;
  /** What it means; `noneLabel` where it means nothing that is known here. */
  label: string;
  /** How much it counts beside others, above 0 and at most 1. */
  weight?: number;
  /** Where it comes from, such as a ticket's number: only examples with a source are told of as the nearest ones. */
  source?: string;
}

/** The label of what is none of the others. */
export const noneLabel = 'oos';

/**
 * What was learned from examples. Plain data that can be cloned to another thread; of the examples' words it holds
 * hashes only. Made by `learn`, read by `createReader`, stored by `packModel`.
 */
export interface Model {
  labels: readonly string[];
}

export interface Scored {
  label: string;
  /** How likely it is that this is meant, 0 to 1. */
  confidence: number;
}

/** Reads texts by a model. Never throws and takes bounded time, whatever the text. */
export interface Reader {
  /** Best first, at most five, without `noneLabel`. */
  read(text: string): Scored[];
  /** The words of the text that spoke most for the label, as they were written, at most five. */
  wordsFor(text: string, label: string): string[];
  /** The sources of the examples of this label that are most like the text, most alike first. */
  nearest(text: string, label: string, most: number): string[];
  /** Learns from one more example at once (passive-aggressive); a later model that was trained with it replaces this. Unknown labels are ignored. */
  learnOne(example: Example): void;
}
