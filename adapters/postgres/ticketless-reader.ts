import { sql } from 'kysely';
import type { TicketlessContact, TicketlessReader } from '../../src/desk/contacts/index.ts';
import type { Connection } from './database.ts';

interface ContactRow {
  id: string;
  channel: string;
  from_text: string;
  to_text: string;
  text: string;
  outcome: TicketlessContact['outcome'];
  received_at: Date;
}

export function createTicketlessReader(db: Connection): TicketlessReader {
  return {
    list: async ({ outcomes, before, most }) => {
      const older = before === null ? sql`` : sql`and (received_at, id) < (${before.receivedAt}, ${before.id}::uuid)`;
      const { rows } = await sql<ContactRow>`
        select id, channel, from_text, to_text, text, outcome, received_at from contacts
        where conversation_id is null and outcome = any(${outcomes}::text[]) ${older}
        order by received_at desc, id desc limit ${most}`.execute(db);
      return rows.map((row) => ({
        id: row.id, channel: row.channel, from: row.from_text, to: row.to_text, text: row.text, outcome: row.outcome,
        receivedAt: row.received_at,
      }));
    },
  };
}
