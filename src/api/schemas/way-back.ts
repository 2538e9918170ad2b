import { z } from 'zod';
import { addressSchema } from '../../core/index.ts';

const waySchema = z.enum(['sent', 'page', 'held', 'shelf', 'none', 'refused']);
const reasonSchema = z.enum(['opted_out', 'window_closed', 'channel_off']);

/** Where an answer would go now, and what may go with it. */
export const wayBackSchema = z
  .object({
    way: waySchema, reason: reasonSchema.nullable(), channel: z.string().nullable(), to: addressSchema.nullable(), from: z.string(),
    copies: z.array(z.object({ name: z.string().nullable(), address: z.string() })), undeliverable: z.string().nullable(),
    carries: z.object({ html: z.boolean(), copies: z.boolean(), files: z.boolean() }),
    maxTextLength: z.number().nullable(), segments: z.boolean(), statusUrl: z.string(),
    files: z.object({ most: z.number(), maxBytes: z.number(), maxBytesTogether: z.number().describe('of all that go out together') }),
  })
  .meta({ id: 'WayBack' });
