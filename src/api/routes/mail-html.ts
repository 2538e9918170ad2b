import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { notFound } from '../../core/index.ts';
import { safeHtml, type MailPage } from '../../desk/mails/index.ts';
import type { ApiDeps } from '../deps.ts';
import { refusals } from '../schemas/fields.ts';
import { html, type Html } from '../status-page/html.ts';

/**
 * The HTML of one mail, for as long as its address lives. The address is the only credential, so that a sandboxed frame,
 * which has no cookies, can load it; a ticket that no longer has the mail does not give it.
 */
export function mailHtmlRoutes({ mailLinks, mailReader, fileLinks, clock }: Pick<ApiDeps, 'mailLinks' | 'mailReader' | 'fileLinks' | 'clock'>): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/mail/:token',
      {
        schema: {
          tags: ['tickets'], summary: 'The HTML of a mail, made safe, by the signed address that its ticket shows (HTML)',
          params: z.object({ token: z.string() }),
          querystring: z.object({ images: z.enum(['remote']).optional().catch(undefined).describe('Also load pictures from elsewhere') }),
          response: refusals,
        },
      },
      async (request, reply) => {
        const link = mailLinks.read(request.params.token);
        const mail = link && (await mailReader.read(link));
        if (!mail) throw notFound('The mail');
        const remote = request.query.images === 'remote';
        const ids = new Map(mail.images.map(({ contentId, attachmentId }) => [contentId, attachmentId]));
        const shown = mail.html === null ? null : safeHtml(mail.html, {
          remote,
          images: (source) => {
            const attachmentId = ids.get(source);
            return attachmentId === undefined ? null : fileLinks.pathOf({ attachmentId, ticketId: link.ticketId });
          },
        });
        const secondsLeft = Math.max(Math.floor((link.expiresAt - clock.now().getTime()) / 1_000), 0);
        return protect(reply, remote).header('cache-control', `private, max-age=${secondsLeft}`).send(pageOf(mail, shown));
      },
    );
  };
}

function protect(reply: FastifyReply, remote: boolean): FastifyReply {
  return reply.headers({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': remote ? policyWith(' https:') : policyWith(''),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
  });
}

/** Nothing runs, submits or has our origin, whatever the page says; links open pages that are as free as any. */
function policyWith(pictures: string): string {
  return `default-src 'none'; img-src 'self' data:${pictures}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; `
    + "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";
}

/** Mails bring colours for white paper, so that is what they stand on, in the dark too. */
const styles = `
:root { color-scheme: light; }
body { margin: 0; padding: .75rem; font: 1rem/1.5 system-ui, sans-serif; color: #1c2024; background: #fff; overflow-wrap: anywhere; }
img { max-width: 100%; height: auto; }
table { max-width: 100%; }
pre { white-space: pre-wrap; }
blockquote { margin: .5rem 0 .5rem .25rem; padding-left: .75rem; border-left: 3px solid #d5dae0; }
a { color: #0a58a8; }
.text { white-space: pre-wrap; }
`;

function pageOf({ subject, text, locale }: MailPage, shown: string | null): string {
  // The one markup that is not ours, and it was made safe.
  const content: Html = shown === null ? html`<div class="text">${text}</div>` : { markup: shown };
  return html`<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><title>${subject ?? ''}</title><style>${{ markup: styles }}</style></head>
<body>${content}</body></html>`.markup;
}
