import { sql } from 'kysely';
import type { Connection } from './database.ts';

/** Which of these Message-IDs, with their brackets, were taken in before or are our own. */
export function createKnownMail(db: Connection): (messageIds: string[]) => Promise<Set<string>> {
  return async (messageIds) => {
    const { rows } = await sql<{ message_id: string }>`
      select message_id from mails where message_id = any(${messageIds}::text[])
      union select message_id from replies where message_id = any(${messageIds}::text[])`.execute(db);
    return new Set(rows.map((row) => row.message_id));
  };
}
