/** What is typed to have something offered: a canned answer behind `/` at a line's start, a colleague behind `@`. */
export interface Trigger {
  mark: '/' | '@';
  query: string;
}

/** What a text box lets the composer do. */
export interface Editing {
  focus(): void;
  /** Puts text at the cursor, in place of as many characters before it; the first blank of it is selected. */
  insert(text: string, instead: number): void;
}

export interface BoxProps {
  label: string;
  text: string;
  html: string | null;
  placeholder: string;
  isDisabled: boolean;
  /** Counts up when the box should take the focus. */
  focusWish: number;
  /** The list of suggestions and the one that Enter takes, where it is open. */
  suggestions: { list: string; active: string } | null;
  /** Which marks count here. */
  marks: readonly Trigger['mark'][];
  onChange: (change: { text: string; html: string | null }) => void;
  onTrigger: (trigger: Trigger | null) => void;
  /** Gives what the composer may do with the box while it stands. */
  onReady: (editing: Editing | null) => void;
}

/** The mark before the cursor and what stands between, when something is to be offered. */
export function triggerBefore(before: string, marks: readonly Trigger['mark'][]): Trigger | null {
  const canned = marks.includes('/') ? /(?:^|\n)\/([^\n/]{0,40})$/.exec(before) : null;
  if (canned) return { mark: '/', query: canned[1] ?? '' };
  const named = marks.includes('@') ? /(?:^|[\s(])@([^\s@]{0,40}(?: [^\s@]{0,40})?)$/.exec(before) : null;
  return named ? { mark: '@', query: named[1] ?? '' } : null;
}

/** Words without accents and case, to compare. */
export function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
