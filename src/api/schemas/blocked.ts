import { z } from 'zod';
import { addressSchema } from '../../core/index.ts';
import type { BlockedAddress, ContactKeptAway, ContactPlace } from '../../desk/screening/index.ts';
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

export const keptAwaySchema = z
  .object({
    id: z.string(),
    channel: z.string(),
    from: z.string(),
    to: z.string(),
    text: z.string(),
    outcome: z.enum(['blocked', 'screened']),
    receivedAt: z.string(),
  })
  .meta({ id: 'ContactKeptAway' });

export function toBlockedView({ at, ...blocked }: BlockedAddress): z.output<typeof blockedSchema> {
  return { ...blocked, at: at.toISOString() };
}

export function toKeptAwayView({ receivedAt, ...contact }: ContactKeptAway): z.output<typeof keptAwaySchema> {
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
