import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { ApiDeps } from '../deps.ts';
import type { Guard } from '../plugins/auth.ts';
import { channelsSchema, toChannelsView } from '../schemas/channel.ts';
import { refusals } from '../schemas/fields.ts';

/**
 * How each channel is set up and how it does. It is turned on and off by the environment alone: a provider goes on
 * calling us whatever a switch here says, and what it brought would be lost.
 */
export function channelRoutes(
  { channelSettings, channelHealth, clock }: Pick<ApiDeps, 'channelSettings' | 'channelHealth' | 'clock'>,
  guard: Guard,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/channels',
      {
        onRequest: guard('lead'),
        schema: {
          tags: ['desk'], security: [{ bearer: [] }], summary: 'Channels: on or off and why, and what came and went (lead)',
          response: { 200: channelsSchema, ...refusals },
        },
      },
      async () => toChannelsView(channelSettings, await channelHealth.read(clock.now())),
    );
  };
}
