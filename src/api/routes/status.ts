import multipart from '@fastify/multipart';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { localeSchema } from '../../core/index.ts';
import { logRefusal, sendRefusal } from '../plugins/errors.ts';
import { noticePage } from '../status-page/notices.ts';
import { sendPage, wantsJson } from '../status-page/send-page.ts';
import type { ApiDeps } from '../deps.ts';
import { createShow } from '../status-page/show.ts';
import type { Notice } from '../status-page/locales/status-page-words.ts';
import { statusRating } from './status-rating.ts';
import { statusWriting, type StatusWritingDeps } from './status-writing.ts';

/** The page behind a status link: one token, one ticket, nothing to sign in to, nothing for search engines or caches to keep. */
export function statusRoutes(deps: StatusWritingDeps & Pick<ApiDeps, 'rateByLink'>): FastifyPluginAsyncZod {
  const { statusLinks, statusReader } = deps;
  const show = createShow(deps);
  return async (app) => {
    // A file past the limit is told by its name; the rest of the form still counts.
    await app.register(multipart, { throwFileSizeLimit: false });
    // People stand before this page, so its faults are pages too.
    app.setErrorHandler((error, request, reply) => {
      if (request.method === 'POST' && wantsJson(request)) return sendRefusal(error, request, reply, deps);
      const { status } = logRefusal(error, request, deps);
      const notice = request.method === 'POST' ? noticeOfPost(status) : status >= 500 ? 'unavailable' : 'notFound';
      return sendPage(reply, notice === 'notFound' ? 404 : status, noticePage(notice));
    });

    app.get(
      '/status/:token',
      {
        schema: {
          tags: ['requests'], summary: 'The status page of one ticket (HTML)', params: z.object({ token: z.string() }),
          querystring: z.object({
            locale: localeSchema.optional().catch(undefined),
            done: z.enum(['comment', 'request', 'rating']).nullable().catch(null).default(null).describe('What was just done, to be confirmed'),
          }),
        },
      },
      async (request, reply) => {
        const { token } = request.params;
        const link = statusLinks.read(token);
        const ticket = link && (await statusReader.read(link));
        if (!ticket) return sendPage(reply, 404, noticePage('notFound'));
        const { locale, done } = request.query;
        return sendPage(reply, 200, show(ticket, { token, chosen: locale, done }));
      },
    );

    await app.register(statusWriting(deps, show));
    await app.register(statusRating(deps));
  };
}

const noticesOfPosts: Record<number, Notice> = { 400: 'unreadable', 403: 'elsewhere', 413: 'tooLarge', 415: 'unreadable' };

function noticeOfPost(status: number): Notice {
  return status >= 500 ? 'notTaken' : noticesOfPosts[status] ?? 'notFound';
}
