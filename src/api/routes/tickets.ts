import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { answerSchema, readExtras } from '../schemas/answer.ts';
import { localeQuery, longText, refusals } from '../schemas/fields.ts';
import { deliverySchema, ticketQuerySchema, ticketSchema, ticketSummarySchema } from '../schemas/ticket.ts';
import { byOf, createShowTicket, deliveryOf, numberOf, type ShowingDeps } from '../ticket-answers.ts';

const about = { tags: ['tickets'], security: [{ bearer: [] }] };
const params = z.object({ number: z.string() });
const written = z.object({ id: z.string() });
const pageLength = 50;

/** Reading tickets and writing on them. */
export function ticketRoutes(
  deps: Pick<ApiDeps, 'progress' | 'uploadTokens'> & ShowingDeps,
  guard: Guard,
): FastifyPluginAsyncZod {
  const { reader, progress } = deps;
  const { show, showChanged } = createShowTicket(deps);
  return async (app) => {
    app.addHook('onRequest', guard('agent'));

    app.get(
      '/api/tickets',
      {
        schema: {
          ...about, summary: 'Tickets in queue order; closed and cancelled ones only when asked for by status or number',
          querystring: ticketQuerySchema,
          response: { 200: z.object({ tickets: z.array(ticketSummarySchema), nextCursor: z.string().nullable() }), ...refusals },
        },
      },
      async (request) => {
        const { agent, limit, ...query } = request.query;
        const mine = agent === 'me' ? signedInOf(request).agent.id : agent;
        return reader.list({ ...query, agent: mine, limit: limit ?? pageLength });
      },
    );

    app.get(
      '/api/tickets/:number',
      { schema: { ...about, summary: 'One ticket with its timeline', params, querystring: localeQuery, response: { 200: ticketSchema, ...refusals } } },
      (request, reply) => show(numberOf(request.params.number), request.query.locale, reply),
    );

    app.post(
      '/api/tickets/:number/replies',
      {
        schema: {
          ...about, summary: 'Answer the customer on the channel of their last contact', params, querystring: localeQuery,
          body: answerSchema,
          response: { 201: z.object({ reply: written.extend({ delivery: deliverySchema }), ticket: ticketSchema }), ...refusals },
        },
      },
      async (request, reply) => {
        const by = byOf(request);
        const extras = readExtras(request.body, { agentId: by.agentId, uploadTokens: deps.uploadTokens, email: deps.desk.email });
        const { ticket, replyId } = await progress.reply(numberOf(request.params.number), by, request.body.text, extras);
        const shown = await showChanged(ticket.number, request.query.locale, reply);
        return reply.code(201).send({ reply: { id: replyId, delivery: deliveryOf(shown, replyId) }, ticket: shown });
      },
    );

    app.post(
      '/api/tickets/:number/notes',
      {
        schema: {
          ...about, summary: 'Note something for colleagues only', params, querystring: localeQuery,
          body: z.object({ text: longText }),
          response: { 201: z.object({ note: written, ticket: ticketSchema }), ...refusals },
        },
      },
      async (request, reply) => {
        const { ticket, noteId } = await progress.note(numberOf(request.params.number), byOf(request), request.body.text);
        const shown = await showChanged(ticket.number, request.query.locale, reply);
        return reply.code(201).send({ note: { id: noteId }, ticket: shown });
      },
    );
  };
}
