import { hashPair, hashText } from './hash-text.ts';
import { stemsOf } from './stem.ts';

/**
 * The four ways in which a text is looked at. Each is scaled to a length of its own, so that the many short pieces of
 * words do not drown the words: single words and neighbours; pieces of two to four letters, which carry typos and endings;
 * stems in both languages; and pairs of stems wherever they stand, which tell "card arrived" from "card lost".
 */
export const blocks = [
  { name: 'words', share: 0.7 },
  { name: 'pieces', share: 1.15 },
  { name: 'stems', share: 0.7 },
  { name: 'pairs', share: 1 },
] as const;
export const blockCount = blocks.length;

/** Words that are looked at; what somebody wants stands at the beginning. */
const mostWords = 120;
/** Of pairs: how far apart two words may stand, so that long texts cost no more than their length. */
const widestPair = 24;
const shortestPiece = 2;
const longestPiece = 4;

/** Told of each feature: its block, its hash, and the places of the one or two words that it stands for. */
export type SeeFeature = (block: number, hash: number, word: number, other: number) => void;

/** Goes through every feature of a text, with repeats. */
export function eachFeature(words: readonly string[], see: SeeFeature): void {
  const count = Math.min(words.length, mostWords);
  const stems: number[] = [];
  let before = 0;
  for (let at = 0; at < count; at += 1) {
    const word = words[at] ?? '';
    const hash = hashText(word, 0, word.length, 1);
    see(0, hash, at, at);
    if (at > 0) see(0, hashPair(before, hash, 2), at - 1, at);
    before = hash;
    eachPiece(`_${word}_`, at, see);
    const both = stemsOf(word);
    const first = hashText(both.en, 0, both.en.length, 4);
    see(2, first, at, at);
    if (both.es !== both.en) see(2, hashText(both.es, 0, both.es.length, 5), at, at);
    for (let to = Math.max(0, at - widestPair); to < at; to += 1) {
      const other = stems[to] ?? 0;
      if (other !== first) see(3, other < first ? hashPair(other, first, 6) : hashPair(first, other, 6), to, at);
    }
    stems.push(first);
  }
}

function eachPiece(word: string, at: number, see: SeeFeature): void {
  for (let length = shortestPiece; length <= longestPiece; length += 1) {
    for (let from = 0; from + length <= word.length; from += 1) see(1, hashText(word, from, from + length, 3), at, at);
  }
}
