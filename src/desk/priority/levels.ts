import { levelSchema, type Level } from '../../core/index.ts';

export interface Levels {
  impact: Level;
  urgency: Level;
}

export function isHigher(one: Level, other: Level): boolean {
  return levelSchema.options.indexOf(one) > levelSchema.options.indexOf(other);
}

/** The highest of them; null when there is none. */
export function highestOf(levels: readonly (Level | null)[]): Level | null {
  return [...levelSchema.options].reverse().find((level) => levels.includes(level)) ?? null;
}
