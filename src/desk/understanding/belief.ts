import type { Belief } from './model.ts';

/** A judgement on an example that was not learned from. */
export interface Judged {
  score: number;
  isRight: boolean;
}

/** What is believed before anything was judged: it is what most sets of examples show. */
export const usualBelief: Belief = { slope: 3, offset: 1.3 };
/**
 * What is less likely right than this is not placed but asked. The loss that this states: 7 of 20 texts that are just sure
 * enough may be placed wrongly; most are surer.
 */
export const usualThreshold = 0.65;
/** As many judgements as that belief is worth. */
const usualCount = 20;
const mostSteps = 50;

/**
 * How likely a score is right, learned from judgements on examples that were held out: logistic regression by Newton's
 * method, kept near what is usual where judgements are few (Platt, "Probabilistic Outputs for Support Vector Machines", 1999).
 */
export function believe(judged: readonly Judged[]): Belief {
  let { slope, offset } = usualBelief;
  for (let step = 0; step < mostSteps; step += 1) {
    const pull = usualCount * 0.25;
    let bySlope = pull * (slope - usualBelief.slope) * 0.25;
    let byOffset = pull * (offset - usualBelief.offset);
    let curveSlope = pull * 0.25;
    let curveOffset = pull;
    let curveBoth = 0;
    for (const { score, isRight } of judged) {
      const likely = likelihood(score, { slope, offset });
      const error = likely - (isRight ? 1 : 0);
      const curve = likely * (1 - likely);
      bySlope += error * score;
      byOffset += error;
      curveSlope += curve * score * score;
      curveOffset += curve;
      curveBoth += curve * score;
    }
    const determinant = curveSlope * curveOffset - curveBoth * curveBoth;
    const moveSlope = (curveOffset * bySlope - curveBoth * byOffset) / determinant;
    const moveOffset = (curveSlope * byOffset - curveBoth * bySlope) / determinant;
    // Steps are short enough to stay where the curve is known; a score that tells nothing still tells a little.
    slope = Math.max(slope - clamped(moveSlope, 1), 0.5);
    offset -= clamped(moveOffset, 1);
    if (Math.abs(moveSlope) + Math.abs(moveOffset) < 1e-6) break;
  }
  return { slope, offset };
}

/** How likely a score is right, 0 to 1. */
export function likelihood(score: number, { slope, offset }: Belief): number {
  return 1 / (1 + Math.exp(-(slope * score + offset)));
}

function clamped(value: number, most: number): number {
  return Math.min(most, Math.max(-most, value));
}
