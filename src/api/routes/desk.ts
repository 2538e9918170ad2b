import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { ApiDeps } from '../deps.ts';
import type { Guard } from '../plugins/auth.ts';
import { deskViewSchema, toDeskView, toUsageView, usageViewSchema } from '../schemas/desk.ts';
import { localeQuery, refusals } from '../schemas/fields.ts';

const about = { tags: ['desk'], security: [{ bearer: [] }] };

/** The desk as desk.yaml defines it, and what hangs on its keys. */
export function deskRoutes(
  { desk, deskSource, usageReader, clock }: Pick<ApiDeps, 'desk' | 'deskSource' | 'usageReader' | 'clock'>,
  guard: Guard,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/desk',
      {
        onRequest: guard('lead'),
        schema: { ...about, summary: 'desk.yaml as it was loaded (lead)', querystring: localeQuery, response: { 200: deskViewSchema, ...refusals } },
      },
      async (request) => toDeskView(desk, deskSource, request.query.locale ?? desk.locale, clock.now()),
    );

    app.get(
      '/api/desk/usage',
      {
        onRequest: guard('lead'),
        schema: {
          ...about, summary: 'Teams, skills and entries with the people and open tickets that have them; also keys that left desk.yaml (lead)',
          querystring: localeQuery, response: { 200: usageViewSchema, ...refusals },
        },
      },
      async (request) => toUsageView(desk, await usageReader.read(), request.query.locale ?? desk.locale),
    );
  };
}
