import type { Level } from '../../core/index.ts';
import { priorities } from '../definition/index.ts';
import type { DeskDefinition, Priority } from '../definition/index.ts';

/** The priority of a ticket: looked up in the desk's matrix and nowhere else. */
export function priorityOf(desk: DeskDefinition, impact: Level, urgency: Level): Priority {
  return desk.matrix[impact][urgency];
}

/** 1 for P1, the most pressing, to 5 for P5. */
export function priorityRank(priority: Priority): number {
  return priorities.indexOf(priority) + 1;
}
