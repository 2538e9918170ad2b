import { sql, type Kysely } from 'kysely';

/**
 * Does the work while no other process does work of this name; the others wait. A process that dies lets go of it.
 * For work of seconds: it holds a connection of its own. Throws what the work throws.
 */
export function oneAtATime<Result>(db: Kysely<unknown>, name: string, work: () => Promise<Result>): Promise<Result> {
  return db.connection().execute(async (connection) => {
    const key = sql`hashtextextended(${name}, 13)`;
    await sql`select pg_advisory_lock(${key})`.execute(connection);
    try {
      return await work();
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(connection);
    }
  });
}

/** The same, but does nothing and gives false while another process is at work of this name. For work of minutes too. */
export function unlessTaken(db: Kysely<unknown>, name: string, work: () => Promise<void>): Promise<boolean> {
  return db.connection().execute(async (connection) => {
    const key = sql`hashtextextended(${name}, 13)`;
    const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_lock(${key}) as taken`.execute(connection);
    if (rows[0]?.taken !== true) return false;
    try {
      await work();
      return true;
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(connection);
    }
  });
}
