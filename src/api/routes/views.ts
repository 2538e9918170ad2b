import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { notFound, storableText } from '../../core/index.ts';
import { isLead } from '../../desk/agents/index.ts';
import type { SavedView } from '../../desk/views/index.ts';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { line, refusals } from '../schemas/fields.ts';

const about = { tags: ['views'], security: [{ bearer: [] }] };

export const viewSchema = z.object({
  id: z.string(), name: z.string(), query: z.string(), shared: z.boolean(), position: z.number(),
  owner: z.object({ id: z.string(), name: z.string() }),
  /** Whether whoever asks may change it. */
  mayChange: z.boolean(),
});
const oneView = z.object({ view: viewSchema });

/** Such as `status=queued&priority=P1`: what the address of a list has after its question mark. */
const query = z.string().max(2_000).transform((value) => storableText(value).trim().replace(/^\?/, ''));
const newViewSchema = z.object({
  name: line(60), query, shared: z.boolean().default(false), position: z.int().min(0).max(10_000).default(0),
});
const changeSchema = z
  .object({ name: line(60), query, shared: z.boolean(), position: z.int().min(0).max(10_000) })
  .partial()
  .refine((change) => Object.keys(change).length > 0, { message: 'must name something to change' });

/** Lists of tickets that somebody saved under a name: their own, and those that leads share with everybody. */
export function viewRoutes({ views }: Pick<ApiDeps, 'views'>, guard: Guard): FastifyPluginAsyncZod {
  const editorOf = (request: FastifyRequest) => {
    const { agent } = signedInOf(request);
    return { id: agent.id, name: agent.name, isLead: isLead(agent) };
  };
  const shown = (request: FastifyRequest) => (view: SavedView) => {
    const { id, isLead: leads } = editorOf(request);
    return { ...view, mayChange: view.owner.id === id || (view.shared && leads) };
  };
  const idOf = (params: { id: string }) => {
    if (!z.guid().safeParse(params.id).success) throw notFound('The view');
    return params.id;
  };
  return async (app) => {
    app.addHook('onRequest', guard('agent'));
    const params = z.object({ id: z.string() });

    app.get(
      '/api/views',
      { schema: { ...about, summary: 'One’s own and shared views, in their order', response: { 200: z.object({ views: z.array(viewSchema) }), ...refusals } } },
      async (request) => ({ views: (await views.list(signedInOf(request).agent.id)).map(shown(request)) }),
    );

    app.post(
      '/api/views',
      { schema: { ...about, summary: 'Save a list under a name; only leads share', body: newViewSchema, response: { 201: oneView, ...refusals } } },
      async (request, reply) => reply.code(201).send({ view: shown(request)(await views.add(editorOf(request), request.body)) }),
    );

    app.patch(
      '/api/views/:id',
      { schema: { ...about, summary: 'Change a view: one’s own, or as a lead a shared one', params, body: changeSchema, response: { 200: oneView, ...refusals } } },
      async (request) => ({ view: shown(request)(await views.change(editorOf(request), idOf(request.params), given(request.body))) }),
    );

    app.delete(
      '/api/views/:id',
      { schema: { ...about, summary: 'Remove a view', params, response: { 204: z.null(), ...refusals } } },
      async (request, reply) => {
        await views.remove(editorOf(request), idOf(request.params));
        return reply.code(204).send(null);
      },
    );
  };
}

/** Only what was named: a field that is undefined must not overwrite. */
function given({ name, query: asked, shared, position }: z.output<typeof changeSchema>) {
  return {
    ...(name === undefined ? {} : { name }), ...(asked === undefined ? {} : { query: asked }),
    ...(shared === undefined ? {} : { shared }), ...(position === undefined ? {} : { position }),
  };
}
