import { z } from 'zod';
import type { Mention } from '../../desk/mentions/index.ts';

/** A note that names somebody, as they see it. */
export const mentionSchema = z
  .object({
    id: z.string(), ticket: z.object({ number: z.string(), subject: z.string() }), note: z.object({ id: z.string(), text: z.string() }),
    by: z.object({ id: z.string(), name: z.string() }), at: z.string(), readAt: z.string().nullable(),
  })
  .meta({ id: 'Mention' });

const excerptLength = 500;

/** Of a long note its beginning. */
export function toMentionView({ note, at, readAt, ...mention }: Mention): z.output<typeof mentionSchema> {
  return {
    ...mention, note: { id: note.id, text: [...note.text].slice(0, excerptLength).join('') },
    at: at.toISOString(), readAt: readAt?.toISOString() ?? null,
  };
}
