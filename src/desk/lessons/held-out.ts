import { createHash } from 'node:crypto';

/** One ticket of so many is never learned from while two models are compared, and says which is right more often. */
const heldOneIn = 5;
/** With fewer of them nothing is compared: chance would decide. */
export const leastHeld = 20;
/** How unlikely it must be that chance alone made the new one this much worse. */
const beyondChance = 0.05;

/** The same for a ticket at all times, so that what one model was judged by no later one was trained with. */
export function isHeldOut(ticketId: string): boolean {
  return createHash('sha256').update(ticketId).digest().readUInt32BE(0) % heldOneIn === 0;
}

/**
 * Whether a new model is worse beyond chance: `lost` tickets that only the old one read right, `won` those that only the
 * new one did (a one-sided sign test, which is McNemar's exact test).
 */
export function isRegression(lost: number, won: number): boolean {
  return lost > won && chanceOfAtLeast(lost, lost + won) < beyondChance;
}

/** Of so many throws of a coin, how likely at least this many heads are. */
function chanceOfAtLeast(heads: number, throws: number): number {
  let logChoose = 0;
  let sum = 0;
  for (let k = throws; k >= heads; k -= 1) {
    sum += Math.exp(logChoose - throws * Math.LN2);
    // From C(n, k) to C(n, k - 1).
    logChoose += Math.log(k) - Math.log(throws - k + 1);
  }
  return sum;
}
