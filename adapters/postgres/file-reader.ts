import { sql, type RawBuilder } from 'kysely';
import type { DownloadableFile, FileReader } from '../../src/desk/files/index.ts';
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
    read: (link) => readFile(db, link, sql`a.name, a.type, a.size::text as size, a.sha256`),
    readPreview: (link) =>
      readFile(db, link, sql`a.name, 'image/png' as type, w.image_size::text as size, w.image_sha256 as sha256`,
        sql`join previews w on w.sha256 = a.sha256 and w.state = 'made'`),
  };
}

async function readFile(
  db: Connection, { attachmentId, ticketId }: { attachmentId: string; ticketId: string }, columns: RawBuilder<unknown>, more = sql``,
): Promise<DownloadableFile | null> {
  const { rows } = await sql<FileRow>`
    with recursive family as (${familyOf(ticketId)})
    select coalesce(a.recording_id, (a.place + 1)::text) as fallback, ${columns}
    from attachments a
    left join contacts c on c.id = a.contact_id
    left join conversations v on v.id = c.conversation_id
    left join replies p on p.id = a.reply_id
    left join recordings r on r.id = a.recording_id
    left join calls k on k.id = r.call_id
    ${more}
    where a.id = ${attachmentId}::uuid and a.state = 'stored'
      and coalesce(v.ticket_id, p.ticket_id, k.ticket_id) in (select id from family)`.execute(db);
  const row = rows[0];
  if (!row) return null;
  const { sha256, type, name, fallback } = row;
  return { sha256, type, name, fallback, size: Number(row.size) };
}
