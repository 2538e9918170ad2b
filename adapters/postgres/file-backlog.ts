import { sql } from 'kysely';
import type { Signal } from '../../src/core/index.ts';
import type { Connection } from './database.ts';

/** Files whose next try is due, and recordings that are due to be deleted at the provider, `lateBy` seconds after they became so. */
export async function dueFiles(connection: Connection, at: Date, lateBy: number, most: number): Promise<Signal[]> {
  const due = sql`${at}::timestamptz - make_interval(secs => ${lateBy}::float8)`;
  const [files, recordings] = await Promise.all([
    sql<{ id: string }>`select id from attachments where state = 'to-fetch' and next_try_at <= ${due}
      order by next_try_at limit ${most}`.execute(connection),
    sql<{ id: string }>`select id from recordings where delete_next_try_at <= ${due} and deleted_at_provider_at is null
      order by delete_next_try_at limit ${most}`.execute(connection),
  ]);
  return [
    ...files.rows.map((row): Signal => ({ kind: 'fetch-file', attachmentId: row.id })),
    ...recordings.rows.map((row): Signal => ({ kind: 'delete-recording', recordingId: row.id })),
  ];
}
