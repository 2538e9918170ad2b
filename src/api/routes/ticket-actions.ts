import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { levelSchema, parseTicketNumber } from '../../core/index.ts';
import type { AgentRole } from '../../desk/agents/index.ts';
import type { Ticket } from '../../desk/tickets/index.ts';
import type { By } from '../../desk/tickets/index.ts';
import type { ApiDeps } from '../deps.ts';
import type { Guard } from '../plugins/auth.ts';
import { localeQuery, longText, maybe, momentSchema, refusals, shortText, type LocaleQuery } from '../schemas/fields.ts';
import { ticketSchema } from '../schemas/ticket.ts';
import { byOf, createShowTicket, numberOf, type ShowingDeps } from '../ticket-answers.ts';

const nothing = z.unknown();
const reason = maybe(shortText);

export const ticketNumberSchema = z
  .union([z.string().max(20), z.int()])
  .transform((value, context) => {
    const number = parseTicketNumber(/^\d+$/.test(String(value)) ? `V-${value}` : String(value));
    if (number !== null) return number;
    context.addIssue({ code: 'custom', message: 'must be the number of a ticket such as V-1042' });
    return z.NEVER;
  });

const transferSchema = z
  .object({ team: maybe(z.string().max(60)), agentId: maybe(z.guid()), reason })
  .transform(({ team, agentId, ...rest }, context) => {
    if (team !== undefined && agentId === undefined) return { ...rest, to: { team } };
    if (agentId !== undefined && team === undefined) return { ...rest, to: { agentId } };
    context.addIssue({ code: 'custom', path: ['team'], message: 'must name either a team or an agentId' });
    return z.NEVER;
  });

const waitSchema = z.object({
  for: z.enum(['customer', 'vendor']),
  reason: shortText,
  until: maybe(momentSchema),
});

export const classifySchema = z
  .object({ entry: maybe(z.string().max(60)), impact: maybe(levelSchema), urgency: maybe(levelSchema) })
  .refine((as) => as.entry !== undefined || as.impact !== undefined || as.urgency !== undefined, {
    message: 'must name entry, impact or urgency',
  });

const splitSchema = z.object({ contacts: z.array(z.guid()).min(1).max(1_000) });

/** What every action can tell of its request. */
type ActionRequest = FastifyRequest & { params: z.output<typeof params>; query: LocaleQuery };

const params = z.object({ number: z.string() });
const at = <Name extends string>(name: Name) => `/api/tickets/:number/${name}` as const;

/** What people do to a ticket; the answer is the ticket as it is afterwards. */
export function ticketActionRoutes(
  deps: Pick<ApiDeps, 'progress' | 'placing' | 'joining'> & ShowingDeps,
  guard: Guard,
): FastifyPluginAsyncZod {
  const { progress, placing, joining } = deps;
  const { showChanged } = createShowTicket(deps);

  const route = <Body extends z.ZodType>(summary: string, body: Body, role: AgentRole = 'agent') => ({
    onRequest: guard(role),
    schema: {
      tags: ['tickets'], security: [{ bearer: [] }], summary, params, querystring: localeQuery, body,
      response: { 200: ticketSchema, ...refusals },
    },
  });
  const aim = (request: ActionRequest): [number, By] => [numberOf(request.params.number), byOf(request)];
  const answer = async (request: ActionRequest, reply: FastifyReply, done: Promise<Ticket>) =>
    showChanged((await done).number, request.query.locale, reply);

  return async (app) => {
    app.post(at('escalate'), route('Move it to the next tier', z.object({ reason: shortText })), (request, reply) =>
      answer(request, reply, placing.escalate(...aim(request), request.body.reason)));

    app.post(at('transfer'), route('Move it to a team or a person', transferSchema), (request, reply) =>
      answer(request, reply, placing.transfer(...aim(request), request.body.to, request.body.reason ?? null)));

    app.post(
      at('assign'), route('Give it to a person without an offer (lead)', z.object({ agentId: z.guid() }), 'lead'),
      (request, reply) => answer(request, reply, placing.assign(...aim(request), request.body.agentId)),
    );

    app.post(at('classify'), route('Say what it really is; it is placed anew', classifySchema), (request, reply) =>
      answer(request, reply, placing.classify(...aim(request), request.body)));

    app.post(at('wait'), route('Wait for the customer or a vendor', waitSchema), (request, reply) =>
      answer(request, reply, progress.wait(...aim(request), { ...request.body, until: request.body.until ?? null })));

    app.post(at('resume'), route('Go on after waiting', nothing), (request, reply) =>
      answer(request, reply, progress.resume(...aim(request))));

    app.post(at('resolve'), route('Solve it', z.object({ solution: longText })), (request, reply) =>
      answer(request, reply, progress.resolve(...aim(request), request.body.solution)));

    app.post(at('reopen'), route('Open a resolved ticket again', z.object({ reason }).nullish()), (request, reply) =>
      answer(request, reply, progress.reopen(...aim(request), request.body?.reason ?? null)));

    app.post(at('cancel'), route('End it without a solution', z.object({ reason: shortText })), (request, reply) =>
      answer(request, reply, progress.cancel(...aim(request), request.body.reason)));

    app.post(
      at('merge'), route('Close it into another ticket; answers with that one', z.object({ into: ticketNumberSchema })),
      (request, reply) => answer(request, reply, joining.merge(...aim(request), request.body.into)),
    );

    app.post(at('split'), route('Take contacts out into a new ticket; answers with the new one', splitSchema), (request, reply) =>
      answer(request, reply, joining.split(...aim(request), request.body.contacts)));

    app.post(at('status-link/revoke'), route('Make the status links given out so far worthless', nothing), (request, reply) =>
      answer(request, reply, progress.revokeStatusLink(...aim(request))));
  };
}
