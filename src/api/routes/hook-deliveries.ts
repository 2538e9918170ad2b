import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { invalidInput, notFound } from '../../core/index.ts';
import { hookDeliveryStatuses } from '../../desk/hooks/index.ts';
import type { ApiDeps } from '../deps.ts';
import type { Guard } from '../plugins/auth.ts';
import { momentSchema, refusals } from '../schemas/fields.ts';
import {
  hookDeliveriesQuerySchema, hookDeliveryDetailSchema, hookDeliverySchema, readDeliveryCursor, toDeliveryCursor, toDeliveryDetail, toDeliveryView,
} from '../schemas/hook.ts';
import { hookIdOf } from './hooks.ts';

const about = { tags: ['webhooks'], security: [{ bearer: [] }] };
const hookParams = z.object({ id: z.string() });
const deliveryParams = z.object({ id: z.string(), delivery: z.string() });
const pageLength = 50;
const seqSchema = z.int().min(1);

/** What was handed over to other systems, with each try and its answer; to be looked at and sent again. */
export function hookDeliveryRoutes(
  { hooks, hookReader, hookReplays, hookDeliveries }: Pick<ApiDeps, 'hooks' | 'hookReader' | 'hookReplays' | 'hookDeliveries'>, guard: Guard,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.addHook('onRequest', guard('admin'));

    app.get(
      '/api/hooks/:id/deliveries',
      {
        schema: {
          ...about, summary: 'What was or is to be handed over, newest first; kept for 30 days (admin)', params: hookParams, querystring: hookDeliveriesQuerySchema,
          response: { 200: z.object({ deliveries: z.array(hookDeliverySchema), nextCursor: z.string().nullable() }), ...refusals },
        },
      },
      async ({ params, query }) => {
        const { id } = await hooks.read(hookIdOf(params));
        const { status = 'all', event = null, cursor, limit = pageLength } = query;
        const before = cursor === undefined ? null : readDeliveryCursor(cursor);
        if (cursor !== undefined && before === null) throw invalidInput({ cursor: 'the nextCursor of an earlier answer' });
        const found = await hookReader.deliveries(id, { statuses: status === 'all' ? hookDeliveryStatuses : [status], event, before, most: limit + 1 });
        const page = found.slice(0, limit);
        const last = page.at(-1);
        return { deliveries: page.map(toDeliveryView), nextCursor: found.length > limit && last ? toDeliveryCursor(last) : null };
      },
    );

    app.get(
      '/api/hooks/:id/deliveries/:delivery',
      {
        schema: {
          ...about, summary: 'One of them, with its body and how the last answer began (admin)', params: deliveryParams,
          response: { 200: z.object({ delivery: hookDeliveryDetailSchema }), ...refusals },
        },
      },
      async ({ params }, reply) => {
        const delivery = await hookReader.delivery(hookIdOf(params), deliveryIdOf(params));
        if (!delivery) throw notFound('The delivery');
        void reply.header('cache-control', 'no-store');
        return { delivery: toDeliveryDetail(delivery) };
      },
    );

    app.post(
      '/api/hooks/:id/deliveries/:delivery/replay',
      {
        schema: {
          ...about, summary: 'Send one again, under the same webhook-id (admin)', params: deliveryParams,
          response: { 202: z.object({ delivery: hookDeliverySchema }), ...refusals },
        },
      },
      async ({ params }, reply) => {
        const [hookId, id] = [hookIdOf(params), deliveryIdOf(params)];
        await hookReplays.replayOne(hookId, id);
        const delivery = await hookReader.delivery(hookId, id);
        if (!delivery) throw notFound('The delivery');
        return reply.code(202).send({ delivery: toDeliveryView(delivery) });
      },
    );

    app.post(
      '/api/hooks/:id/replay',
      {
        schema: {
          ...about, summary: 'Send again what happened since a moment or from an event on, 5000 events at most (admin)', params: hookParams,
          body: z.union([z.strictObject({ fromSeq: seqSchema }), z.strictObject({ since: momentSchema })]),
          response: { 202: z.object({ queued: z.number(), nextSeq: z.number().nullable().describe('Where to go on; null: that was all') }), ...refusals },
        },
      },
      async ({ params, body }, reply) => {
        const from = 'fromSeq' in body ? { seq: body.fromSeq } : { since: body.since };
        return reply.code(202).send(await hookReplays.replayFrom(hookIdOf(params), from));
      },
    );

    app.post(
      '/api/hooks/:id/test',
      {
        schema: {
          ...about, summary: 'Send a `ping` now, once, and tell what came of it (admin)', params: hookParams,
          response: { 200: z.object({ delivery: hookDeliveryDetailSchema }), ...refusals },
        },
      },
      async ({ params }) => ({ delivery: toDeliveryDetail(await hookDeliveries.ping(hookIdOf(params))) }),
    );
  };
}

function deliveryIdOf({ delivery }: { delivery: string }): string {
  if (!z.guid().safeParse(delivery).success) throw notFound('The delivery');
  return delivery;
}
