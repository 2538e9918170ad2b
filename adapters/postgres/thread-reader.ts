import { sql } from 'kysely';
import type { Connection } from './database.ts';
import { conversationsOfThread } from './known-conversation.ts';

/** Tells whether a thread is a conversation of the desk. */
export function createThreadReader(db: Connection, channel: string): (thread: string) => Promise<boolean> {
  return async (thread) => {
    const { rows } = await sql<{ is: boolean }>`select exists (${conversationsOfThread(channel, thread)}) as is`.execute(db);
    return rows[0]?.is === true;
  };
}
