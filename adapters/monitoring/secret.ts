import { createHash, timingSafeEqual } from 'node:crypto';

const longest = 4_000;

/**
 * Whether an Authorization header brings the secret: as a bearer token (RFC 6750), or as the password of anybody (RFC 7617).
 * Compared in constant time. Wrong ones are not counted: whoever could lock the way in would silence every alarm.
 */
export function bringsSecret(header: string | undefined, secret: string): boolean {
  if (header === undefined || header.length > longest) return false;
  const [, scheme = '', brought = ''] = /^(Bearer|Basic) +(\S+) *$/i.exec(header) ?? [];
  const given = scheme.toLowerCase() === 'basic' ? passwordIn(brought) : brought;
  return timingSafeEqual(digestOf(given), digestOf(secret)) && scheme !== '';
}

function passwordIn(credentials: string): string {
  const text = Buffer.from(credentials, 'base64').toString('utf8');
  return text.slice(text.indexOf(':') + 1);
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
