import type { TimelineEvent } from './rows.ts';
import type { timelineWords } from './words.ts';

type Say = (typeof timelineWords)['es'];

/** What only a machine's report does without anybody of the desk. */
const ofMachines = /^(alarm|asset|downtime)\.|^ticket\.(opened|grouped|resolved|closed|reopened|linked)$/;

/** Who did it, as somebody is named inside of a sentence. */
export function actorText({ name, actor }: TimelineEvent, say: Say): string {
  if (actor.kind === 'provider' && ofMachines.test(name)) return say.machine;
  return actor.name ?? say[actor.kind];
}
