import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Connection } from './database.ts';

/** The installation's own secret of this name, made at the first call; the same for every process. */
export async function installationSecret(connection: Connection, name: string): Promise<string> {
  await sql`insert into secrets (name, value) values (${name}, ${randomBytes(32).toString('hex')})
    on conflict do nothing`.execute(connection);
  const { rows } = await sql<{ value: string }>`select value from secrets where name = ${name}`.execute(connection);
  const value = rows[0]?.value;
  if (value === undefined) throw new Error(`The installation has no secret "${name}".`);
  return value;
}
