import type { FastifyReply } from 'fastify';
import { AppError } from '../core/index.ts';

/** Refuses with 429 and Retry-After (RFC 9110, 10.2.3) as long as there are seconds to wait; `what` there was too much of. */
export function slowDown(reply: FastifyReply, wait: number | null, what: string): void {
  if (wait === null) return;
  reply.header('retry-after', wait);
  throw new AppError({ code: 'slow_down', status: 429, publicMessage: `Too many ${what}. Please wait ${wait} seconds.` });
}
