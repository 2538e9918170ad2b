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
  /** By row: the hash of the feature, and under how many labels it stands. */
  hashes: Int32Array;
  standsUnder: Uint16Array;
  /** Row after row, in each all labels: what the feature says for the label, in units of the label's `scales`. */
  weights: Int8Array;
  scales: Float32Array;
  bias: Float32Array;
  belief: Belief;
  nearest: NearestExamples;
}

/** What a score is worth: it is right as often as the logistic curve of `slope` × score + `offset` says. */
export interface Belief {
  slope: number;
  offset: number;
}

/** The examples that have a source, by the stems that they hold. */
export interface NearestExamples {
  sources: readonly string[];
  /** The label of each, by its place among the labels. */
  labels: Uint16Array;
  /** The stems of example `i` stand from `starts[i]` to `starts[i + 1]`. */
  starts: Uint32Array;
  stems: Int32Array;
}

export interface Scored {
  label: string;
  /** How likely it is that this is meant, 0 to 1. */
  confidence: number;
}

/** Reads texts by a model. Never throws and takes bounded time, whatever the text. */
export interface Reader {
  /** Best first, at most five, without `noneLabel`; none for a text without words. */
  read(text: string): Scored[];
  /** The words of the text that spoke most for the label, as they were read, at most five. */
  wordsFor(text: string, label: string): string[];
  /** The sources of the examples of this label that are most like the text, most alike first. */
  nearest(text: string, label: string, most: number): string[];
  /** Learns from one more example at once; a later model that was trained with it replaces this. Unknown labels are ignored. */
  learnOne(example: Example): void;
}
