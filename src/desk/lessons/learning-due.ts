import type { Standing } from './models.ts';

/** Lessons after the last training that make another one worth its while. */
export const enoughLessons = 20;
const hours = 3_600_000;
/** Hours after which a training is worth its while for one lesson, and for none: so long a text that was erased stays learned at most. */
export const staleHours = { withLessons: 24, without: 7 * 24 };

export type WhyLearn = 'asked' | 'catalog-changed' | 'enough-lessons' | 'stale';

/**
 * Whether a model is to be trained now, and why. While nobody has taught anything each process learns the catalog by
 * itself and nothing is stored. A training that was refused is not made again for the same lessons. Pure.
 */
export function whyLearn(standing: Standing, at: Date): WhyLearn | null {
  const { last, anyModel, anyLesson, fresh, freshSince, wishedAt } = standing;
  if (wishedAt !== null) return 'asked';
  if (!anyLesson) return null;
  if (last === null && anyModel) return 'catalog-changed';
  if (fresh >= enoughLessons) return 'enough-lessons';
  const since = last?.madeAt ?? freshSince;
  const age = since === null ? 0 : (at.getTime() - since.getTime()) / hours;
  return age >= (fresh > 0 ? staleHours.withLessons : staleHours.without) ? 'stale' : null;
}
