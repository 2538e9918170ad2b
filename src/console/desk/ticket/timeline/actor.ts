import type { TimelineEvent } from './rows.ts';
import type { timelineWords } from './words.ts';

type Say = (typeof timelineWords)['es'];

/** Who did it, as somebody is named inside of a sentence. */
export function actorText(actor: TimelineEvent['actor'], say: Say): string {
  return actor.name ?? say[actor.kind];
}
