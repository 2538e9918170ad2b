import type { Pressing } from '../catalog/index.ts';
import type { DeskDefinition } from '../definition/index.ts';
import { dimensions } from './level-lessons.ts';
import { isHigher, type Levels } from './levels.ts';
import { deniesPressing } from './raise-by-words.ts';

/**
 * Raises urgency and impact to what agents taught of such texts; never lowers, and raises nothing that its writer denies to
 * be so. `because` are the words that told.
 */
export function raiseByLearned(desk: DeskDefinition, text: string, from: Levels, pressing: Pressing): Levels & { because: string[] } {
  const raised = { ...from, because: new Set<string>() };
  for (const dimension of dimensions) {
    const learned = pressing[dimension];
    if (!learned || !isHigher(learned.level, from[dimension]) || deniesPressing(desk, dimension, text)) continue;
    raised[dimension] = learned.level;
    learned.words.forEach((word) => raised.because.add(word));
  }
  return { ...raised, because: [...raised.because] };
}
