import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { blockedPathSchema, blockedSchema, newBlockSchema, toBlockedView } from '../schemas/blocked.ts';
import { refusals } from '../schemas/fields.ts';

const about = { tags: ['blocked addresses'], security: [{ bearer: [] }] };
/** Whom the desk does not want to hear. */
export function blockedRoutes({ blockList }: Pick<ApiDeps, 'blockList'>, guard: Guard): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/blocked',
      {
        onRequest: guard('lead'),
        schema: { ...about, summary: 'Blocked addresses, newest first (lead)', response: { 200: z.object({ blocked: z.array(blockedSchema) }), ...refusals } },
      },
      async () => ({ blocked: (await blockList.list()).map(toBlockedView) }),
    );

    app.post(
      '/api/blocked',
      {
        onRequest: guard('lead'),
        schema: {
          ...about, summary: 'Block an address: its calls get voicemail, its texts are kept and routed nowhere (lead)',
          body: newBlockSchema, response: { 201: z.object({ blocked: blockedSchema }), ...refusals },
        },
      },
      async (request, reply) => {
        const blocked = await blockList.block(request.body, signedInOf(request).agent.id);
        return reply.code(201).send({ blocked: toBlockedView(blocked) });
      },
    );

    app.delete(
      '/api/blocked/:kind/:value',
      {
        onRequest: guard('lead'),
        schema: { ...about, summary: 'Hear an address again (lead)', params: blockedPathSchema, response: { 204: z.null(), ...refusals } },
      },
      async (request, reply) => {
        await blockList.unblock(request.params, signedInOf(request).agent.id);
        return reply.code(204).send(null);
      },
    );
  };
}
