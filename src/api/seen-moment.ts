import type { FastifyRequest } from 'fastify';
import { invalidInput } from '../core/index.ts';

/** The version that whoever asks for a change saw, which is the moment of its last change, by `If-Match` (RFC 9110, 13.1.1): `"2026-11-22T19:00:00.000Z"`; null when they did not say. */
export function seenMomentOf(request: FastifyRequest): Date | null {
  const seen = request.headers['if-match']?.trim();
  if (seen === undefined || seen === '*') return null;
  const [, moment] = /^(?:W\/)?"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z)"$/.exec(seen) ?? [];
  const at = moment === undefined ? Number.NaN : Date.parse(moment);
  if (Number.isNaN(at)) throw invalidInput({ 'if-match': 'must be the moment of its last change, in quotes' });
  return new Date(at);
}
