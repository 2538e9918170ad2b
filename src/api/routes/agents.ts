import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { notFound } from '../../core/index.ts';
import type { ApiDeps } from '../deps.ts';
import { newPassword } from '../new-password.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import {
  agentChangeSchema, agentSchema, colleagueSchema, forcedPresenceSchema, newAgentSchema, newPasswordSchema, toAgentView, toColleague,
} from '../schemas/agent.ts';
import { refusals } from '../schemas/fields.ts';

const about = { tags: ['agents'], security: [{ bearer: [] }] };
const agentAnswer = z.object({ agent: agentSchema });
const params = z.object({ id: z.string() });
/** Shown once: only its hash is stored. Left out: it is the one that was given. */
const password = z.string().optional();

export function agentRoutes(
  { people, peopleReader, presence, wrapUps }: Pick<ApiDeps, 'people' | 'peopleReader' | 'presence' | 'wrapUps'>,
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
        schema: { ...about, summary: 'Add a person; without a password one is made (admin)', body: newAgentSchema, response: { 201: agentAnswer.extend({ password }), ...refusals } },
      },
      async (request, reply) => {
        const { password: given, ...person } = request.body;
        const made = given ?? newPassword();
        const agent = await people.add({ ...person, password: made }, signedInOf(request).agent.id);
        return reply.code(201).header('cache-control', 'no-store').send({ agent: toAgentView(agent), ...(given === undefined ? { password: made } : {}) });
      },
    );

    app.patch(
      '/api/agents/:id',
      {
        onRequest: guard('admin'),
        schema: {
          ...about, summary: 'Change or deactivate a person (admin)', params,
          body: agentChangeSchema, response: { 200: agentAnswer, ...refusals },
        },
      },
      async (request) => {
        const id = idOf(request.params);
        return { agent: toAgentView(await people.change(id, request.body, signedInOf(request).agent.id)) };
      },
    );

    app.post(
      '/api/agents/:id/password',
      {
        onRequest: guard('admin'),
        schema: {
          ...about, summary: 'Set a new password, or have one made; their sessions end, but for the one that asks (admin)', params,
          body: newPasswordSchema, response: { 200: agentAnswer.extend({ password }), ...refusals },
        },
      },
      async (request, reply) => {
        const { agent: by, token } = signedInOf(request);
        const id = idOf(request.params);
        const given = request.body?.password;
        const made = given ?? newPassword();
        const agent = await people.setPassword(id, made, by.id, id === by.id ? token : null);
        return reply.header('cache-control', 'no-store').send({ agent: toAgentView(agent), ...(given === undefined ? { password: made } : {}) });
      },
    );

    app.delete(
      '/api/agents/:id/sessions',
      {
        onRequest: guard('admin'),
        schema: { ...about, summary: 'Sign somebody out everywhere, but for the session that asks (admin)', params, response: { 204: z.null(), ...refusals } },
      },
      async (request, reply) => {
        const { agent: by, token } = signedInOf(request);
        const id = idOf(request.params);
        await people.endSessions(id, by.id, id === by.id ? token : null);
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/api/agents/:id/presence',
      {
        onRequest: guard('lead'),
        schema: {
          ...about, params, body: forcedPresenceSchema, response: { 200: agentAnswer, ...refusals },
          summary: 'Say what state somebody is in: away keeps their work, offline gives it back; available only with a screen open (lead)',
        },
      },
      async (request) => {
        const { availability, reason = null } = request.body;
        const agent = await presence.force(idOf(request.params), { availability, reason }, signedInOf(request).agent.id);
        return { agent: toAgentView(agent) };
      },
    );
  };
}

function idOf({ id }: z.output<typeof params>): string {
  if (!z.guid().safeParse(id).success) throw notFound('The agent');
  return id;
}
