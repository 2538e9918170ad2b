import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { levelSchema } from '../../core/index.ts';
import { priorities } from '../../desk/definition/index.ts';
import type { ApiDeps } from '../deps.ts';
import type { Guard } from '../plugins/auth.ts';
import { refusals } from '../schemas/fields.ts';

/** By impact, then urgency; and what each entry has of both unless somebody says otherwise. */
export const prioritiesSchema = z.object({
  matrix: z.record(levelSchema, z.record(levelSchema, z.enum(priorities))),
  entries: z.array(z.object({ key: z.string(), impact: levelSchema, urgency: levelSchema })),
});

/** How the desk tells what goes first, so that whoever judges impact and urgency sees what comes of it. */
export function priorityRoutes({ desk }: Pick<ApiDeps, 'desk'>, guard: Guard): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/priorities',
      {
        onRequest: guard('agent'),
        schema: {
          tags: ['tickets'], summary: 'The priority of every impact and urgency', security: [{ bearer: [] }],
          response: { 200: prioritiesSchema, ...refusals },
        },
      },
      async () => ({
        matrix: desk.matrix,
        entries: desk.services.flatMap(({ entries }) => entries.map(({ key, impact, urgency }) => ({ key, impact, urgency }))),
      }),
    );
  };
}
