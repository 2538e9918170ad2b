import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Attempt, UnderstandingView } from '../../desk/lessons/index.ts';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { refusals } from '../schemas/fields.ts';
import { understandingSchema } from '../schemas/understanding.ts';

const about = { tags: ['desk'], security: [{ bearer: [] }] };
const answerSchema = z.object({ understanding: understandingSchema });

/** How well the desk understands what people say, and training it anew. */
export function understandingRoutes({ learning }: Pick<ApiDeps, 'learning'>, guard: Guard): FastifyPluginAsyncZod {
  const answer = async () => ({ understanding: toUnderstandingView(await learning.view()) });
  return async (app) => {
    app.get(
      '/api/understanding',
      { onRequest: guard('lead'), schema: { ...about, summary: 'The model by which texts are understood, and what it has learned (lead)', response: { 200: answerSchema, ...refusals } } },
      answer,
    );

    app.post(
      '/api/understanding/retrain',
      { onRequest: guard('admin'), schema: { ...about, summary: 'Train the model anew, soon (admin)', response: { 202: answerSchema, ...refusals } } },
      async (request, reply) => {
        await learning.ask(signedInOf(request).agent.id);
        return reply.code(202).send(await answer());
      },
    );
  };
}

function toUnderstandingView({ current, lastRefused, lessons, corrections, fresh, wishedAt }: UnderstandingView): z.input<typeof understandingSchema> {
  return {
    model: current && { version: current.version, madeAt: current.madeAt.toISOString(), figures: current.figures },
    lessons: { total: lessons, corrections, fresh },
    lastRefused: lastRefused && toRefusedView(lastRefused),
    wishedAt: wishedAt?.toISOString() ?? null,
  };
}

function toRefusedView({ madeAt, reason, figures }: Attempt) {
  return { at: madeAt.toISOString(), reason: reason ?? 'failed' as const, figures };
}
