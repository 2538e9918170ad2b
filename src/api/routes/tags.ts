import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { storableText } from '../../core/index.ts';
import { mostTags } from '../../desk/tickets/index.ts';
import type { ApiDeps } from '../deps.ts';
import type { Guard } from '../plugins/auth.ts';
import { localeQuery, maybe, refusals } from '../schemas/fields.ts';
import { ticketSchema } from '../schemas/ticket.ts';
import { tagSchema } from '../schemas/ticket-query.ts';
import { byOf, createShowTicket, numberOf, type ShowingDeps } from '../ticket-answers.ts';

const about = { security: [{ bearer: [] }] };
const someTags = z.array(tagSchema).max(2 * mostTags).default([]);
const mostListed = 50;

export const tagChangeSchema = z
  .object({ add: someTags, remove: someTags })
  .refine(({ add, remove }) => add.length + remove.length > 0, { message: 'must name tags to add or to remove' });

export const tagUseSchema = z.object({ tag: z.string(), count: z.number() });

/** Short words by which people gather tickets. */
export function tagRoutes(deps: Pick<ApiDeps, 'changeTags' | 'tagReader'> & ShowingDeps, guard: Guard): FastifyPluginAsyncZod {
  const { showChanged } = createShowTicket(deps);
  return async (app) => {
    app.addHook('onRequest', guard('agent'));

    app.get(
      '/api/tags',
      {
        schema: {
          ...about, tags: ['tags'], summary: 'Tags that contain `q`, the most used of late first',
          querystring: z.object({ q: maybe(z.string().max(100).transform(storableText)) }),
          response: { 200: z.object({ tags: z.array(tagUseSchema) }), ...refusals },
        },
      },
      async (request) => ({ tags: await deps.tagReader.list(request.query.q?.trim() ?? '', mostListed) }),
    );

    app.post(
      '/api/tickets/:number/tags',
      {
        schema: {
          ...about, tags: ['tickets'], summary: 'Give it tags and take tags from it', params: z.object({ number: z.string() }),
          querystring: localeQuery, body: tagChangeSchema, response: { 200: ticketSchema, ...refusals },
        },
      },
      async (request, reply) => {
        const { number } = await deps.changeTags(numberOf(request.params.number), byOf(request), request.body);
        return showChanged(number, request.query.locale, reply);
      },
    );
  };
}
