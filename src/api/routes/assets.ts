import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isId, notFound, storableText } from '../../core/index.ts';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { assetChangeSchema, assetEntrySchema, assetSchema, newAssetSchema, toAssetView } from '../schemas/asset.ts';
import { localeQuery, maybe, refusals } from '../schemas/fields.ts';
import { ticketSchema } from '../schemas/ticket.ts';
import { seenMomentOf } from '../seen-moment.ts';
import { byOf, createShowTicket, numberOf, type ShowingDeps } from '../ticket-answers.ts';

const about = { tags: ['assets'], security: [{ bearer: [] }] };
const params = z.object({ id: z.string() });
const one = z.object({ asset: assetSchema });
const key = z.string().max(60).transform(storableText);
const listQuery = z.object({
  q: maybe(z.string().max(200).transform(storableText)), kind: maybe(key), service: maybe(key), customer: maybe(z.guid()), retired: maybe(z.enum(['true', 'false', '1', '0'])),
  cursor: maybe(z.string().max(2_000)), limit: maybe(z.coerce.number().int().min(1).max(100)),
});

/** What the desk looks after, and which tickets are about it: read by agents, written by leads. */
export function assetRoutes(deps: Pick<ApiDeps, 'keepAssets' | 'assetReader' | 'naming'> & ShowingDeps, guard: Guard): FastifyPluginAsyncZod {
  const { keepAssets, assetReader, naming } = deps;
  const { showChanged } = createShowTicket(deps);
  const show = async (id: string, agentId: string, locale: z.output<typeof localeQuery>['locale']) => {
    const asset = isId(id) ? await assetReader.read(id, locale) : null;
    if (!asset) throw notFound('The asset');
    return { asset: toAssetView(asset, agentId) };
  };
  return async (app) => {
    app.get(
      '/api/assets',
      {
        onRequest: guard('agent'),
        schema: {
          ...about, summary: 'Assets by name; `q` matches parts of name, kind and owner; with `retired`, those out of use too; with `customer`, those that hit this one', querystring: listQuery,
          response: { 200: z.object({ assets: z.array(assetEntrySchema), kinds: z.array(z.string()).describe('kinds in use, the most used first'), nextCursor: z.string().nullable() }), ...refusals },
        },
      },
      async ({ query }) => {
        const { q = '', kind, service, customer, retired, cursor, limit = 50 } = query;
        const [{ assets, nextCursor }, kinds] = await Promise.all([
          assetReader.list({ q, kind, service, customer, withRetired: retired === 'true' || retired === '1', cursor, limit }), assetReader.kinds(),
        ]);
        return { assets: assets.map((entry) => ({ ...entry, retiredAt: entry.retiredAt?.toISOString() ?? null })), kinds, nextCursor };
      },
    );

    app.get(
      '/api/assets/:id',
      { onRequest: guard('agent'), schema: { ...about, summary: 'An asset, who is hit when it fails, its tickets and what was changed', params, querystring: localeQuery, response: { 200: one, ...refusals } } },
      async (request) => show(request.params.id, signedInOf(request).agent.id, request.query.locale),
    );

    app.post(
      '/api/assets',
      { onRequest: guard('lead'), schema: { ...about, summary: 'Write an asset down (lead)', querystring: localeQuery, body: newAssetSchema, response: { 201: one, ...refusals } } },
      async (request, reply) => {
        const { agent } = signedInOf(request);
        const { customers: customerIds, ...words } = request.body;
        const id = await keepAssets.add({ ...words, customerIds }, { agentId: agent.id });
        return reply.code(201).send(await show(id, agent.id, request.query.locale));
      },
    );

    app.patch(
      '/api/assets/:id',
      {
        onRequest: guard('lead'),
        schema: {
          ...about, summary: 'Change it, or take it out of use (lead); with If-Match, the `changedAt` that was seen in quotes, only as it was seen',
          params, querystring: localeQuery, body: assetChangeSchema, response: { 200: one, ...refusals },
        },
      },
      async (request) => {
        const { agent } = signedInOf(request);
        const { customers: customerIds, ...change } = request.body;
        await keepAssets.change(request.params.id, { ...change, customerIds }, { agentId: agent.id, seen: seenMomentOf(request) });
        return show(request.params.id, agent.id, request.query.locale);
      },
    );

    app.post(
      '/api/tickets/:number/assets',
      {
        onRequest: guard('agent'),
        schema: {
          ...about, tags: ['tickets'], summary: 'Say that it is about this asset', params: z.object({ number: z.string() }), querystring: localeQuery,
          body: z.strictObject({ asset: z.guid() }), response: { 200: ticketSchema, ...refusals },
        },
      },
      async (request, reply) => {
        const { number } = await naming.name(numberOf(request.params.number), byOf(request), request.body.asset.toLowerCase());
        return showChanged(number, request.query.locale, reply);
      },
    );

    app.delete(
      '/api/tickets/:number/assets/:id',
      {
        onRequest: guard('agent'),
        schema: {
          ...about, tags: ['tickets'], summary: 'Say that it is not about this asset', params: z.object({ number: z.string(), id: z.string() }), querystring: localeQuery,
          response: { 200: ticketSchema, ...refusals },
        },
      },
      async (request, reply) => {
        const { number } = await naming.unname(numberOf(request.params.number), byOf(request), request.params.id);
        return showChanged(number, request.query.locale, reply);
      },
    );
  };
}
