import { sql } from 'kysely';
import type { FileReader } from '../../src/desk/files/index.ts';
import type { Connection } from './database.ts';
import { familyOf } from './ticket-reader-timeline.ts';

interface FileRow {
  name: string | null;
  fallback: string;
  type: string;
  /** A bigint, as text. */
  size: string;
  sha256: string;
}

/** Finds a stored file in the ticket that its address names, or in one that was merged into it. */
export function createFileReader(db: Connection): FileReader {
  return {
    read: async ({ attachmentId, ticketId }) => {
      const { rows } = await sql<FileRow>`
        with recursive family as (${familyOf(ticketId)})
        select a.name, coalesce(a.recording_id, (a.place + 1)::text) as fallback, a.type, a.size::text as size, a.sha256
        from attachments a
        left join contacts c on c.id = a.contact_id
        left join conversations v on v.id = c.conversation_id
        left join replies p on p.id = a.reply_id
        left join recordings r on r.id = a.recording_id
        left join calls k on k.id = r.call_id
        where a.id = ${attachmentId}::uuid and a.state = 'stored'
          and coalesce(v.ticket_id, p.ticket_id, k.ticket_id) in (select id from family)`.execute(db);
      const row = rows[0];
      if (!row) return null;
      const { sha256, type, name, fallback } = row;
      return { sha256, type, name, fallback, size: Number(row.size) };
    },
  };
}
