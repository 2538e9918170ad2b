import { z } from 'zod';
import { addressSchema } from '../../core/index.ts';
import type { BlockedAddress } from '../../desk/screening/index.ts';
import { line } from './fields.ts';

const kindSchema = addressSchema.shape.kind;

export const blockedSchema = z
  .object({
    kind: kindSchema,
    value: z.string(),
    reason: z.string(),
    by: z.object({ id: z.string(), name: z.string() }),
    at: z.string(),
  })
  .meta({ id: 'BlockedAddress' });

export const newBlockSchema = z.object({ kind: kindSchema, value: line(320), reason: line(500) });

/** Kind and value come in the path, so they may be anything. */
export const blockedPathSchema = z.object({ kind: z.string(), value: z.string() });

export function toBlockedView({ at, ...blocked }: BlockedAddress): z.output<typeof blockedSchema> {
  return { ...blocked, at: at.toISOString() };
}
