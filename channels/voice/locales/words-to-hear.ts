/**
 * What callers say at a menu, in one language: lower case, without accents, apostrophes or punctuation, as `heardText` gives it.
 * Phrases stand for the whole utterance unless said otherwise.
 */
export interface HeardWords {
  /** Words that tell nothing about the matter: greetings, politeness, hesitation, "the option". */
  fillers: string;
  /** The key that a word stands for, or words without fillers. */
  keys: Record<string, string>;
  yes: string;
  no: string;
  /** Words that may stand beside a yes or a no. */
  besideYesOrNo: string;
  yesPhrases: string[];
  noPhrases: string[];
  /** A person, and the words around the wish for one. */
  person: string;
  besidePerson: string;
  back: string[];
  repeat: string[];
  /** The names of this language, in either language. */
  language: string;
  /** Answers to "does it stop you from working?", anywhere in the utterance. */
  stopped: { yes: string[]; no: string[] };
  /** Answers to "are others affected?", anywhere in the utterance. */
  others: { yes: string[]; no: string[] };
  /** Choices of the callback menus, anywhere in the utterance. */
  callback: { wish: string[]; otherTime: string[]; otherNumber: string[]; line: string[] };
  /** Choices about an open ticket, anywhere in the utterance. */
  openTicket: { hear: string[]; addWords: string[]; newMatter: string[] };
}
