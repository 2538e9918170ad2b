import { invalidInput, newId } from '../../core/index.ts';
import type { MentionStore } from './mention.ts';

/**
 * Stores whom a note that was just written names, each once and never its writer; gives their ids. Throws
 * `invalid_input` (400) for somebody who does not work here now.
 */
export async function mentionColleagues(
  stores: { mentions: MentionStore },
  note: { id: string; ticketId: string; agentId: string; at: Date },
  agentIds: readonly string[],
): Promise<string[]> {
  if (agentIds.length === 0) return [];
  const present = new Set(await stores.mentions.presentOf([...agentIds]));
  const faults = agentIds.flatMap((id, place) => (present.has(id) ? [] : [[`mentions.${place}`, 'is nobody who works here']]));
  if (faults.length > 0) throw invalidInput(Object.fromEntries(faults) as Record<string, string>);
  const named = [...present].filter((id) => id !== note.agentId);
  await stores.mentions.add(named.map((agentId) => ({ id: newId(), noteId: note.id, ticketId: note.ticketId, agentId, at: note.at })));
  return named;
}
