import { findEntry } from '../definition/index.ts';
import type { DeskDefinition } from '../definition/index.ts';
import type { Candidate } from './classifier.ts';

/** More than these nobody remembers who hears them. */
const mostAsked = 3;
/** An entry that no other stands beside is worth a question from this share of the threshold on. */
const aloneShare = 0.5;

/**
 * The entries that it is worth asking about, best first: none when one is sure (`classification.threshold`), else the two
 * or three that are plausible (`classification.ask` or more), or the only one when it is at least half as sure as it must be.
 * Empty: ask nobody. Candidates come best first; those that the desk no longer offers do not count.
 */
export function doubtOf({ candidates }: { candidates: readonly Candidate[] }, desk: DeskDefinition): string[] {
  const { threshold, ask } = desk.classification;
  const [best] = candidates;
  if (best === undefined || best.confidence >= threshold) return [];
  const plausible = candidates.filter(({ entry, confidence }) => confidence >= ask && confidence > 0 && findEntry(desk, entry) !== null);
  const isWorthIt = plausible.length > 1 || (plausible[0]?.confidence ?? 0) >= aloneShare * threshold;
  return isWorthIt ? plausible.slice(0, mostAsked).map(({ entry }) => entry) : [];
}
