import type { TimelineEvent } from './rows.ts';

/** Why the desk placed a ticket where it did. */
export interface Because {
  /** Words that weighed most. */
  words: string[];
  /** Numbers of tickets that said something like it, such as `V-12`. */
  nearest: string[];
}

/** What an event of placing a ticket keeps of why; empty where it keeps nothing. */
export function becauseOf({ after }: Pick<TimelineEvent, 'after'>): Because {
  const because = after?.['because'];
  if (typeof because !== 'object' || because === null) return { words: [], nearest: [] };
  return {
    words: listOf('words' in because ? because.words : null).filter((word): word is string => typeof word === 'string' && word !== ''),
    nearest: listOf('nearest' in because ? because.nearest : null).flatMap((number) => (typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? [`V-${number}`] : [])),
  };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
