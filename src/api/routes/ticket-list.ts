import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { seenBy } from '../../desk/tickets/index.ts';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { refusals } from '../schemas/fields.ts';
import { ticketSummarySchema } from '../schemas/ticket.ts';
import { ticketFilterSchema, ticketQuerySchema, toFilter } from '../schemas/ticket-query.ts';

const about = { tags: ['tickets'], security: [{ bearer: [] }] };
const pageLength = 50;
/** Lists longer than this are told as so long at least. */
const mostCounted = 10_000;

/** Lists of tickets, and how long they are. */
export function ticketListRoutes({ reader, clock }: Pick<ApiDeps, 'reader' | 'clock'>, guard: Guard): FastifyPluginAsyncZod {
  return async (app) => {
    app.addHook('onRequest', guard('agent'));

    app.get(
      '/api/tickets',
      {
        schema: {
          ...about, summary: 'Tickets, in queue order unless said; closed and cancelled ones only when asked for by status or number',
          querystring: ticketQuerySchema,
          response: { 200: z.object({ tickets: z.array(ticketSummarySchema), nextCursor: z.string().nullable() }), ...refusals },
        },
      },
      async (request) => {
        const { sort, cursor, limit, locale, ...asked } = request.query;
        const { agent: me } = signedInOf(request);
        const filter = toFilter(asked, me, clock.now());
        const { tickets, nextCursor } = await reader.list({ ...filter, sort, cursor, locale, limit: limit ?? pageLength });
        return { tickets: tickets.map((ticket) => seenBy(ticket, me.id)), nextCursor };
      },
    );

    app.get(
      '/api/tickets/count',
      {
        schema: {
          ...about, summary: `How many tickets match; \`isExact\` is false when there are more than ${mostCounted}`,
          querystring: ticketFilterSchema, response: { 200: z.object({ count: z.number(), isExact: z.boolean() }), ...refusals },
        },
      },
      async (request) => {
        const filter = toFilter(request.query, signedInOf(request).agent, clock.now());
        const count = await reader.count(filter, mostCounted + 1);
        return { count: Math.min(count, mostCounted), isExact: count <= mostCounted };
      },
    );
  };
}
