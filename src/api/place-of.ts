import type { FastifyRequest } from 'fastify';
import { addressKey, isLoopback } from '../core/index.ts';

/** Who counts as one place for limits: an IPv4 address, or the whole /64 network of an IPv6 address, of which anybody has billions. */
export function placeOf({ ip }: Pick<FastifyRequest, 'ip'>): string {
  return addressKey({ address: ip, forwarded: undefined });
}

/** Whether it comes from this machine itself, with no proxy that names anybody behind it. */
export function isFromThisMachine({ ip }: Pick<FastifyRequest, 'ip'>): boolean {
  return isLoopback(ip);
}
