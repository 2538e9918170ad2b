import type { FastifyRequest } from 'fastify';
import { addressKey } from '../core/index.ts';

/** Who counts as one place for limits: an IPv4 address, or the whole /64 network of an IPv6 address, of which anybody has billions. */
export function placeOf({ ip }: Pick<FastifyRequest, 'ip'>): string {
  return addressKey({ address: ip, forwarded: undefined });
}
