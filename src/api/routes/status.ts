import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { localeSchema } from '../../core/index.ts';
import { calendarOf } from '../../desk/definition/index.ts';
import type { ApiDeps } from '../deps.ts';
import { logRefusal } from '../plugins/errors.ts';
import { notFoundPage, statusPage, unavailablePage } from '../status-page/page.ts';
import { contentSecurityPolicy } from '../status-page/styles.ts';

/** The page behind a status link: one token, one ticket, nothing to sign in to, nothing for search engines or caches to keep. */
export function statusRoutes(
  deps: Pick<ApiDeps, 'desk' | 'statusLinks' | 'statusReader' | 'translateFault'>,
): FastifyPluginAsyncZod {
  const { desk, statusLinks, statusReader } = deps;
  const { zone } = calendarOf(desk, null);
  return async (app) => {
    // People stand before this page, so its faults are pages too.
    app.setErrorHandler((error, request, reply) => {
      const { status } = logRefusal(error, request, deps);
      const isOurs = status >= 500;
      return sendPage(reply, isOurs ? status : 404, isOurs ? unavailablePage() : notFoundPage());
    });

    app.get(
      '/status/:token',
      {
        schema: {
          tags: ['requests'], summary: 'The status page of one ticket (HTML)', params: z.object({ token: z.string() }),
          querystring: z.object({ locale: localeSchema.optional().catch(undefined) }),
        },
      },
      async (request, reply) => {
        const link = statusLinks.read(request.params.token);
        const ticket = link && (await statusReader.read(link));
        if (!ticket) return sendPage(reply, 404, notFoundPage());
        const locale = request.query.locale ?? ticket.locale;
        return sendPage(reply, 200, statusPage(ticket, { deskName: desk.name, zone, locale }));
      },
    );
  };
}

function sendPage(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply
    .code(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    })
    .send(page);
}
