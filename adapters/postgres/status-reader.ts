import { sql, type RawBuilder } from 'kysely';
import type { StatusFile, StatusMessage, StatusReader } from '../../src/desk/tickets/index.ts';
import { isTakenBack, presentText } from './amendment-store.ts';
import type { Connection } from './database.ts';
import { ratingStore } from './rating-store.ts';
import { conversationsShown, readAsked } from './status-link-trail.ts';
import { ticketColumns } from './ticket-reader-summary.ts';
import { familyOf } from './ticket-reader-timeline.ts';
import { toTicket, type TicketRow } from './ticket-row.ts';

interface MessageRow {
  sender: 'customer' | 'desk';
  at: Date;
  text: string;
  files: StatusFile[] | null;
}

/**
 * Reads what a status link shows. A merged ticket's link goes on working with the state of the ticket it went into, but
 * with its own conversations only: the other ticket may be a stranger's. Revoking the links of that ticket ends it too.
 */
export function createStatusReader(db: Connection): StatusReader {
  return {
    read: async (link) => {
      const asked = await readAsked(db, link);
      if (!asked) return null;
      const { rows } = await sql<TicketRow>`select ${ticketColumns} from tickets t where t.id = ${asked.endsIn}`.execute(db);
      if (!rows[0]) return null;
      return {
        number: asked.number,
        subject: asked.subject,
        locale: asked.locale,
        openedAt: asked.openedAt,
        present: toTicket(rows[0]),
        rating: await ratingStore(db).find(link.ticketId),
        messages: await readMessages(db, link.ticketId, asked.endsIn),
      };
    },
  };
}

/** What was written both ways in the conversations of this ticket, without those that merged tickets brought. */
async function readMessages(db: Connection, ticketId: string, endsIn: string): Promise<StatusMessage[]> {
  const { rows } = await sql<MessageRow>`
    with recursive family as (${familyOf(endsIn)}), ours as (${conversationsShown(ticketId, endsIn)}), written as (
      select 'customer' as sender, c.received_at as at, ${presentText} as text, case when not ${isTakenBack} then ${filesOf(sql`contact_id = c.id`)} end as files,
        (select min(e.id) from events e where e.contact_id = c.id and e.name = 'contact.received') as place
      from contacts c where c.conversation_id in (select id from ours) and ${isTheirs(ticketId)}
      union all
      select 'desk', r.created_at, r.text, ${filesOf(sql`reply_id = r.id`)},
        (select min(e.id) from events e where e.ticket_id = r.ticket_id and e.reply_id = r.id and e.name = 'reply.written')
      from replies r where r.kind = 'agent' and r.ticket_id in (select id from family)
        and (r.conversation_id in (select id from ours) or (r.conversation_id is null and r.ticket_id = ${ticketId}::uuid))
    )
    select sender, at, text, files from written where text <> '' or files is not null order by at, place`.execute(db);
  return rows.map((row) => ({ from: row.sender, at: row.at, text: row.text, files: row.files ?? [] }));
}

/**
 * Whether the contact `c` is the customer's own: in a conversation by mail others take part, what they write may be meant for the
 * desk alone, and mail servers report there.
 */
function isTheirs(ticketId: string): RawBuilder<unknown> {
  return sql`not exists (
    select from mails m, tickets asked
    where m.contact_id = c.id and asked.id = ${ticketId}::uuid
      and (m.automatic = 'bounce' or c.customer_id is distinct from asked.customer_id))`;
}

function filesOf(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select json_agg(json_build_object('id', id, 'name', name, 'size', size, 'isStored', state = 'stored') order by place, id)
    from attachments where ${condition})`;
}
