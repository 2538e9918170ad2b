import { z } from 'zod';
import type { MailArrival } from './receiving.ts';

const arrivalSchema = z.object({
  source: z.string(),
  mailbox: z.string().nullable(),
  returnPath: z.string().nullable(),
  deliveredTo: z.array(z.string()),
  peer: z.object({ address: z.string(), helo: z.string().nullable() }).nullable(),
  receivedAt: z.iso.datetime().transform((value) => new Date(value)),
});

/** How a mail arrived, as it was stored as JSON. Throws when it is anything else. */
export function readStoredArrival(stored: unknown): MailArrival {
  return arrivalSchema.parse(stored);
}
