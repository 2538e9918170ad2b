import { sql } from 'kysely';
import type { LetterStore } from '../../src/desk/work/index.ts';
import type { Connection } from './database.ts';
import { addSearchWords } from './search-words.ts';
import { endOfMerges } from './ticket-merges.ts';

export function letterStore(connection: Connection): LetterStore {
  return {
    add: async (letter) => {
      const { rows } = await sql`insert into letters (id, ticket_id, agent_id, text, to_text, created_at)
        values (${letter.id}, ${letter.ticketId}, ${letter.agentId}, ${letter.text}, ${letter.to}, ${letter.createdAt})
        on conflict do nothing returning id`.execute(connection);
      if (rows.length === 0) return false;
      await addSearchWords(letter.ticketId, letter.text).execute(connection);
      return true;
    },
    find: async (id) => {
      const { rows } = await sql<{ ticketId: string; agentId: string }>`
        select (${endOfMerges(sql.ref('l.ticket_id'))}) as "ticketId", l.agent_id as "agentId" from letters l where l.id = ${id}`.execute(connection);
      return rows[0] ?? null;
    },
  };
}
