import { z } from 'zod';
import { storableText, type Locale } from '../../core/index.ts';
import { localeSchema } from '../../core/index.ts';

/** A text that people wrote, as PostgreSQL can hold it: not blank, at most `most` characters (an emoji is one). */
export function text(most: number) {
  return z
    .string()
    .max(2 * most)
    .transform(storableText)
    .refine((value) => value.trim() !== '', { message: 'must not be empty' })
    .refine((value) => value.length <= most || [...value].length <= most, { message: `must have at most ${most} characters` });
}

/** The same on one line, without space around it. */
export function line(most: number) {
  return text(most).transform((value) => value.trim().replaceAll(/\s+/g, ' '));
}

/** A field that may be missing, null or empty, as forms and query strings send it. */
export function maybe<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional()).optional();
}

/** A moment in ISO 8601 with its offset, of the years 0 to 9999 in UTC: what is past them no store reads back. */
export const momentSchema = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value))
  .refine((moment) => moment.getUTCFullYear() >= 0 && moment.getUTCFullYear() <= 9999, { message: 'must lie within the years 0 to 9999' });

export const emailSchema = z
  .string()
  .max(320)
  .transform((value) => storableText(value).trim())
  .refine((value) => /^[^\s@]+@[^\s@]+$/u.test(value), { message: 'must be an e-mail address' });

/** Reply, note and description: room for 100,000 characters of any kind. */
export const longText = text(100_000);
export const shortText = text(2_000);

export const localeQuery = z.object({ locale: maybe(localeSchema) });
export type LocaleQuery = { locale?: Locale | undefined };

export const errorSchema = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      requestId: z.string(),
      fields: z.record(z.string(), z.string()).optional(),
    }),
  })
  .meta({ id: 'Error' });

/** What every route may answer instead. */
export const refusals = { '4xx': errorSchema, '5xx': errorSchema } as const;
