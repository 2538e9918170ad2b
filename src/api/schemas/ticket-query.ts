import { z } from 'zod';
import { localeSchema, storableText } from '../../core/index.ts';
import { priorities } from '../../desk/definition/index.ts';
import { readTag } from '../../desk/labels/index.ts';
import { ticketKinds, ticketSorts, ticketStatuses, type TicketFilter, type TicketStatus } from '../../desk/tickets/index.ts';
import { maybe } from './fields.ts';

/** A tag as people write it, as it is stored. */
export const tagSchema = z.string().max(200).transform((written, context) => {
  const tag = readTag(written);
  if (tag !== null) return tag;
  context.addIssue({ code: 'custom', message: 'must be a short word of at most 40 characters, without commas' });
  return z.NEVER;
});

const statusQuery = z
  .string()
  .max(200)
  .transform((value): string[] => (value === 'all' ? [...ticketStatuses] : value.split(',').map((status) => status.trim())))
  .refine((statuses): statuses is TicketStatus[] => statuses.every((status) => ticketStatuses.some((known) => known === status)), {
    message: `must be of ${ticketStatuses.join(', ')}, or all`,
  });

const number = (low: number, high: number) =>
  z.string().regex(/^\d{1,4}$/, 'must be a whole number').transform(Number).refine((value) => value >= low && value <= high, {
    message: `must be from ${low} to ${high}`,
  });

/** `a,b` or the parameter given several times. What is wrong with any value is said of the whole field. */
function listOf<Item extends z.ZodType>(item: Item) {
  const items = z.array(item).min(1).max(50);
  return maybe(z.union([z.string(), z.array(z.string())]).transform((value, context): z.output<typeof items> => {
    const written = [value].flat().flatMap((part) => part.split(',')).map((part) => part.trim()).filter((part) => part !== '');
    const read = items.safeParse(written);
    if (read.success) return read.data;
    context.addIssue({ code: 'custom', message: read.error.issues[0]?.message ?? 'is wrong' });
    return z.NEVER;
  }));
}

const key = z.string().max(60).transform(storableText);
const yes = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');

const filterFields = {
  status: maybe(z.preprocess((value) => (Array.isArray(value) ? value.join(',') : value), statusQuery)),
  tier: listOf(number(1, 3).pipe(z.literal([1, 2, 3]))),
  /** Keys of teams; `mine` stands for those of whoever asks. */
  team: listOf(key),
  priority: listOf(z.enum(priorities)),
  channel: listOf(key),
  kind: listOf(z.enum(ticketKinds)),
  service: listOf(key),
  entry: listOf(key),
  /** The ticket has all of them. */
  tag: listOf(tagSchema),
  /** A person's id, or `me`. */
  agent: maybe(z.union([z.literal('me'), z.guid()])),
  unassigned: maybe(yes),
  following: maybe(z.literal('me')),
  customer: maybe(z.guid()),
  /** The id of one that it names. */
  asset: maybe(z.guid()),
  waitingFor: maybe(z.enum(['customer', 'vendor'])),
  overdue: maybe(yes),
  q: maybe(z.string().max(200).transform(storableText)),
};

export const ticketFilterSchema = z.object(filterFields);

export const ticketQuerySchema = z.object({
  ...filterFields,
  sort: maybe(z.enum(ticketSorts)),
  cursor: maybe(z.string().max(100)),
  limit: maybe(number(1, 200)),
  locale: maybe(localeSchema),
});

/** What was asked for, for this person at this moment. */
export function toFilter(asked: z.output<typeof ticketFilterSchema>, me: { id: string; teams: string[] }, now: Date): TicketFilter {
  const { status, tier, team, priority, channel, kind, service, entry, tag, agent, unassigned, following, customer, asset, waitingFor, overdue, q } = asked;
  return {
    status, tier, priority, channel, kind, service, entry, tag, customer, asset, waitingFor, q,
    team: team?.flatMap((one) => (one === 'mine' ? me.teams : one)),
    agent: unassigned === true ? null : agent === 'me' ? me.id : agent,
    followedBy: following === 'me' ? me.id : undefined,
    overdueAt: overdue === true ? now : undefined,
  };
}
