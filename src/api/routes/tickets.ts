import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { notFound } from '../../core/index.ts';
import type { ApiDeps } from '../deps.ts';
import type { Guard } from '../plugins/auth.ts';
import { answerSchema, fileLimitsOf, readExtras } from '../schemas/answer.ts';
import { localeQuery, refusals } from '../schemas/fields.ts';
import { wayBackSchema } from '../schemas/way-back.ts';
import { letterSchema, noteSchema, writingFields } from '../schemas/writing.ts';
import { deliverySchema, ticketSchema } from '../schemas/ticket.ts';
import { byOf, createShowTicket, deliveryOf, numberOf, type ShowingDeps } from '../ticket-answers.ts';

const about = { tags: ['tickets'], security: [{ bearer: [] }] };
const params = z.object({ number: z.string() });
const written = z.object({ id: z.string() });

/** Reading tickets and writing on them. */
export function ticketRoutes(
  deps: Pick<ApiDeps, 'progress' | 'uploadTokens' | 'findWayBack'> & ShowingDeps,
  guard: Guard,
): FastifyPluginAsyncZod {
  const { progress } = deps;
  const { show, showChanged } = createShowTicket(deps);
  return async (app) => {
    app.addHook('onRequest', guard('agent'));

    app.get(
      '/api/tickets/:number',
      { schema: { ...about, summary: 'One ticket with its timeline', params, querystring: localeQuery, response: { 200: ticketSchema, ...refusals } } },
      (request, reply) => show(numberOf(request.params.number), request.query.locale, reply),
    );

    app.post(
      '/api/tickets/:number/replies',
      {
        schema: {
          ...about, summary: 'Answer the customer on the channel of their last contact, or by another of the ticket’s ways', params, querystring: localeQuery,
          body: answerSchema.extend(writingFields),
          response: { 201: z.object({ reply: written.extend({ delivery: deliverySchema }), ticket: ticketSchema }), ...refusals },
        },
      },
      async (request, reply) => {
        const by = byOf(request);
        const extras = readExtras(request.body, { agentId: by.agentId, uploadTokens: deps.uploadTokens, email: deps.desk.email });
        const { text, id, seenSeq, way } = request.body;
        const { ticket, replyId } = await progress.reply(numberOf(request.params.number), by, text, { ...extras, id, seenSeq, way });
        const shown = await showChanged(ticket.number, request.query.locale, reply);
        return reply.code(201).send({ reply: { id: replyId, delivery: deliveryOf(shown, replyId) }, ticket: shown });
      },
    );

    app.get(
      '/api/tickets/:number/way-back',
      { schema: { ...about, summary: 'Where an answer would go now, and what may go with it', params, response: { 200: wayBackSchema, ...refusals } } },
      async (request) => {
        const wayBack = await deps.findWayBack(numberOf(request.params.number));
        if (!wayBack) throw notFound(`Ticket ${request.params.number}`);
        return { ...wayBack, files: fileLimitsOf(deps.desk) };
      },
    );

    app.post(
      '/api/tickets/:number/letters',
      {
        schema: {
          ...about, summary: 'Note that a letter was sent by post: it counts as an answer', params, querystring: localeQuery,
          body: letterSchema,
          response: { 201: z.object({ letter: written, ticket: ticketSchema }), ...refusals },
        },
      },
      async (request, reply) => {
        const { text, ...about } = request.body;
        const { ticket, letterId } = await progress.letter(numberOf(request.params.number), byOf(request), text, about);
        const shown = await showChanged(ticket.number, request.query.locale, reply);
        return reply.code(201).send({ letter: { id: letterId }, ticket: shown });
      },
    );

    app.post(
      '/api/tickets/:number/notes',
      {
        schema: {
          ...about, summary: 'Note something for colleagues only', params, querystring: localeQuery,
          body: noteSchema,
          response: { 201: z.object({ note: written, ticket: ticketSchema }), ...refusals },
        },
      },
      async (request, reply) => {
        const { text, ...about } = request.body;
        const { ticket, noteId } = await progress.note(numberOf(request.params.number), byOf(request), text, about);
        const shown = await showChanged(ticket.number, request.query.locale, reply);
        return reply.code(201).send({ note: { id: noteId }, ticket: shown });
      },
    );
  };
}
