import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { invalidInput, notFound, ticketNumber, type Locale } from '../../core/index.ts';
import { quarantineStates, type QuarantineItem, type TakenIn } from '../../desk/quarantine/index.ts';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { localeQuery, refusals } from '../schemas/fields.ts';
import {
  discardSchema, quarantineItemSchema, quarantineQuerySchema, readQuarantineCursor, replayAnswerSchema, toQuarantineCursor, toQuarantineView,
} from '../schemas/quarantine.ts';

const about = { tags: ['quarantine'], security: [{ bearer: [] }] };
const params = z.object({ id: z.string() });
const itemAnswer = z.object({ item: quarantineItemSchema });
const pageLength = 50;

/** What could not be taken in, with its bytes, for leads: to look at, take in again or discard. */
export function quarantineRoutes({ quarantined, desk }: Pick<ApiDeps, 'quarantined' | 'desk'>, guard: Guard): FastifyPluginAsyncZod {
  const localeOf = ({ locale }: { locale?: Locale | undefined }) => locale ?? desk.locale;
  return async (app) => {
    app.addHook('onRequest', guard('lead'));

    app.get(
      '/api/quarantine',
      {
        schema: {
          ...about, summary: 'What could not be taken in, newest first; held unless another state is asked for (lead)',
          querystring: quarantineQuerySchema,
          response: { 200: z.object({ items: z.array(quarantineItemSchema), nextCursor: z.string().nullable() }), ...refusals },
        },
      },
      async ({ query }) => {
        const { state = 'held', cursor, limit = pageLength } = query;
        const before = cursor === undefined ? null : readQuarantineCursor(cursor);
        if (cursor !== undefined && before === null) throw invalidInput({ cursor: 'the nextCursor of an earlier answer' });
        const found = await quarantined.list({ states: state === 'all' ? quarantineStates : [state], before, most: limit + 1 });
        const page = found.slice(0, limit);
        const last = page.at(-1);
        return {
          items: page.map((item) => toQuarantineView(item, localeOf(query))),
          nextCursor: found.length > limit && last ? toQuarantineCursor(last) : null,
        };
      },
    );

    app.get(
      '/api/quarantine/:id',
      { schema: { ...about, summary: 'One thing in quarantine (lead)', params, querystring: localeQuery, response: { 200: itemAnswer, ...refusals } } },
      async (request) => {
        const item = await quarantined.read(idOf(request.params));
        if (!item) throw notFound('The quarantined item');
        return { item: toQuarantineView(item, localeOf(request.query)) };
      },
    );

    app.get(
      '/api/quarantine/:id/raw',
      { schema: { ...about, summary: 'Its bytes as they came, to be saved (lead)', params, response: refusals } },
      async (request, reply) => {
        const { item, content } = await quarantined.openRaw(idOf(request.params));
        return describe(reply, item).send(content instanceof Readable ? content : Readable.from(content, { objectMode: false }));
      },
    );

    app.post(
      '/api/quarantine/:id/replay',
      {
        schema: {
          ...about, summary: 'Take it in again; what cannot be stays in quarantine with the new reason (lead)', params, querystring: localeQuery,
          response: { 200: replayAnswerSchema, ...refusals },
        },
      },
      async (request) => {
        const { item, result } = await quarantined.replay(idOf(request.params), { agentId: signedInOf(request).agent.id });
        return { item: toQuarantineView(item, localeOf(request.query)), result: toResult(result) };
      },
    );

    app.post(
      '/api/quarantine/:id/discard',
      {
        schema: {
          ...about, summary: 'Nobody needs it: out of the list, its bytes are kept for 30 days (lead)', params, querystring: localeQuery,
          body: discardSchema, response: { 200: itemAnswer, ...refusals },
        },
      },
      async (request) => {
        const item = await quarantined.discard(idOf(request.params), request.body.reason, { agentId: signedInOf(request).agent.id });
        return { item: toQuarantineView(item, localeOf(request.query)) };
      },
    );
  };
}

/** Bytes of anybody's, which no browser may take for a page. */
function describe(reply: FastifyReply, item: Pick<QuarantineItem, 'id' | 'size'>): FastifyReply {
  return reply.headers({
    'content-type': 'message/rfc822',
    'content-disposition': `attachment; filename="${item.id}.eml"`,
    'content-length': item.size,
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
}

function idOf({ id }: z.output<typeof params>): string {
  if (!z.guid().safeParse(id).success) throw notFound('The quarantined item');
  return id;
}

function toResult(result: TakenIn): z.output<typeof replayAnswerSchema>['result'] {
  if (result.kind === 'unfit') return { kind: 'quarantined', ticket: null };
  return { kind: result.kind, ticket: 'ticketNumber' in result ? ticketNumber(result.ticketNumber) : null };
}
