import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isId, notFound } from '../../core/index.ts';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { maybe, refusals } from '../schemas/fields.ts';
import { mentionSchema, toMentionView } from '../schemas/mention.ts';

const about = { tags: ['mentions'], security: [{ bearer: [] }] };
const most = 100;

/** What colleagues mentioned the person who asks in. */
export function mentionRoutes({ mentionBoard, clock }: Pick<ApiDeps, 'mentionBoard' | 'clock'>, guard: Guard): FastifyPluginAsyncZod {
  return async (app) => {
    app.addHook('onRequest', guard('agent'));

    app.get(
      '/api/mentions',
      {
        schema: {
          ...about, summary: `Notes that name you, newest first, ${most} at most; and how many are unread`,
          querystring: z.object({ unread: maybe(z.enum(['true', 'false'])) }),
          response: { 200: z.object({ mentions: z.array(mentionSchema), unread: z.number() }), ...refusals },
        },
      },
      async (request) => {
        const { mentions, unread } = await mentionBoard.list(signedInOf(request).agent.id, { unread: request.query.unread === 'true', most });
        return { mentions: mentions.map(toMentionView), unread };
      },
    );

    app.post(
      '/api/mentions/:id/read',
      {
        schema: {
          ...about, summary: 'You have read it', params: z.object({ id: z.string() }),
          response: { 200: z.object({ mention: mentionSchema }), ...refusals },
        },
      },
      async (request) => {
        const { id } = request.params;
        const mention = isId(id) ? await mentionBoard.markRead(id, signedInOf(request).agent.id, clock.now()) : null;
        if (!mention) throw notFound('The mention');
        return { mention: toMentionView(mention) };
      },
    );

    app.post(
      '/api/mentions/read',
      { schema: { ...about, summary: 'You have read all of them', response: { 204: z.null(), ...refusals } } },
      async (request, reply) => {
        await mentionBoard.markAllRead(signedInOf(request).agent.id, clock.now());
        return reply.code(204).send(null);
      },
    );
  };
}
