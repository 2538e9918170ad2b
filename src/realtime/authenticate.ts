import { z } from 'zod';
import { AppError, hashToken, sessionCookie } from '../core/index.ts';
import type { Sessions } from '../desk/staffing/index.ts';
import type { SocketOwner } from './tab.ts';

/** What a screen brings when it connects. */
export interface Handshake {
  auth: unknown;
  headers: { origin?: string | undefined; cookie?: string | undefined };
}

const authSchema = z.object({
  token: z.string().min(1).max(500).nullish(),
  since: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullish().catch(null),
});

/**
 * Finds whose socket it is. A cookie counts only from our own pages, since browsers send it from any. Throws an
 * AppError: `unauthorized`, `wrong_origin`, or what the session store throws.
 */
export async function authenticate(
  handshake: Handshake,
  sessions: Pick<Sessions, 'agentOf'>,
  publicUrl: string,
): Promise<SocketOwner> {
  const auth = authSchema.safeParse(handshake.auth ?? {});
  const given = auth.success ? auth.data : {};
  const token = given.token ?? cookieToken(handshake.headers, publicUrl);
  const agent = token === null ? null : await sessions.agentOf(token);
  if (token === null || !agent) throw unauthorized();
  return { agentId: agent.id, tokenHash: hashToken(token), since: given.since ?? null };
}

function cookieToken(headers: Handshake['headers'], publicUrl: string): string | null {
  const token = readCookie(headers.cookie ?? '', sessionCookie);
  if (token === null) return null;
  if (headers.origin !== new URL(publicUrl).origin) {
    throw new AppError({
      code: 'wrong_origin', status: 403, publicMessage: 'Only pages of this desk may use its cookie. Send a token.',
    });
  }
  return token;
}

/** The value of a cookie (RFC 6265, section 5.4), or null. */
function readCookie(header: string, name: string): string | null {
  for (const pair of header.split(';')) {
    const [key, ...value] = pair.split('=');
    if (key?.trim() !== name) continue;
    const token = value.join('=').trim().replaceAll(/^"|"$/g, '');
    return token === '' || token.length > 500 ? null : token;
  }
  return null;
}

function unauthorized(): AppError {
  return new AppError({ code: 'unauthorized', status: 401, publicMessage: 'Sign in first: this session does not hold.' });
}
