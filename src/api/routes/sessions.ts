import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sessionCookie, storableText } from '../../core/index.ts';
import type { ApiDeps } from '../deps.ts';
import { placeOf } from '../place-of.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { agentSchema, toAgentView } from '../schemas/agent.ts';
import { refusals } from '../schemas/fields.ts';
import { createSignInLimit } from '../sign-in-limit.ts';
import { slowDown } from '../slow-down.ts';

const credentialsSchema = z.object({
  email: z.string().min(1).max(320).transform((value) => storableText(value).trim().toLowerCase()),
  password: z.string().min(1).max(1_000),
});

export function sessionRoutes(
  { sessions, presence, clock, publicUrl }: Pick<ApiDeps, 'sessions' | 'presence' | 'clock' | 'publicUrl'>,
  guard: Guard,
): FastifyPluginAsyncZod {
  const limit = createSignInLimit(clock);
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:') } as const;
  return async (app) => {
    app.post(
      '/api/sessions',
      {
        schema: {
          tags: ['sessions'], summary: 'Sign in', body: credentialsSchema,
          response: { 201: z.object({ token: z.string(), agent: agentSchema }), ...refusals },
        },
      },
      async (request, reply) => {
        const { email, password } = request.body;
        slowDown(reply, limit.attempt(email, placeOf(request)), 'attempts');
        const { token, agent, expiresAt } = await sessions.signIn(email, password);
        limit.succeeded(email, placeOf(request));
        return reply
          .code(201)
          .setCookie(sessionCookie, token, { ...cookie, expires: expiresAt })
          .send({ token, agent: toAgentView(agent) });
      },
    );

    app.get(
      '/api/sessions/current',
      {
        onRequest: guard('agent'),
        schema: {
          tags: ['sessions'], summary: 'Who is signed in', security: [{ bearer: [] }],
          response: { 200: z.object({ agent: agentSchema }), ...refusals },
        },
      },
      async (request) => ({ agent: toAgentView(signedInOf(request).agent) }),
    );

    app.delete(
      '/api/sessions/current',
      {
        onRequest: guard('agent'),
        schema: {
          tags: ['sessions'], summary: 'Sign out; whoever has no other session is offline from then on, and their work goes back to the queues', security: [{ bearer: [] }],
          response: { 204: z.null().describe('Signed out'), ...refusals },
        },
      },
      async (request, reply) => {
        const { token, agent } = signedInOf(request);
        const isLast = await sessions.signOut(token);
        // Nothing is offered to somebody who has gone, and what they were at is for others now.
        if (isLast && agent.availability !== 'offline') await presence.signOff(agent.id, 'signed-out');
        return reply.clearCookie(sessionCookie, cookie).code(204).send(null);
      },
    );
  };
}
