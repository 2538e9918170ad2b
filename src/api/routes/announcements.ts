import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { localeSchema } from '../../core/index.ts';
import { announcementChannels, announcementKinds, type Announcement } from '../../desk/announcements/index.ts';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { announcementSchema, announcementInForceSchema } from '../schemas/announcement.ts';
import { seenMomentOf } from '../seen-moment.ts';
import { line, maybe, momentSchema, refusals, text } from '../schemas/fields.ts';

const wordsSchema = z.strictObject({
  title: line(200),
  text: z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), text(1_000).optional()).transform((value) => value?.trim() ?? ''),
});
const fields = {
  kind: z.enum(announcementKinds),
  words: z.strictObject({ es: maybe(wordsSchema), en: maybe(wordsSchema) }),
  services: z.array(z.string().max(60)).max(50).transform((keys) => [...new Set(keys)]),
  channels: z.array(z.enum(announcementChannels)).max(10).transform((keys) => [...new Set(keys)]),
  from: momentSchema,
  until: momentSchema.nullable(),
};
const newSchema = z.strictObject({
  ...fields, services: fields.services.default([]), channels: fields.channels.default([...announcementChannels]),
  from: fields.from.optional(), until: fields.until.default(null),
});
const changeSchema = z.strictObject(fields).partial();
const paramsSchema = z.object({ id: z.uuid() });
const about = { tags: ['announcements'], security: [{ bearer: [] }] };

/** What the desk tells everybody: read by anybody, kept by leads. */
export function announcementRoutes(deps: Pick<ApiDeps, 'announcements' | 'desk' | 'clock'>, guard: Guard): FastifyPluginAsyncZod {
  const { announcements, desk, clock } = deps;
  return async (app) => {
    app.get(
      '/api/announcements',
      {
        schema: {
          tags: ['announcements'], summary: 'What everybody is told now, outages first',
          querystring: z.object({
            locale: maybe(localeSchema), channel: z.enum(announcementChannels).default('web'), service: maybe(z.string().max(60)),
          }),
          response: { 200: z.object({ announcements: z.array(announcementInForceSchema) }), ...refusals },
        },
      },
      async ({ query: { locale = desk.locale, channel, service } }) => {
        const told = await announcements.inForce({ channel, locale, service: service ?? null });
        return { announcements: told.map((one) => ({ ...one, from: one.from.toISOString(), until: one.until?.toISOString() ?? null })) };
      },
    );

    app.get(
      '/api/announcements/all',
      {
        onRequest: guard('lead'),
        schema: {
          ...about, summary: 'All announcements, past ones and those to come too (lead)',
          response: { 200: z.object({ announcements: z.array(announcementSchema) }), ...refusals },
        },
      },
      async () => ({ announcements: (await announcements.list()).map(toView) }),
    );

    app.post(
      '/api/announcements',
      {
        onRequest: guard('lead'),
        schema: { ...about, summary: 'Tell everybody something, from now on unless said (lead)', body: newSchema, response: { 201: z.object({ announcement: announcementSchema }), ...refusals } },
      },
      async (request, reply) => {
        const { from = clock.now(), words, ...rest } = request.body;
        const announcement = await announcements.publish({ ...rest, words: spoken(words), from }, signedInOf(request).agent.id);
        return reply.code(201).send({ announcement: toView(announcement) });
      },
    );

    app.patch(
      '/api/announcements/:id',
      {
        onRequest: guard('lead'),
        schema: { ...about, summary: 'Change an announcement (lead); with If-Match, the `updatedAt` that was seen in quotes, only as it was seen', params: paramsSchema, body: changeSchema, response: { 200: z.object({ announcement: announcementSchema }), ...refusals } },
      },
      async (request) => {
        const { words, ...rest } = request.body;
        const change = { ...rest, ...(words && { words: spoken(words) }) };
        return { announcement: toView(await announcements.change(request.params.id, change, seenBy(request))) };
      },
    );

    app.delete(
      '/api/announcements/:id',
      {
        onRequest: guard('lead'),
        schema: { ...about, summary: 'Take an announcement back (lead)', params: paramsSchema, response: { 204: z.null(), ...refusals } },
      },
      async (request, reply) => {
        await announcements.withdraw(request.params.id, seenBy(request));
        return reply.code(204).send(null);
      },
    );
  };
}

const seenBy = (request: FastifyRequest) => ({ agentId: signedInOf(request).agent.id, seen: seenMomentOf(request) });

type SentWords = z.output<(typeof fields)['words']>;

/** Only the languages that it was written in. */
function spoken({ es, en }: SentWords): Announcement['words'] {
  return { ...(es && { es }), ...(en && { en }) };
}

function toView({ from, until, createdAt, updatedAt, ...announcement }: Announcement): z.output<typeof announcementSchema> {
  return {
    ...announcement, from: from.toISOString(), until: until?.toISOString() ?? null,
    createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString(),
  };
}
