import { z } from 'zod';
import type { WhenClosed } from '../../core/index.ts';
import type { ClosedChannel } from '../../desk/switches/index.ts';

const meanings = ['request', 'held', 'refused', 'message', 'told'] as const satisfies readonly WhenClosed[];

/** What being closed means for those who come: as each channel declares it. */
export const whenClosedSchema = z.enum(meanings).describe(
  'What being closed means for those who come. request: they leave a request; held: senders keep what they send and try again; refused: they are shown the other ways; message: they leave a message; told: it is taken in, and whoever begins something is told',
);

/** Who closed a channel, and why. */
export const closedSchema = z.object({ since: z.string(), by: z.object({ id: z.string(), name: z.string() }), reason: z.string().nullable() });

export const closedChannelsSchema = z.object({ closed: z.array(closedSchema.extend({ channel: z.string(), whenClosed: whenClosedSchema })) });

export const switchSchema = z.object({ channel: z.string(), open: z.boolean(), closed: closedSchema.nullable() });

/** How somebody can reach the desk by another way. */
export const openWaySchema = z.object({ by: z.enum(['call', 'text', 'mail', 'page']), address: z.string() });

export function toClosedView({ since, by, reason }: ClosedChannel): z.output<typeof closedSchema> {
  return { since: since.toISOString(), by, reason };
}
