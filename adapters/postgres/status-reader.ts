import { sql } from 'kysely';
import type { StatusReader } from '../../src/desk/tickets/index.ts';
import type { Connection } from './database.ts';
import { ticketColumns } from './ticket-reader-summary.ts';
import { familyOf } from './ticket-reader-timeline.ts';
import { toTicket, type TicketRow } from './ticket-row.ts';

interface MessageRow {
  sender: 'customer' | 'desk';
  at: Date;
  text: string;
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
        messages: await readMessages(db, link.ticketId, asked.endsIn),
      };
    },
  };
}

async function readAsked(db: Connection, link: { ticketId: string; statusKey: number }) {
  const { rows } = await sql<{ number: string; subject: string; locale: 'es' | 'en'; openedAt: Date; endsIn: string }>`
    with recursive trail as (
      select id, merged_into from tickets where id = ${link.ticketId}::uuid and status_key = ${link.statusKey}::int
      union all
      select next.id, next.merged_into from tickets next join trail on next.id = trail.merged_into
    )
    select 'V-' || t.number as number, t.subject, t.locale, t.opened_at as "openedAt", last.id as "endsIn"
    from tickets t join trail last on last.merged_into is null
    where t.id = ${link.ticketId}::uuid and not exists (
      select from events revoked
      where revoked.name = 'status-link.revoked'
        and revoked.ticket_id in (select id from trail where id <> t.id)
        and revoked.id > (select max(merged.id) from events merged where merged.ticket_id = t.id and merged.name = 'ticket.closed')
    )`.execute(db);
  return rows[0] ?? null;
}

/** What was written both ways in the conversations of this ticket, without those that merged tickets brought. */
async function readMessages(db: Connection, ticketId: string, endsIn: string) {
  const { rows } = await sql<MessageRow>`
    with recursive family as (${familyOf(endsIn)}), ours as (
      select v.id from conversations v
      where v.ticket_id = ${endsIn}::uuid and not exists (
        select from family other
        where other.id <> ${ticketId}::uuid and other.id = (
          select first.ticket_id from contacts c join events first on first.contact_id = c.id
          where c.conversation_id = v.id and first.name = 'contact.received' and first.ticket_id is not null
          order by first.id limit 1
        )
      )
    )
    select 'customer' as sender, c.received_at as at, c.text, 0 as rank, c.id
    from contacts c where c.conversation_id in (select id from ours) and c.text <> ''
    union all
    select 'desk', r.created_at, r.text, 1, r.id
    from replies r where r.kind = 'agent' and r.ticket_id in (select id from family)
      and (r.conversation_id in (select id from ours) or (r.conversation_id is null and r.ticket_id = ${ticketId}::uuid))
    order by at, rank, id`.execute(db);
  return rows.map((row) => ({ from: row.sender, at: row.at, text: row.text }));
}
