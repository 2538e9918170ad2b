import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Address } from '../../src/core/index.ts';
import type { Connection } from './database.ts';

/**
 * Makes this transaction the only one that holds these names, until it ends. They are taken in one order, so that two
 * that share some wait for each other instead of deadlocking.
 */
export async function lockNames(connection: Connection, names: string[]): Promise<void> {
  const keys = [...new Set(names.map(lockKey))].sort();
  await sql`select pg_advisory_xact_lock(key) from unnest(${keys}::bigint[]) as key`.execute(connection);
}

export function addressLock({ kind, value }: Address): string {
  return `address ${kind} ${value}`;
}

/** 64 bits of a hash: two names that share a lock only wait for each other. */
function lockKey(name: string): string {
  return createHash('sha256').update(name).digest().readBigInt64BE(0).toString();
}
