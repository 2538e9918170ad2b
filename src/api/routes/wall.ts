import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { startOfDay } from '../../desk/calendars/index.ts';
import { calendarOf } from '../../desk/definition/index.ts';
import type { ApiDeps } from '../deps.ts';
import type { Guard } from '../plugins/auth.ts';
import { localeQuery, refusals } from '../schemas/fields.ts';
import { toWallView, wallSchema } from '../schemas/wall.ts';

/** The desk as it stands, for those who lead it. */
export function wallRoutes({ wallReader, desk, clock }: Pick<ApiDeps, 'wallReader' | 'desk' | 'clock'>, guard: Guard): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/wall',
      {
        onRequest: guard('lead'),
        schema: {
          tags: ['wall'], security: [{ bearer: [] }], summary: 'What waits, who does what, and the numbers of today; made to be asked every two seconds (lead)',
          querystring: localeQuery, response: { 200: wallSchema, ...refusals },
        },
      },
      async (request) => {
        const at = clock.now();
        const midnight = startOfDay(calendarOf(desk, null), at);
        const connectedSince = new Date(at.getTime() - desk.agents.graceSeconds * 1000);
        const wall = await wallReader.read({ at, midnight, connectedSince });
        return toWallView(wall, { desk, locale: request.query.locale ?? desk.locale, at, midnight });
      },
    );
  };
}
