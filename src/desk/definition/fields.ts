import { z } from 'zod';

/** A key that other parts of the file, the API and the database refer to. */
export const keySchema = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a key of small letters, digits and dashes such as "mesa-ayuda"');

/** One telephone key of a menu; 0 (a person) and * (back) are taken. Written as a number or as text. */
export const digitSchema = z
  .unknown()
  .refine((value) => /^[1-9]$/.test(String(value)) && ['string', 'number'].includes(typeof value), {
    message: 'one telephone key from 1 to 9',
  })
  .transform(String);

export const priorities = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;
export const prioritySchema = z.enum(priorities);

export const tierSchema = z.literal([1, 2, 3]);

/** Exactly one value for each priority. */
export function perPriority<Value extends z.ZodType>(value: Value) {
  return z.strictObject({ P1: value, P2: value, P3: value, P4: value, P5: value });
}

/** A text that people read, in every language of the desk. */
export const textSchema = z.strictObject({ es: z.string().trim().min(1), en: z.string().trim().min(1) });

/** Phrases per language; a language left out has none. */
export const phrasesSchema = z.strictObject({
  es: z.array(z.string().trim().min(1)).default([]),
  en: z.array(z.string().trim().min(1)).default([]),
});

const descriptionText = z.string().trim().min(1).max(500);
/** A sentence or two in every language of the desk. */
export const descriptionSchema = z.strictObject({ es: descriptionText, en: descriptionText });

const words = z.array(z.string().trim().min(1).max(60)).max(50).default([]);
/** Other words for a thing, per language; a language left out has none. */
export const synonymsSchema = z.strictObject({ es: words, en: words });

/** A length of time that is at least one second or minute and at most about a year of it. */
export const lengthSchema = z.int().min(1).max(1_000_000);
