import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError } from '../../core/index.ts';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { refusals } from '../schemas/fields.ts';

/** `slack`: whether this desk has a way to Slack, so that it can be chosen at all. */
export const ownSettingsSchema = z.object({ offersInSlack: z.boolean(), slack: z.boolean() });
const about = { tags: ['agents'], security: [{ bearer: [] }] };
const response = { 200: z.object({ settings: ownSettingsSchema }), ...refusals };

/** What agents choose for themselves. */
export function ownSettingsRoutes({ ownSettings, tellsInSlack }: Pick<ApiDeps, 'ownSettings' | 'tellsInSlack'>, guard: Guard): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/agents/me/settings',
      { onRequest: guard('agent'), schema: { ...about, summary: 'What one has chosen for oneself', response } },
      async (request) => ({ settings: { ...(await ownSettings.read(signedInOf(request).agent.id)), slack: tellsInSlack } }),
    );

    app.patch(
      '/api/agents/me/settings',
      {
        onRequest: guard('agent'),
        schema: { ...about, summary: 'Choose for oneself: to be told of offers in Slack', body: z.object({ offersInSlack: z.boolean() }), response },
      },
      async (request) => {
        const { offersInSlack } = request.body;
        if (offersInSlack && !tellsInSlack) throw new AppError({ code: 'slack_off', status: 409, publicMessage: 'This desk has no way to Slack.' });
        await ownSettings.save(signedInOf(request).agent.id, { offersInSlack });
        return { settings: { offersInSlack, slack: tellsInSlack } };
      },
    );
  };
}
