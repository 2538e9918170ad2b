import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ApiDeps } from '../deps.ts';
import type { Guard } from '../plugins/auth.ts';
import { localeQuery, refusals } from '../schemas/fields.ts';
import { ticketKinds } from '../../desk/tickets/index.ts';

export const catalogSchema = z.object({
  services: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      entries: z.array(z.object({
        key: z.string(), name: z.string(), kind: z.enum(ticketKinds),
        examples: z.array(z.string()).describe('What people say who want this'),
      })),
    }),
  ),
});
export const teamsSchema = z.object({
  teams: z.array(z.object({ key: z.string(), name: z.string(), tier: z.literal([1, 2, 3]), service: z.string().nullable() })),
});

/** Examples of one entry, so that the whole catalog stays small. */
const mostExamples = 8;

/** What the desk offers, and who works on it. */
export function catalogRoutes({ desk }: Pick<ApiDeps, 'desk'>, guard: Guard): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/catalog',
      {
        schema: {
          tags: ['requests'], summary: 'What can be asked for', querystring: localeQuery,
          response: { 200: catalogSchema, ...refusals },
        },
      },
      async (request) => {
        const locale = request.query.locale ?? desk.locale;
        return {
          services: desk.services.map((service) => ({
            key: service.key,
            name: service.name[locale],
            entries: service.entries.map(({ key, name, kind, examples }) => ({ key, name: name[locale], kind, examples: examples[locale].slice(0, mostExamples) })),
          })),
        };
      },
    );

    app.get(
      '/api/teams',
      {
        onRequest: guard('agent'),
        schema: {
          tags: ['agents'], summary: 'Teams of the desk', security: [{ bearer: [] }], querystring: localeQuery,
          response: { 200: teamsSchema, ...refusals },
        },
      },
      async (request) => {
        const locale = request.query.locale ?? desk.locale;
        return { teams: desk.teams.map(({ key, name, tier, service }) => ({ key, name: name[locale], tier, service })) };
      },
    );
  };
}
