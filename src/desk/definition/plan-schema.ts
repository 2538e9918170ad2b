import { z } from 'zod';
import { keySchema, textSchema } from './fields.ts';

/** What a customer of this plan gets beyond the others. */
export const planSchema = z.strictObject({
  key: keySchema,
  name: textSchema,
  /** Minutes added to the offset of the ticket's priority: -30 stands in the queue as if half an hour had passed already. */
  offsetMinutes: z.int().min(-120).max(0).default(0),
  /** Null: the promise of the entry. */
  sla: keySchema.nullable().default(null),
  /** The team that serves them where it works the tier in which a ticket starts; null: the entry's own. */
  team: keySchema.nullable().default(null),
});
