import { isSupportedCountry } from 'libphonenumber-js';
import type { CountryCode } from 'libphonenumber-js';
import { z } from 'zod';
import { lengthSchema } from './fields.ts';

const countrySchema = z.custom<CountryCode>((value) => typeof value === 'string' && isSupportedCountry(value), {
  message: 'a country of two capital letters such as "CO"',
});

/** How customers are called back. */
export const callbacksSchema = z
  .strictObject({
    /** How often a customer is rung before the desk gives up and leaves a message. */
    tries: z.int().min(1).max(10).default(3),
    /** Minutes between one try and the next; the last one holds for all that follow. */
    retryMinutes: z.array(lengthSchema).min(1).default([10, 60]),
    /** Seconds that a customer's telephone rings. */
    ringSeconds: z.int().min(5).max(120).default(30),
    /** Countries whose numbers may be called; null: all of them. */
    countries: z.array(countrySchema).min(1).nullable().default(null),
  })
  .prefault({});
