import type { By, Ticket } from '../tickets/index.ts';
import type { LessonStore, NewLesson } from './lesson.ts';

/**
 * Notes what an agent taught by a change that is part of this transaction: by classifying a ticket, or by solving it as
 * what it is. What machines report and what came without words teaches nothing.
 */
export async function noteLesson(
  stores: { lessons: LessonStore }, change: { was: Ticket; is: Ticket }, by: Pick<By, 'agentId'>, at: Date,
): Promise<void> {
  const lesson = lessonOf(change, by.agentId, at);
  if (lesson) await stores.lessons.note(lesson);
}

/** Null when it teaches nothing. Pure. */
export function lessonOf({ was, is }: { was: Ticket; is: Ticket }, agentId: string, at: Date): NewLesson | null {
  const { entry, impact, urgency, chosen } = is;
  if (entry === null || impact === null || urgency === null) return null;
  if (chosen.kind === 'alarm' || chosen.wordless === true) return null;
  return {
    ticketId: is.id, entry, impact, urgency, agentId, at,
    levelsChanged: impact !== was.impact || urgency !== was.urgency,
    kind: entry === was.entry ? 'confirmed' : 'corrected',
  };
}
