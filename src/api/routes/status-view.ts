import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError, invalidTransition, notFound } from '../../core/index.ts';
import { progressOf } from '../../desk/portal/index.ts';
import type { StatusView } from '../../desk/tickets/index.ts';
import type { ApiDeps } from '../deps.ts';
import { placeOf } from '../place-of.ts';
import { refusals } from '../schemas/fields.ts';
import { statusSchema } from '../schemas/portal.ts';
import { ratingSchema } from '../schemas/rating.ts';
import { slowDown } from '../slow-down.ts';
import { createCommentLimit } from '../status-page/comment-limit.ts';
import { isFromElsewhere } from '../status-page/origin.ts';

type Deps = Pick<ApiDeps, 'desk' | 'statusLinks' | 'statusReader' | 'confirmSolved' | 'rateByLink' | 'fileLinks' | 'clock' | 'publicUrl'>;

const paramsSchema = z.object({ token: z.string() });
const privacy = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' } as const;

/** The status page's ticket for pages with a script: the same token, the same rules. Its holder writes by `/status/:token/comments`. */
export function statusViewRoutes(deps: Deps): FastifyPluginAsyncZod {
  const { desk, statusLinks, statusReader, fileLinks, clock, publicUrl } = deps;
  const tooMuch = createCommentLimit(clock);

  const toView = (ticket: StatusView): z.output<typeof statusSchema> => {
    const { dueAt, ...progress } = progressOf(ticket, desk.conversations.reopenDays, clock.now());
    return {
      ...progress, dueAt: dueAt?.toISOString() ?? null,
      rating: ticket.rating && { score: ticket.rating.score, comment: ticket.rating.comment },
      number: ticket.number, subject: ticket.subject, locale: ticket.locale, openedAt: ticket.openedAt.toISOString(),
      messages: ticket.messages.map(({ from, at, text, files }) => ({
        from, at: at.toISOString(), text,
        files: files.map(({ id, name, size, isStored }) => ({
          id, name, size, url: isStored ? fileLinks.pathOf({ attachmentId: id, ticketId: ticket.present.id }) : null,
        })),
      })),
    };
  };
  const read = async (token: string) => {
    const link = statusLinks.read(token);
    const ticket = link && (await statusReader.read(link));
    if (!ticket) throw notFound('The ticket');
    return { link, ticket };
  };

  return async (app) => {
    app.get(
      '/api/status/:token',
      {
        schema: {
          tags: ['requests'], summary: 'What the holder of a status link sees of their ticket', params: paramsSchema,
          response: { 200: z.object({ ticket: statusSchema }), ...refusals },
        },
      },
      async (request, reply) => {
        const { ticket } = await read(request.params.token);
        return reply.headers(privacy).send({ ticket: toView(ticket) });
      },
    );

    app.post(
      '/api/status/:token/solved',
      {
        schema: {
          tags: ['requests'], summary: 'Say that the solution holds: a resolved ticket is closed for good', params: paramsSchema,
          response: { 200: z.object({ ticket: statusSchema }), ...refusals },
        },
      },
      async (request, reply) => {
        if (isFromElsewhere(request, publicUrl)) {
          throw new AppError({ code: 'wrong_origin', status: 403, publicMessage: 'This request did not come from a page of this desk.' });
        }
        const { link } = await read(request.params.token);
        slowDown(reply, tooMuch(link.ticketId, placeOf(request)), 'requests');
        const confirmed = await deps.confirmSolved(link);
        if (confirmed === 'gone') throw notFound('The ticket');
        if (confirmed === 'not-resolved') throw invalidTransition('Only a ticket that was resolved can be confirmed as solved.');
        const { ticket } = await read(request.params.token);
        return reply.headers(privacy).send({ ticket: toView(ticket) });
      },
    );

    app.post(
      '/api/status/:token/rating',
      {
        schema: {
          tags: ['requests'], summary: 'Say how one found what was done: from 1, the best, to 5; for 7 days it may be said otherwise', params: paramsSchema,
          body: ratingSchema, response: { 200: z.object({ ticket: statusSchema }), ...refusals },
        },
      },
      async (request, reply) => {
        if (isFromElsewhere(request, publicUrl)) {
          throw new AppError({ code: 'wrong_origin', status: 403, publicMessage: 'This request did not come from a page of this desk.' });
        }
        const { link } = await read(request.params.token);
        slowDown(reply, tooMuch(link.ticketId, placeOf(request)), 'requests');
        const { score, comment } = request.body;
        const rated = await deps.rateByLink(link, { score, comment: comment ?? null });
        if (rated === 'gone') throw notFound('The ticket');
        if (rated === 'not-solved') throw invalidTransition('Only a ticket that was solved can be rated.');
        if (rated === 'too-late') throw invalidTransition('A rating can be changed for 7 days.');
        const { ticket } = await read(request.params.token);
        return reply.headers(privacy).send({ ticket: toView(ticket) });
      },
    );
  };
}
