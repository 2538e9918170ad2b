import { sql } from 'kysely';
import type { FileStore } from '../../src/desk/files/index.ts';
import type { Connection } from './database.ts';

export function fileStore(connection: Connection): FileStore {
  return {
    serialise: async (sha256) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${sha256}, 13))`.execute(connection);
    },
    remember: async ({ sha256, size, type }, at) => {
      await sql`insert into files (sha256, size, type, kept_at) values (${sha256}, ${size}, ${type}, ${at})
        on conflict (sha256) do update set kept_at = greatest(files.kept_at, excluded.kept_at)`.execute(connection);
    },
  };
}
