import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { cannedChangeSchema, cannedSchema, newCannedSchema, toCannedView } from '../schemas/canned.ts';
import { seenMomentOf } from '../seen-moment.ts';
import { localeQuery, refusals } from '../schemas/fields.ts';

const about = { tags: ['canned answers'], security: [{ bearer: [] }] };
const params = z.object({ id: z.string() });
const one = z.object({ cannedAnswer: cannedSchema });

/** Answers kept for everybody at the desk. */
export function cannedRoutes({ cannedAnswers }: Pick<ApiDeps, 'cannedAnswers'>, guard: Guard): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/canned-answers',
      {
        onRequest: guard('agent'),
        schema: {
          ...about, summary: 'Answers to use, by title; of one language, or of all', querystring: localeQuery,
          response: { 200: z.object({ cannedAnswers: z.array(cannedSchema) }), ...refusals },
        },
      },
      async (request) => ({ cannedAnswers: (await cannedAnswers.list(request.query.locale ?? null)).map(toCannedView) }),
    );

    app.post(
      '/api/canned-answers',
      { onRequest: guard('lead'), schema: { ...about, summary: 'Keep an answer for everybody (lead)', body: newCannedSchema, response: { 201: one, ...refusals } } },
      async (request, reply) => {
        const cannedAnswer = toCannedView(await cannedAnswers.add(request.body, signedInOf(request).agent.id));
        return reply.code(201).send({ cannedAnswer });
      },
    );

    app.patch(
      '/api/canned-answers/:id',
      { onRequest: guard('lead'), schema: { ...about, summary: 'Change it (lead); with If-Match, the `changedAt` that was seen in quotes, only as it was seen', params, body: cannedChangeSchema, response: { 200: one, ...refusals } } },
      async (request) => {
        return { cannedAnswer: toCannedView(await cannedAnswers.change(request.params.id, request.body, { agentId: signedInOf(request).agent.id, seen: seenMomentOf(request) })) };
      },
    );

    app.delete(
      '/api/canned-answers/:id',
      { onRequest: guard('lead'), schema: { ...about, summary: 'Remove it (lead)', params, response: { 204: z.null(), ...refusals } } },
      async (request, reply) => {
        await cannedAnswers.remove(request.params.id, { seen: seenMomentOf(request) });
        return reply.code(204).send(null);
      },
    );
  };
}
