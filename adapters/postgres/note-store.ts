import { sql } from 'kysely';
import type { NoteStore } from '../../src/desk/work/index.ts';
import type { Connection } from './database.ts';
import { addSearchWords } from './search-words.ts';
import { endOfMerges } from './ticket-merges.ts';

export function noteStore(connection: Connection): NoteStore {
  return {
    add: async (note) => {
      const { rows } = await sql`insert into notes (id, ticket_id, agent_id, text, created_at)
        values (${note.id}, ${note.ticketId}, ${note.agentId}, ${note.text}, ${note.createdAt})
        on conflict do nothing returning id`.execute(connection);
      if (rows.length === 0) return false;
      await addSearchWords(note.ticketId, note.text).execute(connection);
      return true;
    },
    find: async (id) => {
      const { rows } = await sql<{ ticketId: string; agentId: string }>`
        select (${endOfMerges(sql.ref('n.ticket_id'))}) as "ticketId", n.agent_id as "agentId" from notes n where n.id = ${id}`.execute(connection);
      return rows[0] ?? null;
    },
  };
}
