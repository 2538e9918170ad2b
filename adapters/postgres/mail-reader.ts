import { sql } from 'kysely';
import type { MailReader } from '../../src/desk/mails/index.ts';
import type { Connection } from './database.ts';
import { familyOf } from './ticket-reader-timeline.ts';

interface MailRow {
  subject: string | null;
  text: string;
  html: string | null;
  locale: string;
  images: { contentId: string; attachmentId: string }[];
}

/** Finds a mail in the ticket that its address names, or in one that was merged into it. */
export function createMailReader(db: Connection): MailReader {
  return {
    read: async ({ contactId, ticketId }) => {
      const { rows } = await sql<MailRow>`
        with recursive family as (${familyOf(ticketId)})
        select c.subject, coalesce(m.full_text, c.text) as text, m.html, t.locale, coalesce((
          select json_agg(json_build_object('contentId', a.content_id, 'attachmentId', a.id) order by a.place, a.id)
          from attachments a
          where a.contact_id = c.id and a.state = 'stored' and a.content_id is not null and a.type like 'image/%'
        ), '[]') as images
        from mails m
        join contacts c on c.id = m.contact_id
        join conversations v on v.id = c.conversation_id
        join tickets t on t.id = v.ticket_id
        where m.contact_id = ${contactId}::uuid and v.ticket_id in (select id from family)`.execute(db);
      return rows[0] ?? null;
    },
  };
}
