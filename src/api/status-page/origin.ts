import type { FastifyRequest } from 'fastify';

/**
 * Whether a browser says that another site's page sent this. `null` says nothing: it is what our own pages send, since
 * they tell nobody where they are (Referrer-Policy: no-referrer); there Sec-Fetch-Site decides (W3C Fetch Metadata).
 */
export function isFromElsewhere(request: Pick<FastifyRequest, 'headers'>, publicUrl: string): boolean {
  const { origin, host, 'sec-fetch-site': site } = request.headers;
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  if (origin === undefined || origin === 'null' || origin === new URL(publicUrl).origin) return false;
  // Reached under another name of this machine.
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
