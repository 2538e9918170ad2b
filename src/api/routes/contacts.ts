import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { invalidInput } from '../../core/index.ts';
import { ticketlessOutcomes } from '../../desk/contacts/index.ts';
import type { ApiDeps } from '../deps.ts';
import type { Guard } from '../plugins/auth.ts';
import { refusals } from '../schemas/fields.ts';
import { readContactCursor, ticketlessQuerySchema, ticketlessSchema, toContactCursor, toTicketlessView } from '../schemas/ticketless.ts';

const pageLength = 50;

/** Contacts that opened no ticket stay visible: nobody who called or wrote is forgotten. */
export function contactRoutes({ ticketlessReader }: Pick<ApiDeps, 'ticketlessReader'>, guard: Guard): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/contacts/without-ticket',
      {
        onRequest: guard('lead'),
        schema: {
          tags: ['contacts'], security: [{ bearer: [] }],
          summary: 'Contacts that opened no ticket, newest first: hung up in the menu, blocked, screened, STOP and the like (lead)',
          querystring: ticketlessQuerySchema,
          response: { 200: z.object({ contacts: z.array(ticketlessSchema), nextCursor: z.string().nullable() }), ...refusals },
        },
      },
      async (request) => {
        const { outcome: outcomes = [...ticketlessOutcomes], cursor, limit = pageLength } = request.query;
        const before = cursor === undefined ? null : readContactCursor(cursor);
        if (cursor !== undefined && before === null) throw invalidInput({ cursor: 'the nextCursor of an earlier answer' });
        const found = await ticketlessReader.list({ outcomes, before, most: limit + 1 });
        const page = found.slice(0, limit);
        const last = page.at(-1);
        return { contacts: page.map(toTicketlessView), nextCursor: found.length > limit && last ? toContactCursor(last) : null };
      },
    );
  };
}
