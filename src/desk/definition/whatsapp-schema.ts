import { z } from 'zod';

const templateId = z.string().regex(/^HX[0-9a-fA-F]{32}$/, 'the id of an approved template: HX and 32 hexadecimal digits');

/**
 * The approved WhatsApp template per language that tells of an answer when the customer wrote more than 24 hours ago,
 * such as "We have an answer to your ticket {{1}}. Write to us to read it."; blank 1 is the ticket's number.
 */
export const whatsappSchema = z
  .strictObject({ template: z.strictObject({ es: templateId.optional(), en: templateId.optional() }).prefault({}) })
  .prefault({});
