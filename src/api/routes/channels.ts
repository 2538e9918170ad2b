import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError, notFound, type WhenClosed } from '../../core/index.ts';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { closedChannelsSchema, switchSchema, toClosedView } from '../schemas/channel-switch.ts';
import { channelsSchema, toChannelsView } from '../schemas/channel.ts';
import { line, maybe, refusals } from '../schemas/fields.ts';

const about = { tags: ['desk'], security: [{ bearer: [] }] };

/**
 * How each channel is set up, how it does, and its switch. The environment decides what there is; a switch closes one of
 * those for a time, in the way that the channel declares, so that nothing that comes is lost.
 */
export function channelRoutes(
  deps: Pick<ApiDeps, 'channelSettings' | 'channelHealth' | 'channelOf' | 'switches' | 'clock'>,
  guard: Guard,
): FastifyPluginAsyncZod {
  const { channelSettings, channelHealth, channelOf, switches, clock } = deps;
  const whenClosed = (name: string): WhenClosed => channelOf(name)?.whenClosed ?? 'told';
  const demandOn = (key: string) => {
    const setting = channelSettings.find(({ name }) => name === key);
    if (!setting) throw notFound('The channel');
    if (!setting.on) throw new AppError({ code: 'channel_off', status: 409, publicMessage: 'This channel is off by its configuration: there is nothing to close or to open.' });
  };

  return async (app) => {
    app.get(
      '/api/channels',
      {
        onRequest: guard('lead'),
        schema: { ...about, summary: 'Channels: on or off and why, closed by whom, and what came and went (lead)', response: { 200: channelsSchema, ...refusals } },
      },
      async () => {
        const [health, closed] = await Promise.all([channelHealth.read(clock.now()), switches.read()]);
        return toChannelsView(channelSettings, { health, closed, whenClosed });
      },
    );

    app.get(
      '/api/channels/closed',
      { onRequest: guard('lead'), schema: { ...about, summary: 'The channels that somebody closed (lead)', response: { 200: closedChannelsSchema, ...refusals } } },
      async () => {
        const isOn = new Set(channelSettings.filter(({ on }) => on).map(({ name }) => name));
        const closed = (await switches.read()).filter(({ channel }) => isOn.has(channel));
        return { closed: closed.map((one) => ({ ...toClosedView(one), channel: one.channel, whenClosed: whenClosed(one.channel) })) };
      },
    );

    app.put(
      '/api/channels/:key/switch',
      {
        onRequest: guard('admin'),
        schema: {
          ...about, summary: 'Close a channel for a time or open it again; as it is already, nothing changes (admin)',
          params: z.object({ key: z.string().max(60) }),
          body: z.strictObject({ open: z.boolean(), reason: maybe(line(500)) }),
          response: { 200: z.object({ switch: switchSchema }), ...refusals },
        },
      },
      async (request) => {
        const { key } = request.params;
        demandOn(key);
        const { open, reason = null } = request.body;
        const closed = await switches.turn(key, { open, reason }, signedInOf(request).agent.id);
        return { switch: { channel: key, open: closed === null, closed: closed && toClosedView(closed) } };
      },
    );
  };
}
