import { sql } from 'kysely';
import type { NoteStore } from '../../src/desk/work/index.ts';
import type { Connection } from './database.ts';

export function noteStore(connection: Connection): NoteStore {
  return {
    add: async (note) => {
      await sql`insert into notes (id, ticket_id, agent_id, text, created_at)
        values (${note.id}, ${note.ticketId}, ${note.agentId}, ${note.text}, ${note.createdAt})`.execute(connection);
    },
  };
}
