import { z } from 'zod';
import { ticketlessOutcomes, type ContactPlace, type TicketlessContact, type TicketlessOutcome } from '../../desk/contacts/index.ts';
import { maybe } from './fields.ts';

const mostContacts = 100;

export const ticketlessSchema = z
  .object({
    id: z.string(),
    channel: z.string(),
    from: z.string(),
    to: z.string(),
    text: z.string(),
    outcome: z.enum(ticketlessOutcomes),
    receivedAt: z.string(),
  })
  .meta({ id: 'TicketlessContact' });

export const ticketlessQuerySchema = z.object({
  outcome: maybe(
    z.string().max(200)
      .transform((value) => value.split(',').map((outcome) => outcome.trim()))
      .refine((given): given is TicketlessOutcome[] => given.every((outcome) => ticketlessOutcomes.some((known) => known === outcome)), {
        message: `must be of ${ticketlessOutcomes.join(', ')}`,
      }),
  ),
  cursor: maybe(z.string().max(200)),
  limit: maybe(z.coerce.number().int().min(1).max(mostContacts)),
});

export function toTicketlessView({ receivedAt, ...contact }: TicketlessContact): z.output<typeof ticketlessSchema> {
  return { ...contact, receivedAt: receivedAt.toISOString() };
}

/** The place after a contact in the list, as an opaque text. */
export function toContactCursor({ receivedAt, id }: ContactPlace): string {
  return Buffer.from(`${receivedAt.toISOString()} ${id}`).toString('base64url');
}

/** Null for a cursor that is none of ours. */
export function readContactCursor(cursor: string): ContactPlace | null {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const receivedAt = new Date(at);
  return z.iso.datetime().safeParse(at).success && z.guid().safeParse(id).success ? { receivedAt, id } : null;
}
