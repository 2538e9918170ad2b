import { z } from 'zod';
import { addressSchema } from '../../core/index.ts';

const standing = {
  way: z.enum(['sent', 'page', 'held', 'shelf', 'none', 'refused'])
    .describe('`sent` to the customer; `page`: while they have it open; `held` until they write; `shelf`: read at the status page; `none`: nobody is told; `refused` for `reason`'),
  reason: z.enum(['opted_out', 'window_closed', 'channel_off']).nullable(),
};

/** A way that an answer may go, as the ticket names it. */
export const shortWaySchema = z.object({
  ...standing, channel: z.string().nullable(), to: z.string().nullable().describe('a number or a mail address'), from: z.string(),
});

const waySchema = z.object({
  ...standing, channel: z.string().nullable(), to: addressSchema.nullable(), from: z.string(),
  copies: z.array(z.object({ name: z.string().nullable(), address: z.string() })), undeliverable: z.string().nullable(),
  carries: z.object({ html: z.boolean(), copies: z.boolean(), files: z.boolean() }),
  maxTextLength: z.number().nullable(), segments: z.boolean(),
});

/** Where an answer would go now, what may go with it, and all the ways that it may go instead, that one first. */
export const wayBackSchema = waySchema
  .extend({
    ways: z.array(waySchema), statusUrl: z.string(),
    files: z.object({ most: z.number(), maxBytes: z.number(), maxBytesTogether: z.number().describe('of all that go out together') }),
  })
  .meta({ id: 'WayBack' });

/** The way that an answer is asked to go: one of the ticket's `ways`. */
export const wishedWaySchema = z.object({
  channel: z.string().max(40), to: z.string().max(320).nullish().transform((to) => to ?? null), from: z.string().max(320).nullish().transform((from) => from ?? undefined),
});
