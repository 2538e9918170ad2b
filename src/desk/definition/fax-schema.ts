import { z } from 'zod';
import { keySchema } from './fields.ts';

const senderSchema = z
  .string()
  .max(254)
  .regex(/^(?:[^\s@<>,;"]+@)?[\w-]+(?:\.[\w-]+)+$/, 'an e-mail address or a domain such as "fax.example.org"')
  .transform((address) => address.toLowerCase());

/** Finds the caller's number in a subject, by its group `number`, and perhaps how many pages there are, by `pages`. */
const subjectSchema = z.string().max(500).transform((source, context) => {
  const pattern = compiled(source);
  if (pattern && /\(\?<number>/.test(source)) return pattern;
  context.addIssue({ code: 'custom', message: 'a regular expression with a group for the number, such as "Fax from (?<number>[+0-9 ()-]+)"' });
  return z.NEVER;
});

function compiled(source: string): RegExp | null {
  try {
    return new RegExp(source, 'iu');
  } catch {
    return null;
  }
}

/** Faxes: what they are about, and which mails are faxes that a gateway passes on. */
export const faxSchema = z
  .strictObject({
    service: keySchema.nullable().default(null),
    entry: keySchema.nullable().default(null),
    team: keySchema.nullable().default(null),
    mails: z
      .array(z.strictObject({
        from: senderSchema,
        /** The key of the mailbox that they come to; null: any. */
        to: keySchema.nullable().default(null),
        number: subjectSchema,
      }))
      .max(50)
      .default([]),
  })
  .prefault({});
