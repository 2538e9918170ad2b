import { sql, type RawBuilder } from 'kysely';
import type { Connection } from './database.ts';

/** The ticket of a status link and the one it was merged into in the end; null when the link was revoked or leads nowhere. */
export async function readAsked(db: Connection, link: { ticketId: string; statusKey: number }) {
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

/** The conversations that the link of `ticketId` shows: those now on `endsIn`, without those that merged tickets brought. Needs `family`. */
export function conversationsShown(ticketId: string, endsIn: string): RawBuilder<unknown> {
  return sql`
    select v.id, v.last_contact_at from conversations v
    where v.ticket_id = ${endsIn}::uuid and not exists (
      select from family other
      where other.id <> ${ticketId}::uuid and other.id = (${broughtBy()})
    )`;
}

/** The ticket that the conversation `v` began on, with what the customer said or with an answer of ours. */
export function broughtBy(): RawBuilder<unknown> {
  return sql`
    select began.ticket_id from (
      (select first.ticket_id, first.at from contacts c join events first on first.contact_id = c.id
        where c.conversation_id = v.id and first.name = 'contact.received' and first.ticket_id is not null
        order by first.id limit 1)
      union all
      (select r.ticket_id, r.created_at from replies r where r.conversation_id = v.id and r.ticket_id is not null
        order by r.created_at, r.id limit 1)
    ) began order by began.at limit 1`;
}
