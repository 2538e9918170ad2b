import { z } from 'zod';

const figuresSchema = z.object({
  examples: z.number().describe('Examples of desk.yaml'),
  lessons: z.number().describe('Lessons of agents that it was trained with'),
  held: z.number().describe('Lessons held out to compare it with the model before'),
  right: z.number().describe('How many of those it read right'),
  before: z.number().nullable().describe('How many the model before read right; null: there was nothing to compare'),
  bytes: z.number(),
  seconds: z.number().describe('How long it was trained'),
});

export const understandingSchema = z.object({
  model: z.object({ version: z.number(), madeAt: z.string(), figures: figuresSchema.nullable() }).nullable()
    .describe('What texts are read with; null: desk.yaml alone, and the lessons since the start, one by one'),
  lessons: z.object({
    total: z.number().describe('Tickets that teach something, because an agent confirmed or corrected their entry'),
    corrections: z.number().describe('Those of them whose entry was corrected'),
    fresh: z.number().describe('Those that came after the last training: learned at once, one by one; counted up to a thousand'),
  }),
  lastRefused: z.object({ at: z.string(), reason: z.enum(['regression', 'too-slow', 'too-large', 'failed']), figures: figuresSchema.nullable() }).nullable()
    .describe('The last training whose model was not taken'),
  wishedAt: z.string().nullable().describe('When somebody asked for a training that has not ended yet'),
});
