import { createHmac, randomBytes } from 'node:crypto';
import type { HookSecrets } from './hook.ts';

const prefix = 'whsec_';

/** A new secret of 32 bytes, as Standard Webhooks writes them: `whsec_<base64>`. */
export function newHookSecret(): string {
  return prefix + randomBytes(32).toString('base64');
}

/**
 * The signature of Standard Webhooks 1.0 (standardwebhooks.com): `v1,` and the base64 of HMAC-SHA-256 over
 * `<id>.<seconds>.<body>`. `seconds`: Unix time of this try.
 */
export function signHook(secret: string, { id, seconds, body }: { id: string; seconds: number; body: string }): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
}

/** The headers of one try. While an older secret is valid there are two signatures, with a space between; the newest secret's first. */
export function signedHeaders(delivery: { id: string; body: string; replays: number }, secrets: HookSecrets, at: Date): Record<string, string> {
  const id = messageIdOf(delivery.id);
  const seconds = Math.floor(at.getTime() / 1000);
  const valid = [secrets.current, ...(secrets.previous && secrets.previous.until > at ? [secrets.previous.secret] : [])];
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': valid.map((secret) => signHook(secret, { id, seconds, body: delivery.body })).join(' '),
    ...(delivery.replays > 0 && { 'ventanilla-replay': String(delivery.replays) }),
  };
}

/** The same for every try and every replay, so that whoever has it already can tell. */
export function messageIdOf(deliveryId: string): string {
  return `msg_${deliveryId.replaceAll('-', '')}`;
}
