import { invalidInput } from '../../core/index.ts';
import { agentActor } from '../events/index.ts';
import { mostTags, type By, type Ticket } from '../tickets/index.ts';
import type { Act } from '../work/index.ts';

export interface TagChange {
  add: readonly string[];
  remove: readonly string[];
}

/** Reads tags outside of any transaction. */
export interface TagReader {
  /** Tags of the newest tagged tickets that contain `part`, accents and case aside; the most used first. */
  list(part: string, most: number): Promise<{ tag: string; count: number }[]>;
}

/** Gives a ticket tags and takes them; what it has, or has not, already is no change. Tags are as `readTag` gives them. Throws `invalid_input` (400) when it would have too many. */
export type ChangeTags = (number: number, by: By, change: TagChange) => Promise<Ticket>;

export function createChangeTags(act: Act): ChangeTags {
  return (number, by, { add, remove }) =>
    act(number, by, async (stores, was, at) => {
      const taken = new Set(remove);
      const kept = was.tags.filter((tag) => !taken.has(tag));
      const added = [...new Set(add)].filter((tag) => !was.tags.includes(tag) && !taken.has(tag));
      const removed = was.tags.filter((tag) => taken.has(tag));
      if (added.length === 0 && removed.length === 0) return was;
      if (kept.length + added.length > mostTags) throw invalidInput({ add: `at most ${mostTags} tags for one ticket` });
      const about = { at, actor: agentActor(by.agentId), ticketId: was.id, agentId: was.agentId };
      await stores.events.append([
        ...(added.length > 0 ? [{ ...about, name: 'ticket.tagged' as const, after: { tags: added } }] : []),
        ...(removed.length > 0 ? [{ ...about, name: 'ticket.untagged' as const, before: { tags: removed } }] : []),
      ]);
      return stores.tickets.save({ ...was, tags: [...kept, ...added] });
    });
}
