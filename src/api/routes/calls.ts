import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AgentRole } from '../../desk/agents/index.ts';
import type { By } from '../../desk/tickets/index.ts';
import type { Ticket } from '../../desk/tickets/index.ts';
import type { ApiDeps } from '../deps.ts';
import type { Guard } from '../plugins/auth.ts';
import { collectSchema, consultSchema, listenSchema, transferCallSchema } from '../schemas/call.ts';
import { localeQuery, refusals, type LocaleQuery } from '../schemas/fields.ts';
import { ticketSchema } from '../schemas/ticket.ts';
import { byOf, createShowTicket, numberOf, type ShowingDeps } from '../ticket-answers.ts';

const nothing = z.unknown();
const params = z.object({ number: z.string() });
const at = <Name extends string>(name: Name) => `/api/tickets/:number/call/${name}` as const;

type CallRequest = FastifyRequest & { params: z.output<typeof params>; query: LocaleQuery };

/** What people do with a caller on the line; the answer is the ticket with its call as it is to be. */
export function callRoutes(
  deps: Pick<ApiDeps, 'callActions'> & ShowingDeps,
  guard: Guard,
): FastifyPluginAsyncZod {
  const { callActions } = deps;
  const { showChanged } = createShowTicket(deps);

  const route = <Body extends z.ZodType>(summary: string, body: Body, role: AgentRole = 'agent') => ({
    onRequest: guard(role),
    schema: {
      tags: ['calls'], security: [{ bearer: [] }], summary, params, querystring: localeQuery, body,
      response: { 200: ticketSchema, ...refusals },
    },
  });
  const aim = (request: CallRequest): [number, By] => [numberOf(request.params.number), byOf(request)];
  const answer = async (request: CallRequest, reply: FastifyReply, done: Promise<Ticket>) =>
    showChanged((await done).number, request.query.locale, reply);

  return async (app) => {
    app.post(at('hold'), route('Let the caller hear music', nothing), (request, reply) =>
      answer(request, reply, callActions.hold(...aim(request))));

    app.post(at('unhold'), route('Talk to the caller again', nothing), (request, reply) =>
      answer(request, reply, callActions.unhold(...aim(request))));

    app.post(at('hang-up'), route('Say goodbye to the caller', nothing), (request, reply) =>
      answer(request, reply, callActions.hangUp(...aim(request))));

    app.post(at('consult'), route('Ring a colleague or somebody outside while the caller waits', consultSchema), (request, reply) =>
      answer(request, reply, callActions.consult(...aim(request), request.body.to)));

    app.post(at('consult/complete'), route('Hand the caller over to whom you consulted', nothing), (request, reply) =>
      answer(request, reply, callActions.completeConsult(...aim(request))));

    app.post(at('consult/cancel'), route('Let go whom you consulted', nothing), (request, reply) =>
      answer(request, reply, callActions.cancelConsult(...aim(request))));

    app.post(at('transfer'), route('Hand the caller over to whoever takes it; it comes back when nobody does', transferCallSchema), (request, reply) =>
      answer(request, reply, callActions.transfer(...aim(request), request.body.to)));

    app.post(at('listen'), route('Take part by your own telephone: unheard, heard by the agent, or by both (lead)', listenSchema, 'lead'), (request, reply) =>
      answer(request, reply, callActions.listen(...aim(request), request.body.mode)));

    app.post(at('listen/stop'), route('Leave a call that you listen to (lead)', nothing, 'lead'), (request, reply) =>
      answer(request, reply, callActions.stopListening(...aim(request))));

    app.post(at('collect'), route('Ask the caller for keys that only the desk sees', collectSchema), (request, reply) =>
      answer(request, reply, callActions.collect(...aim(request), request.body.digits)));
  };
}
