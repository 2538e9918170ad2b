import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { undeliveredStatuses } from '../../desk/replies/index.ts';
import type { ApiDeps } from '../deps.ts';
import type { Guard } from '../plugins/auth.ts';
import { localeQuery, maybe, refusals } from '../schemas/fields.ts';
import { deliverySchema, ticketSchema } from '../schemas/ticket.ts';
import { byOf, createShowTicket, deliveryOf, numberOf, type ShowingDeps } from '../ticket-answers.ts';

const about = { tags: ['deliveries'], security: [{ bearer: [] }] };
const pageLength = 50;

export const undeliveredSchema = z.object({
  ticket: z.string().nullable(), replyId: z.string(), kind: z.string(), part: z.number(), parts: z.number(),
  status: z.enum(undeliveredStatuses), code: z.string().nullable(), error: z.string().nullable(), channel: z.string(),
  to: z.string().nullable(), text: z.string(), agent: z.object({ id: z.string(), name: z.string() }).nullable(), at: z.string(),
});

/** Replies that did not arrive: the list of them, and sending one again. */
export function deliveryRoutes(deps: Pick<ApiDeps, 'progress' | 'deliveryReader'> & ShowingDeps, guard: Guard): FastifyPluginAsyncZod {
  const { progress, deliveryReader, explainDelivery, desk } = deps;
  const { showChanged } = createShowTicket(deps);
  return async (app) => {
    app.get(
      '/api/deliveries',
      {
        onRequest: guard('lead'),
        schema: {
          ...about, summary: 'Texts that did not arrive (failed), may have (unknown), wait for the customer (held) or were kept from a machine (parked), latest first (lead)',
          querystring: localeQuery.extend({ status: maybe(z.enum(undeliveredStatuses)), cursor: maybe(z.string().max(100)) }),
          response: { 200: z.object({ deliveries: z.array(undeliveredSchema), nextCursor: z.string().nullable() }), ...refusals },
        },
      },
      async (request) => {
        const { status = 'failed', cursor, locale = desk.locale } = request.query;
        const { deliveries, nextCursor } = await deliveryReader.list({ status, cursor, limit: pageLength });
        const explained = deliveries.map((one) => ({ ...one, error: explainDelivery(one.code, one.error, locale) }));
        return { deliveries: explained, nextCursor };
      },
    );

    app.post(
      '/api/tickets/:number/replies/:replyId/retry',
      {
        onRequest: guard('agent'),
        schema: {
          ...about, summary: 'Send again what of a reply failed, or let go what is parked; one that may have arrived only with evenIfSent',
          params: z.object({ number: z.string(), replyId: z.guid() }), querystring: localeQuery,
          body: z.object({ evenIfSent: maybe(z.boolean()) }).nullish(),
          response: { 201: z.object({ reply: z.object({ id: z.string(), delivery: deliverySchema }), ticket: ticketSchema }), ...refusals },
        },
      },
      async (request, reply) => {
        const { number, replyId } = request.params;
        const how = { evenIfSent: request.body?.evenIfSent === true };
        const ticket = await progress.retry(numberOf(number), byOf(request), replyId.toLowerCase(), how);
        const shown = await showChanged(ticket.number, request.query.locale, reply);
        return reply.code(201).send({ reply: { id: replyId.toLowerCase(), delivery: deliveryOf(shown, replyId.toLowerCase()) }, ticket: shown });
      },
    );
  };
}
