import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError, invalidInput } from '../../core/index.ts';
import { dialTargetOf } from '../../desk/agents/index.ts';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { agentSchema, toAgentView } from '../schemas/agent.ts';
import { localeQuery, refusals } from '../schemas/fields.ts';

const about = { tags: ['console'], security: [{ bearer: [] }] };

/** What the console must know of this desk before anything is shown. */
export const consoleSchema = z.object({
  awayReasons: z.array(z.object({ key: z.string(), name: z.string() })),
  /** Whether calls can be taken in the browser. */
  browserCalls: z.boolean(),
});

/** Signs a browser in to the telephone network; `expiresAt` is ISO 8601 in UTC. */
export const voiceTokenSchema = z.object({ token: z.string(), identity: z.string(), expiresAt: z.string() });

const ownPhoneSchema = z.object({
  /** A number as people write it; null: calls come to the browser. */
  phone: z.string().max(40).nullable(),
});

type ConsoleDeps = Pick<ApiDeps, 'desk' | 'people' | 'dialable' | 'browserTokens' | 'clock'>;

/** The frame of the console: what the desk has, where calls of whoever is signed in ring, and calls in the browser. */
export function consoleRoutes({ desk, people, dialable, browserTokens, clock }: ConsoleDeps, guard: Guard): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/console',
      { onRequest: guard('agent'), schema: { ...about, summary: 'What the console shows of this desk', querystring: localeQuery, response: { 200: consoleSchema, ...refusals } } },
      async (request) => {
        const locale = request.query.locale ?? desk.locale;
        return {
          awayReasons: desk.agents.awayReasons.map(({ key, name }) => ({ key, name: name[locale] })),
          browserCalls: browserTokens !== null,
        };
      },
    );

    app.put(
      '/api/agents/me/phone',
      { onRequest: guard('agent'), schema: { ...about, summary: 'Where my calls ring', body: ownPhoneSchema, response: { 200: z.object({ agent: agentSchema }), ...refusals } } },
      async (request) => {
        const { id } = signedInOf(request).agent;
        const written = request.body.phone;
        const phone = written === null ? null : dialable(written);
        if (written !== null && phone === null) throw invalidInput({ phone: 'a telephone number that the desk may call' });
        return { agent: toAgentView(await people.change(id, { phone }, id)) };
      },
    );

    app.post(
      '/api/voice/token',
      { onRequest: guard('agent'), schema: { ...about, summary: 'Sign my browser in to the telephone network', response: { 200: voiceTokenSchema, ...refusals } } },
      async (request) => {
        if (!browserTokens) throw new AppError({ code: 'not_configured', status: 409, publicMessage: 'Calls in the browser need TWILIO_API_KEY_SID and TWILIO_API_KEY_SECRET.' });
        const { agent } = signedInOf(request);
        const own = dialTargetOf(agent);
        const identity = own.kind === 'client' ? own.value : dialTargetOf({ ...agent, phone: null }).value;
        const { token, expiresAt } = browserTokens(identity, clock.now());
        return { token, identity, expiresAt: expiresAt.toISOString() };
      },
    );
  };
}
