import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { notFound } from '../../core/index.ts';
import { hookEventGroups } from '../../desk/hooks/index.ts';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { refusals } from '../schemas/fields.ts';
import { hookChangeSchema, hookEventsSchema, hookSchema, hookWithHealthSchema, newHookSchema, toHookView, toHookWithHealth } from '../schemas/hook.ts';
import { seenMomentOf } from '../seen-moment.ts';

const about = { tags: ['webhooks'], security: [{ bearer: [] }] };
const params = z.object({ id: z.string() });
const withSecret = z.object({ hook: hookSchema, secret: z.string().describe('Shown here and never again') });
const groups = {
  tickets: [...hookEventGroups.tickets], offers: [...hookEventGroups.offers], conversation: [...hookEventGroups.conversation],
  calls: [...hookEventGroups.calls], desk: [...hookEventGroups.desk],
};

/** Webhooks to other systems, kept by admins. A URL that must not be called is refused with 422 and a code that says why. */
export function hookRoutes({ hooks }: Pick<ApiDeps, 'hooks'>, guard: Guard): FastifyPluginAsyncZod {
  return async (app) => {
    app.addHook('onRequest', guard('admin'));

    app.get(
      '/api/hooks',
      {
        schema: {
          ...about, summary: 'Webhooks, how they do, and the events there are (admin)',
          response: { 200: z.object({ hooks: z.array(hookWithHealthSchema), events: hookEventsSchema }), ...refusals },
        },
      },
      async () => ({ hooks: (await hooks.list()).map(toHookWithHealth), events: groups }),
    );

    app.get(
      '/api/hooks/:id',
      { schema: { ...about, summary: 'One webhook (admin)', params, response: { 200: z.object({ hook: hookWithHealthSchema }), ...refusals } } },
      async (request) => ({ hook: toHookWithHealth(await hooks.read(hookIdOf(request.params))) }),
    );

    app.post(
      '/api/hooks',
      { schema: { ...about, summary: 'Tell another system of what happens from now on (admin)', body: newHookSchema, response: { 201: withSecret, ...refusals } } },
      async (request, reply) => {
        const { hook, secret } = await hooks.add(request.body, signedInOf(request).agent.id);
        void reply.header('cache-control', 'no-store');
        return reply.code(201).send({ hook: toHookView(hook), secret });
      },
    );

    app.patch(
      '/api/hooks/:id',
      {
        schema: {
          ...about, summary: 'Change a webhook or switch it on and off (admin); with If-Match, the `updatedAt` that was seen in quotes, only as it was seen',
          params, body: hookChangeSchema, response: { 200: z.object({ hook: hookSchema }), ...refusals },
        },
      },
      async (request) => ({ hook: toHookView(await hooks.change(hookIdOf(request.params), request.body, seenBy(request))) }),
    );

    app.delete(
      '/api/hooks/:id',
      { schema: { ...about, summary: 'Remove a webhook with its log (admin)', params, response: { 204: z.null(), ...refusals } } },
      async (request, reply) => {
        await hooks.remove(hookIdOf(request.params), seenBy(request));
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/api/hooks/:id/rotate-secret',
      {
        schema: {
          ...about, summary: 'A new secret; the one before signs too for 24 hours, unless `atOnce` (admin)', params,
          body: z.strictObject({ atOnce: z.boolean().default(false) }).nullish(), response: { 200: withSecret, ...refusals },
        },
      },
      async (request, reply) => {
        const { hook, secret } = await hooks.rotateSecret(hookIdOf(request.params), { atOnce: request.body?.atOnce ?? false }, signedInOf(request).agent.id);
        void reply.header('cache-control', 'no-store');
        return { hook: toHookView(hook), secret };
      },
    );
  };
}

const seenBy = (request: FastifyRequest) => ({ agentId: signedInOf(request).agent.id, seen: seenMomentOf(request) });

/** Throws `not_found` (404) for what is no id. */
export function hookIdOf({ id }: { id: string }): string {
  if (!z.guid().safeParse(id).success) throw notFound('The webhook');
  return id;
}
