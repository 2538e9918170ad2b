import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError, notFound } from './errors.ts';

/** A way in for programs, which bring a secret that both sides know. */
export interface SecretDoor {
  /** What is let in, for people: `faxes`. */
  what: string;
  /** Null: there is no such way in, and nothing is said of there being one. */
  secret: string | null;
  /** How it may be brought: as a bearer token (RFC 6750), as the password of anybody (RFC 7617). */
  schemes: readonly ('bearer' | 'basic')[];
  isClosed: () => boolean;
}

/** Characters of an Authorization header that are looked at. */
const longest = 4_000;

/**
 * Lets in whoever brings the secret in their Authorization header. `challenge` gets what WWW-Authenticate then says. Throws `not_found` (404) where there is no way in,
 * `unauthorized` (401) without the secret, `channel_closed` (503) while the channel is closed. Wrong ones are not counted:
 * whoever could lock the way in would silence what comes by it.
 */
export function admitBySecret(
  { authorization, challenge }: { authorization: string | undefined; challenge: (how: string) => void }, { what, secret, schemes, isClosed }: SecretDoor,
): void {
  if (secret === null) throw notFound(`The way in for ${what}`);
  if (!isSame(broughtIn(authorization ?? '', schemes), secret)) {
    challenge(schemes.map((scheme) => (scheme === 'basic' ? `Basic realm="${what}", charset="UTF-8"` : 'Bearer')).join(', '));
    throw new AppError({ code: 'unauthorized', status: 401, publicMessage: `Bring the secret, ${schemes.map((scheme) => said[scheme]).join(', or ')}.` });
  }
  if (isClosed()) {
    throw new AppError({ code: 'channel_closed', status: 503, retryable: true, isMeant: true, publicMessage: `No ${what} are taken at the moment. Please keep them and try again.` });
  }
}

const said = { bearer: 'as a bearer token', basic: 'as the password of anybody' } as const;

function broughtIn(header: string, schemes: SecretDoor['schemes']): string {
  const [, named = '', brought = ''] = header.length > longest ? [] : /^(Bearer|Basic) +(\S+) *$/i.exec(header) ?? [];
  const scheme = schemes.find((one) => one === named.toLowerCase());
  if (scheme === undefined) return '';
  return scheme === 'basic' ? passwordIn(brought) : brought;
}

function passwordIn(credentials: string): string {
  const text = Buffer.from(credentials, 'base64').toString('utf8');
  return text.slice(text.indexOf(':') + 1);
}

/** In constant time, whatever their lengths; nothing is no secret. */
function isSame(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret)) && given !== '';
}
