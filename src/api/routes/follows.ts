import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { localeQuery, refusals } from '../schemas/fields.ts';
import { ticketSchema } from '../schemas/ticket.ts';
import { createShowTicket, numberOf, type ShowingDeps } from '../ticket-answers.ts';

/** Whoever follows a ticket is told of each of its changes. */
export function followRoutes(deps: Pick<ApiDeps, 'following'> & ShowingDeps, guard: Guard): FastifyPluginAsyncZod {
  const { following } = deps;
  const { show } = createShowTicket(deps);
  const route = (summary: string) => ({
    onRequest: guard('agent'),
    schema: {
      tags: ['tickets'], security: [{ bearer: [] }], summary, params: z.object({ number: z.string() }), querystring: localeQuery,
      response: { 200: ticketSchema, ...refusals },
    },
  });
  return async (app) => {
    app.post('/api/tickets/:number/follow', route('Be told of each of its changes'), async (request, reply) => {
      const { number } = await following.follow(numberOf(request.params.number), signedInOf(request).agent.id);
      return show(number, request.query.locale, reply);
    });
    app.delete('/api/tickets/:number/follow', route('Be told of its changes no more'), async (request, reply) => {
      const { number } = await following.unfollow(numberOf(request.params.number), signedInOf(request).agent.id);
      return show(number, request.query.locale, reply);
    });
  };
}
