import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { unavailable } from '../../core/index.ts';
import type { ApiDeps } from '../deps.ts';
import { refusals } from '../schemas/fields.ts';

const ok = { tags: ['health'], response: { 200: z.object({ ok: z.literal(true) }), ...refusals } };

export function healthRoutes({ isReady, metrics }: Pick<ApiDeps, 'isReady' | 'metrics'>): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/healthz', { schema: { ...ok, summary: 'Whether the process is alive' } }, async () => ({ ok: true }) as const);
    app.get('/readyz', { schema: { ...ok, summary: 'Whether contacts can be accepted' } }, async () => {
      if (!(await isReady())) throw unavailable('The desk');
      return { ok: true } as const;
    });
    app.get('/metrics', { schema: { tags: ['health'], summary: 'Prometheus metrics' } }, async (_request, reply) => {
      const { contentType, text } = await metrics();
      return reply.type(contentType).send(text);
    });
  };
}
