import type { FastifyReply, FastifyRequest } from 'fastify';
import { isJsonBody } from './read-form.ts';
import { contentSecurityPolicy } from './styles.ts';

/** Nothing of a status link is for caches, search engines or the next site. */
const privacy = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' } as const;

export function sendPage(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply
    .code(status)
    .headers({ ...privacy, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': contentSecurityPolicy })
    .send(page);
}

/** Leads the browser on with GET, so that a reload sends nothing again (RFC 9110, 15.4.4). */
export function leadOn(reply: FastifyReply, path: string): FastifyReply {
  return reply.code(303).headers({ ...privacy, location: path }).send();
}

/** Programs ask for JSON, or send it without asking for a page. */
export function wantsJson(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  if (accept.includes('application/json')) return true;
  return !accept.includes('text/html') && isJsonBody(request);
}
