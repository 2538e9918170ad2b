import pg from 'pg';
import { unavailable } from '../../src/core/index.ts';

const runAgainCodes = new Set(['40001', '40P01']);
const unreachableCodes = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH',
  // The server is starting, stopping or full: PostgreSQL error codes, classes 57P and 53.
  '57P01', '57P02', '57P03', '53300', '53100', '53200', '57014', '25P03',
]);

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** A deadlock or a serialization failure: the same transaction may succeed when run again. */
export function canRunAgain(error: unknown): boolean {
  return runAgainCodes.has(codeOf(error) ?? '');
}

/** A unique constraint said that somebody was first; gives the constraint's name. */
export function violatedConstraint(error: unknown): string | null {
  if (!(error instanceof pg.DatabaseError)) return null;
  return error.code === '23505' || error.code === '23514' ? error.constraint ?? null : null;
}

/** Gives `unavailable` (503) for faults of the connection or the server's state, and any other error as it is. */
export function translateFault(error: unknown): unknown {
  const code = codeOf(error) ?? '';
  const message = error instanceof Error ? error.message : '';
  const isUnreachable =
    unreachableCodes.has(code) || code.startsWith('08') ||
    /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|not queryable/i.test(message);
  return isUnreachable ? unavailable('The database', error) : error;
}
