import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Ticket } from '../../desk/tickets/index.ts';
import type { ApiDeps } from '../deps.ts';
import type { Guard } from '../plugins/auth.ts';
import { localeQuery, maybe, momentSchema, refusals, type LocaleQuery } from '../schemas/fields.ts';
import { ticketSchema } from '../schemas/ticket.ts';
import { byOf, createShowTicket, numberOf, type ShowingDeps } from '../ticket-answers.ts';

const params = z.object({ number: z.string() });
const to = maybe(z.string().max(40));
const callSchema = z.object({ to }).nullish();
const arrangeSchema = z.object({ at: momentSchema, to });

/** Calls that agents make to customers, at once or at a time to come; the answer is the ticket as it is afterwards. */
export function callbackRoutes(
  deps: Pick<ApiDeps, 'calling'> & ShowingDeps,
  guard: Guard,
): FastifyPluginAsyncZod {
  const { calling } = deps;
  const { showChanged } = createShowTicket(deps);
  const about = (summary: string) => ({
    tags: ['calls'], security: [{ bearer: [] }], summary, params, querystring: localeQuery,
    response: { 200: ticketSchema, ...refusals },
  });
  const answer = async (request: { query: LocaleQuery }, reply: FastifyReply, done: Promise<Ticket>) =>
    showChanged((await done).number, request.query.locale, reply);

  return async (app) => {
    app.addHook('onRequest', guard('agent'));

    app.post(
      '/api/tickets/:number/calls',
      { schema: { ...about('Call the customer: your telephone rings first, press 1, then theirs'), body: callSchema } },
      (request, reply) =>
        answer(request, reply, calling.call(numberOf(request.params.number), byOf(request), request.body?.to ?? null)),
    );

    app.post(
      '/api/tickets/:number/callback',
      { schema: { ...about('Have the customer called at a time to come'), body: arrangeSchema } },
      (request, reply) => {
        const { at, to: number } = request.body;
        return answer(request, reply, calling.arrange(numberOf(request.params.number), byOf(request), { at, to: number ?? null }));
      },
    );

    app.delete(
      '/api/tickets/:number/callback',
      { schema: about('The customer need not be called any more') },
      (request, reply) => answer(request, reply, calling.cancel(numberOf(request.params.number), byOf(request))),
    );
  };
}
