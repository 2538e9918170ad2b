import { z } from 'zod';
import { localeSchema } from '../../core/index.ts';
import type { CannedAnswer } from '../../desk/canned/index.ts';
import { line, text } from './fields.ts';

/** An answer kept for everybody, with its blanks as they are written: `{{customer.name}}`. */
export const cannedSchema = z
  .object({
    id: z.string(), locale: localeSchema, title: z.string(), text: z.string(), team: z.string().nullable(), service: z.string().nullable(),
    changedBy: z.object({ id: z.string(), name: z.string() }), changedAt: z.string(),
  })
  .meta({ id: 'CannedAnswer' });

const place = z.preprocess((value) => (value === '' ? null : value), z.string().max(60).nullable());

export const newCannedSchema = z.object({
  locale: localeSchema, title: line(120), text: text(10_000),
  team: place.optional().transform((key) => key ?? null), service: place.optional().transform((key) => key ?? null),
});

export const cannedChangeSchema = z
  .object({ locale: localeSchema, title: line(120), text: text(10_000), team: place, service: place })
  .partial()
  .refine((change) => Object.keys(change).length > 0, { message: 'must name something to change' });

export function toCannedView({ changedAt, ...answer }: CannedAnswer): z.output<typeof cannedSchema> {
  return { ...answer, changedAt: changedAt.toISOString() };
}
