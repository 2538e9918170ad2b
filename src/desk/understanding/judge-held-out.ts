import type { Judged } from './belief.ts';
import { createRandom } from './random.ts';
import { vectorOf } from './vocabulary.ts';
import { scoreVector, weighLabels, type ReadExample } from './weigh-labels.ts';

const parts = 5;
/** Of more examples than these one part is enough, and learning is not done five times more. */
const fewExamples = 2_000;

/**
 * Judges examples by what is learned from the others alone: every one where there are few, a fifth of many. Those of the label
 * `none` are learned from and not judged: how many of them come is not known from the examples.
 */
export function judgeHeldOut(examples: readonly ReadExample[], labelCount: number, none: number): Judged[] {
  const random = createRandom(11);
  const order = examples.map((example) => ({ example, at: random() })).sort((a, b) => a.at - b.at).map(({ example }) => example);
  const rounds = order.length <= fewExamples ? parts : 1;
  return Array.from({ length: rounds }, (_, round) => {
    const weighed = weighLabels(order.filter((_example, at) => at % parts !== round), labelCount);
    return order.filter(({ label }, at) => at % parts === round && label !== none).map(({ words, label }): Judged => {
      const scores = scoreVector(vectorOf(words, weighed.vocabulary), weighed);
      const best = bestOf(scores, none);
      return { score: scores[best] ?? -1, isRight: best === label };
    });
  }).flat();
}

/** The place of the highest score, but for `except`. */
function bestOf(scores: Float64Array, except: number): number {
  let best = -1;
  scores.forEach((score, label) => {
    if (label !== except && (best < 0 || score > (scores[best] ?? 0))) best = label;
  });
  return best;
}
