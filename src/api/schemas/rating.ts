import { z } from 'zod';
import { mostCommentCharacters, ratingScores } from '../../desk/ratings/index.ts';
import { maybe, text } from './fields.ts';

/** How a customer found what was done: from 1, the best, to 5, and why. */
export const ratingSchema = z.object({ score: z.literal(ratingScores), comment: maybe(text(mostCommentCharacters)) });

const sum = { count: z.number(), mean: z.number().nullable().describe('of the scores, 1 the best; null: there are none') };

export const ratingSummarySchema = z.object({
  from: z.string(), to: z.string(), ...sum,
  teams: z.array(z.object({ team: z.object({ key: z.string(), name: z.string() }).nullable(), ...sum })),
  channels: z.array(z.object({ channel: z.string(), ...sum })),
});
