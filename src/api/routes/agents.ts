import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { notFound } from '../../core/index.ts';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { agentChangeSchema, agentSchema, colleagueSchema, newAgentSchema, toAgentView, toColleague } from '../schemas/agent.ts';
import { refusals } from '../schemas/fields.ts';

const about = { tags: ['agents'], security: [{ bearer: [] }] };
const agentAnswer = z.object({ agent: agentSchema });

export function agentRoutes(
  { people, peopleReader, wrapUps }: Pick<ApiDeps, 'people' | 'peopleReader' | 'wrapUps'>,
  guard: Guard,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/agents',
      {
        onRequest: guard('lead'),
        schema: {
          ...about, summary: 'Everybody of the desk (lead)', response: { 200: z.object({ agents: z.array(agentSchema) }), ...refusals },
        },
      },
      async () => ({ agents: (await peopleReader.list()).map(toAgentView) }),
    );

    app.get(
      '/api/colleagues',
      {
        onRequest: guard('agent'),
        schema: {
          ...about, summary: 'Who could be asked or given a ticket: everybody active',
          response: { 200: z.object({ colleagues: z.array(colleagueSchema) }), ...refusals },
        },
      },
      async () => ({ colleagues: (await peopleReader.list()).filter(({ active }) => active).map(toColleague) }),
    );

    app.post(
      '/api/agents/me/wrap-up/done',
      {
        onRequest: guard('agent'),
        schema: { ...about, summary: 'Done with what was to be written down after the last call', response: { 200: z.object({ ended: z.boolean() }), ...refusals } },
      },
      async (request) => ({ ended: await wrapUps.done(signedInOf(request).agent.id) }),
    );

    app.post(
      '/api/agents',
      {
        onRequest: guard('admin'),
        schema: { ...about, summary: 'Add a person (admin)', body: newAgentSchema, response: { 201: agentAnswer, ...refusals } },
      },
      async (request, reply) => {
        const agent = await people.add(request.body, signedInOf(request).agent.id);
        return reply.code(201).send({ agent: toAgentView(agent) });
      },
    );

    app.patch(
      '/api/agents/:id',
      {
        onRequest: guard('admin'),
        schema: {
          ...about, summary: 'Change or deactivate a person (admin)', params: z.object({ id: z.string() }),
          body: agentChangeSchema, response: { 200: agentAnswer, ...refusals },
        },
      },
      async (request) => {
        const { id } = request.params;
        if (!z.guid().safeParse(id).success) throw notFound('The agent');
        return { agent: toAgentView(await people.change(id, request.body, signedInOf(request).agent.id)) };
      },
    );
  };
}
