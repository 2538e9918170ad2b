import type { Level, Locale } from '../../core/index.ts';

export interface Candidate {
  entry: string;
  /** How likely it is that this is meant, 0 to 1. */
  confidence: number;
}

export interface Classification {
  /** Null when nothing was sure enough: the ticket goes to triage. */
  entry: string | null;
  /** The service of the entry; null without one. */
  service: string | null;
  /** Of the best candidate, also when it was not sure enough; 0 to 1. */
  confidence: number;
  locale: Locale;
  /** Best first, at most five. */
  candidates: Candidate[];
}

/** Why a text was taken for an entry. */
export interface Explanation {
  /** The words that spoke most for it, as their writer spelled them, in lower case; at most five. */
  words: string[];
  /** The numbers of the tickets of this entry whose words are most alike, at most three. */
  nearest: number[];
}

/** A level that agents gave to texts like this one, above what is usual. */
export interface Raised {
  level: Exclude<Level, 'low'>;
  /** The words that told, as their writer spelled them, in lower case; at least one. */
  words: string[];
}

/** What agents taught of how pressing a text is; null where it is as usual. */
export interface Pressing {
  impact: Raised | null;
  urgency: Raised | null;
}

/** Finds the catalog entry that a text asks for, and what agents taught of how pressing it is. Never throws and takes bounded time, whatever the text. */
export interface Classifier {
  classify(text: string): Classification;
  explain(text: string, entry: string): Explanation;
  pressing(text: string): Pressing;
}
