import type {} from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import type { ApiDeps } from './deps.ts';

/** The cookie in which a browser keeps the session of somebody who showed that a mailbox is theirs. */
export const portalCookie = 'ventanilla_portal';

/** The mailbox that whoever asks showed to be theirs, in small letters; null: none. */
export async function mailboxOf(request: FastifyRequest, portal: Pick<ApiDeps['portal'], 'emailOf'>): Promise<string | null> {
  const token = request.cookies[portalCookie];
  return token === undefined || token === '' ? null : portal.emailOf(token);
}
