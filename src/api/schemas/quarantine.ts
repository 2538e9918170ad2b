import { z } from 'zod';
import type { Locale } from '../../core/index.ts';
import { quarantineStates, quarantineWords, type QuarantineItem, type QuarantinePlace } from '../../desk/quarantine/index.ts';
import { line, localeQuery, maybe } from './fields.ts';

const mostItems = 100;

export const quarantineItemSchema = z
  .object({
    id: z.string(),
    channel: z.string(),
    source: z.string(),
    reason: z.object({ code: z.string(), words: z.string() }),
    detail: z.string().nullable(),
    from: z.string(),
    subject: z.string().nullable(),
    size: z.number(),
    state: z.enum(quarantineStates),
    heldAt: z.string(),
    endedAt: z.string().nullable(),
    endedBy: z.object({ id: z.string(), name: z.string() }).nullable(),
    endedReason: z.string().nullable(),
    ticket: z.string().nullable(),
    rawUrl: z.string().nullable().describe('Where its bytes can be loaded; null once they are gone'),
  })
  .meta({ id: 'QuarantineItem' });

export const quarantineQuerySchema = localeQuery.extend({
  state: maybe(z.enum([...quarantineStates, 'all'])),
  cursor: maybe(z.string().max(200)),
  limit: maybe(z.coerce.number().int().min(1).max(mostItems)),
});

export const replayAnswerSchema = z.object({
  item: quarantineItemSchema,
  result: z.object({
    kind: z.enum(['opened', 'appended', 'duplicate', 'noted', 'quarantined']),
    ticket: z.string().nullable(),
  }),
});

export const discardSchema = z.object({ reason: line(500) });

export function toQuarantineView(item: QuarantineItem, locale: Locale): z.output<typeof quarantineItemSchema> {
  const { id, channel, source, detail, fromText, subject, size, state, endedBy, endedReason, ticket } = item;
  return {
    id, channel, source, detail, subject, size, state, endedBy, endedReason, ticket, from: fromText,
    reason: { code: item.reason, words: quarantineWords[locale][item.reason] },
    heldAt: item.heldAt.toISOString(), endedAt: item.endedAt?.toISOString() ?? null,
    rawUrl: item.isKept ? `/api/quarantine/${id}/raw` : null,
  };
}

/** The place after an item in the list, as an opaque text. */
export function toQuarantineCursor({ heldAt, id }: QuarantinePlace): string {
  return Buffer.from(`${heldAt.toISOString()} ${id}`).toString('base64url');
}

/** Null for a cursor that is none of ours. */
export function readQuarantineCursor(cursor: string): QuarantinePlace | null {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  return z.iso.datetime().safeParse(at).success && z.guid().safeParse(id).success ? { heldAt: new Date(at), id } : null;
}
