import { evaluate, usualThreshold } from '../../src/desk/understanding/index.ts';
import { stemsOf } from '../../src/desk/understanding/stem.ts';
import { seventySeven } from '../support/intents.ts';

/** Milliseconds of reading one text, and seconds of learning 7,700 texts of 77 labels; beside it what folding and stemming alone take. */
export function benchUnderstanding(): { perTextMs: number; stemsOnlyMs: number; trainSeconds: number; megabytes: number } {
  const { train, test } = seventySeven(100);
  const now = () => performance.now();
  const { train: { seconds }, millisecondsPerText, modelBytes } = evaluate(train, test, { threshold: usualThreshold, now });
  const from = now();
  for (const { text } of test) for (const word of text.toLowerCase().split(' ')) stemsOf(word);
  return { perTextMs: millisecondsPerText, stemsOnlyMs: (now() - from) / test.length, trainSeconds: seconds, megabytes: modelBytes / 1_000_000 };
}
