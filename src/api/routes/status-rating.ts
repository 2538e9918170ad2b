import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError, localeSchema, notFound } from '../../core/index.ts';
import type { ApiDeps } from '../deps.ts';
import { placeOf } from '../place-of.ts';
import { ratingSchema } from '../schemas/rating.ts';
import { slowDown } from '../slow-down.ts';
import { createCommentLimit } from '../status-page/comment-limit.ts';
import { isFromElsewhere } from '../status-page/origin.ts';
import { leadOn } from '../status-page/send-page.ts';
import { pagePath } from '../status-page/show.ts';

/** Room for the longest comment, every byte of which may be escaped. */
const bodyLimit = 32 * 1024;
const formSchema = z.preprocess(
  (form) => (form instanceof URLSearchParams ? { score: Number(form.get('score')), comment: form.get('comment') ?? undefined } : form),
  ratingSchema,
);

/** The form of the status page by which a customer says how they found what was done. */
export function statusRating(deps: Pick<ApiDeps, 'statusLinks' | 'rateByLink' | 'clock' | 'publicUrl'>): FastifyPluginAsyncZod {
  const tooMuch = createCommentLimit(deps.clock);
  return async (app) => {
    app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit }, (_request, body, done) => {
      done(null, new URLSearchParams(String(body)));
    });
    app.post(
      '/status/:token/rating',
      {
        schema: {
          tags: ['requests'], summary: 'Say how one found what was done: the form of the status page', params: z.object({ token: z.string() }),
          querystring: z.object({ locale: localeSchema.optional().catch(undefined) }), body: formSchema,
        },
      },
      async (request, reply) => {
        if (isFromElsewhere(request, deps.publicUrl)) {
          throw new AppError({ code: 'wrong_origin', status: 403, publicMessage: 'This request did not come from a page of this desk.' });
        }
        const { token } = request.params;
        const link = deps.statusLinks.read(token);
        if (!link) throw notFound('The ticket');
        slowDown(reply, tooMuch(link.ticketId, placeOf(request)), 'requests');
        const { score, comment } = request.body;
        const rated = await deps.rateByLink(link, { score, comment: comment ?? null });
        if (rated === 'gone') throw notFound('The ticket');
        // What cannot be said any more is seen on the page as it stands.
        const isTaken = rated === 'rated' || rated === 'unchanged';
        const { locale } = request.query;
        const query = new URLSearchParams({ ...(isTaken && { done: 'rating' }), ...(locale && { locale }) }).toString();
        return leadOn(reply, `${pagePath(deps.publicUrl, token)}${query === '' ? '' : `?${query}`}${isTaken ? '#done' : ''}`);
      },
    );
  };
}
