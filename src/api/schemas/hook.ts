import { z } from 'zod';
import { storableText } from '../../core/index.ts';
import {
  hookDeliveryStatuses, hookEventNames, hookFaults, messageIdOf,
  type Hook, type HookDelivery, type HookDeliveryDetail, type HookDeliveryPlace, type HookHealth,
} from '../../desk/hooks/index.ts';
import { line, maybe } from './fields.ts';

const mostDeliveries = 100;

const fields = {
  url: z.string().max(2_000).transform((value) => storableText(value).trim()),
  description: z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), line(200).optional()).transform((value) => value ?? ''),
  events: z.array(z.enum(hookEventNames)).min(1).max(200).transform((names) => [...new Set(names)]),
  includesWords: z.boolean(),
};
export const newHookSchema = z.strictObject({ ...fields, description: fields.description.default(''), includesWords: fields.includesWords.default(false) });
export const hookChangeSchema = z.strictObject({ ...fields, active: z.boolean() }).partial()
  .refine((change) => Object.keys(change).length > 0, { message: 'must name something to change' });

const healthSchema = z.object({ waiting: z.number(), givenUp: z.number(), lastDeliveredAt: z.string().nullable() });

export const hookSchema = z
  .object({
    id: z.string(), url: z.string(), description: z.string(), events: z.array(z.enum(hookEventNames)), includesWords: z.boolean(),
    active: z.boolean(),
    offReason: z.enum(['gone', 'failing']).nullable().describe('Why the desk switched it off by itself'),
    offAt: z.string().nullable(),
    failingSince: z.string().nullable().describe('Since when no try succeeded'),
    previousSecretUntil: z.string().nullable().describe('Until when the secret before this one signs too'),
    createdBy: z.object({ id: z.string(), name: z.string() }),
    createdAt: z.string(), updatedAt: z.string(),
  })
  .meta({ id: 'Hook' });
export const hookWithHealthSchema = hookSchema.extend({ health: healthSchema });

const eventNames = z.array(z.enum(hookEventNames));
/** What there is to choose from. */
export const hookEventsSchema = z.object(
  { tickets: eventNames, offers: eventNames, conversation: eventNames, calls: eventNames, desk: eventNames },
).describe('Every event that a webhook can be told of, by group');

export const hookDeliverySchema = z
  .object({
    id: z.string(),
    messageId: z.string().describe('The header webhook-id of every try'),
    seq: z.number().nullable(), event: z.string(), ticket: z.string().nullable(),
    status: z.enum(hookDeliveryStatuses), tries: z.number(), replays: z.number(),
    nextTryAt: z.string().nullable(),
    attempts: z.array(z.object({ at: z.string(), status: z.number().nullable(), fault: z.enum(hookFaults).nullable(), milliseconds: z.number() })),
    createdAt: z.string(), concludedAt: z.string().nullable(),
  })
  .meta({ id: 'HookDelivery' });
export const hookDeliveryDetailSchema = hookDeliverySchema.extend({
  body: z.string().describe('The bytes that are signed and sent'),
  answer: z.string().nullable().describe('How the last answer began'),
});

export const hookDeliveriesQuerySchema = z.object({
  status: maybe(z.enum([...hookDeliveryStatuses, 'all'])),
  event: maybe(z.enum([...hookEventNames, 'ping'])),
  cursor: maybe(z.string().max(200)),
  limit: maybe(z.coerce.number().int().min(1).max(mostDeliveries)),
});

export function toHookView(hook: Hook): z.output<typeof hookSchema> {
  const { id, url, description, events, includesWords, active, offReason, createdBy } = hook;
  return {
    id, url, description, events, includesWords, active, offReason, createdBy,
    offAt: written(hook.offAt), failingSince: written(hook.failingSince), previousSecretUntil: written(hook.previousSecretUntil),
    createdAt: hook.createdAt.toISOString(), updatedAt: hook.updatedAt.toISOString(),
  };
}

export function toHookWithHealth(hook: Hook & { health: HookHealth }): z.output<typeof hookWithHealthSchema> {
  const { waiting, givenUp, lastDeliveredAt } = hook.health;
  return { ...toHookView(hook), health: { waiting, givenUp, lastDeliveredAt: written(lastDeliveredAt) } };
}

export function toDeliveryView(delivery: HookDelivery): z.output<typeof hookDeliverySchema> {
  const { id, seq, event, ticket, status, tries, replays, attempts } = delivery;
  return {
    id, messageId: messageIdOf(id), seq, event, ticket, status, tries, replays, attempts,
    nextTryAt: written(delivery.nextTryAt), createdAt: delivery.createdAt.toISOString(), concludedAt: written(delivery.concludedAt),
  };
}

export function toDeliveryDetail(delivery: HookDeliveryDetail): z.output<typeof hookDeliveryDetailSchema> {
  return { ...toDeliveryView(delivery), body: delivery.body, answer: delivery.answer };
}

/** The place after a delivery in the list, as an opaque text. */
export function toDeliveryCursor({ createdAt, seq, id }: HookDeliveryPlace): string {
  return Buffer.from(`${createdAt.toISOString()} ${seq ?? 0} ${id}`).toString('base64url');
}

/** Null for a cursor that is none of ours. */
export function readDeliveryCursor(cursor: string): HookDeliveryPlace | null {
  const [at = '', seq = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const isOurs = z.iso.datetime().safeParse(at).success && /^\d{1,15}$/.test(seq) && z.guid().safeParse(id).success;
  return isOurs ? { createdAt: new Date(at), seq: Number(seq), id } : null;
}

function written(moment: Date | null): string | null {
  return moment?.toISOString() ?? null;
}
