import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { invalidInput } from '../../core/index.ts';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import {
  blockedPathSchema, blockedSchema, keptAwaySchema, newBlockSchema, readContactCursor, toBlockedView, toContactCursor, toKeptAwayView,
} from '../schemas/blocked.ts';
import { maybe, refusals } from '../schemas/fields.ts';

const about = { tags: ['blocked addresses'], security: [{ bearer: [] }] };
const mostContacts = 100;

const contactsQuery = z.object({
  cursor: maybe(z.string().max(200)),
  limit: maybe(z.coerce.number().int().min(1).max(mostContacts)),
});

/** Whom the desk does not want to hear, and what came from them all the same. */
export function blockedRoutes({ blockList }: Pick<ApiDeps, 'blockList'>, guard: Guard): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/blocked',
      {
        onRequest: guard('lead'),
        schema: { ...about, summary: 'Blocked addresses, newest first (lead)', response: { 200: z.object({ blocked: z.array(blockedSchema) }), ...refusals } },
      },
      async () => ({ blocked: (await blockList.list()).map(toBlockedView) }),
    );

    app.post(
      '/api/blocked',
      {
        onRequest: guard('lead'),
        schema: {
          ...about, summary: 'Block an address: its calls get voicemail, its texts are kept and routed nowhere (lead)',
          body: newBlockSchema, response: { 201: z.object({ blocked: blockedSchema }), ...refusals },
        },
      },
      async (request, reply) => {
        const blocked = await blockList.block(request.body, signedInOf(request).agent.id);
        return reply.code(201).send({ blocked: toBlockedView(blocked) });
      },
    );

    app.delete(
      '/api/blocked/:kind/:value',
      {
        onRequest: guard('lead'),
        schema: { ...about, summary: 'Hear an address again (lead)', params: blockedPathSchema, response: { 204: z.null(), ...refusals } },
      },
      async (request, reply) => {
        await blockList.unblock(request.params, signedInOf(request).agent.id);
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/api/blocked/contacts',
      {
        onRequest: guard('lead'),
        schema: {
          ...about, summary: 'Texts of blocked senders and calls kept from the menu that left no message, newest first (lead)',
          querystring: contactsQuery,
          response: { 200: z.object({ contacts: z.array(keptAwaySchema), nextCursor: z.string().nullable() }), ...refusals },
        },
      },
      async (request) => {
        const { cursor, limit = 50 } = request.query;
        const before = cursor === undefined ? null : readContactCursor(cursor);
        if (cursor !== undefined && before === null) throw invalidInput({ cursor: 'the nextCursor of an earlier answer' });
        const found = await blockList.contacts({ before, most: limit + 1 });
        const page = found.slice(0, limit);
        const last = page.at(-1);
        return { contacts: page.map(toKeptAwayView), nextCursor: found.length > limit && last ? toContactCursor(last) : null };
      },
    );
  };
}
