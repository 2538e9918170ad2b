import type { TimelineEvent } from './rows.ts';

/** Why the desk placed a ticket where it did. */
export interface Because {
  /** Words that weighed most. */
  words: string[];
  /** Numbers of tickets that said something like it, such as `V-12`. */
  nearest: string[];
  /** Phrases of desk.yaml that raised impact or urgency. */
  raisedBy: string[];
  /** Words that raised them as agents taught. */
  raisedLearned: string[];
}

/** What an event of placing a ticket keeps of why; empty where it keeps nothing. */
export function becauseOf({ after }: Pick<TimelineEvent, 'after'>): Because {
  const because = after?.['because'];
  if (typeof because !== 'object' || because === null) return { words: [], nearest: [], raisedBy: [], raisedLearned: [] };
  return {
    words: textsOf('words' in because ? because.words : null),
    raisedBy: textsOf('raisedBy' in because ? because.raisedBy : null),
    raisedLearned: textsOf('raisedLearned' in because ? because.raisedLearned : null),
    nearest: listOf('nearest' in because ? because.nearest : null).flatMap((number) => (typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? [`V-${number}`] : [])),
  };
}

function textsOf(value: unknown): string[] {
  return listOf(value).filter((text): text is string => typeof text === 'string' && text !== '');
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
