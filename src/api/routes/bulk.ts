import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError, ticketNumber } from '../../core/index.ts';
import { isLead } from '../../desk/agents/index.ts';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { logRefusal } from '../plugins/errors.ts';
import { maybe, refusals, shortText } from '../schemas/fields.ts';
import { classifySchema, ticketNumberSchema } from './ticket-actions.ts';
import { tagChangeSchema } from './tags.ts';

const mostTickets = 200;
const atOnce = 4;

const actionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('assign'), agentId: z.guid() }),
  z.object({ kind: z.literal('transfer'), team: z.string().min(1).max(60), reason: maybe(shortText) }),
  tagChangeSchema.safeExtend({ kind: z.literal('tag') }),
  classifySchema.safeExtend({ kind: z.literal('classify') }),
  z.object({ kind: z.literal('cancel'), reason: shortText }),
  z.object({ kind: z.literal('follow'), following: z.boolean() }),
]);
type Action = z.output<typeof actionSchema>;

/** How it went with one ticket: `error` as the action by itself would have answered. */
export const bulkResultSchema = z.object({
  number: z.string(),
  ok: z.boolean(),
  error: z.object({ code: z.string(), message: z.string(), fields: z.record(z.string(), z.string()).optional() }).optional(),
});

type BulkDeps = Pick<ApiDeps, 'placing' | 'progress' | 'changeTags' | 'following' | 'publishEvents' | 'translateFault'>;

/** One action on many tickets: each is a change of its own with its own rules, so some may go through and others not. */
export function bulkRoutes(deps: BulkDeps, guard: Guard): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/tickets/bulk',
      {
        onRequest: guard('agent'),
        schema: {
          tags: ['tickets'], security: [{ bearer: [] }],
          summary: `The same action on up to ${mostTickets} tickets; tells for each whether it went through (assigning: lead)`,
          body: z.object({ numbers: z.array(ticketNumberSchema).min(1).max(mostTickets), action: actionSchema }),
          response: { 200: z.object({ results: z.array(bulkResultSchema) }), ...refusals },
        },
      },
      async (request) => {
        const { numbers, action } = request.body;
        if (action.kind === 'assign' && !isLead(signedInOf(request).agent)) {
          throw new AppError({ code: 'forbidden', status: 403, publicMessage: 'Only a person with the role lead may do this.' });
        }
        const results = await doAll(deps, request, [...new Set(numbers)], action);
        await deps.publishEvents();
        return { results };
      },
    );
  };
}

/** A few at a time, in the order in which they were named. */
async function doAll(deps: BulkDeps, request: FastifyRequest, numbers: number[], action: Action) {
  const results = numbers.map((number): z.output<typeof bulkResultSchema> => ({ number: ticketNumber(number), ok: true }));
  const agentId = signedInOf(request).agent.id;
  const places = numbers.entries();
  const goOn = async () => {
    for (const [place, number] of places) {
      try {
        await act(deps, number, agentId, action);
      } catch (error) {
        const { code, publicMessage: message, fields } = logRefusal(error, request, deps);
        results[place] = { number: ticketNumber(number), ok: false, error: { code, message, ...(fields && { fields }) } };
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, goOn));
  return results;
}

function act({ placing, progress, changeTags, following }: BulkDeps, number: number, agentId: string, action: Action): Promise<unknown> {
  const by = { agentId };
  switch (action.kind) {
    case 'assign': return placing.assign(number, by, action.agentId);
    case 'transfer': return placing.transfer(number, by, { team: action.team }, action.reason ?? null);
    case 'tag': return changeTags(number, by, action);
    case 'classify': return placing.classify(number, by, action);
    case 'cancel': return progress.cancel(number, by, action.reason);
    case 'follow': return action.following ? following.follow(number, agentId) : following.unfollow(number, agentId);
  }
}
