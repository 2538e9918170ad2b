import { sql, type RawBuilder } from 'kysely';
import type { ChatLine, ChatPlace, ChatVisitor } from '../../src/intake/chat/chat-store.ts';
import type { Locale } from '../../src/core/index.ts';
import type { HeldFile } from '../../src/desk/files/index.ts';
import type { TicketStatus } from '../../src/desk/tickets/index.ts';
import { filesOfContact, filesOfReply } from './ticket-reader-files.ts';

export interface VisitorRow {
  id: string;
  name: string | null;
  email: string | null;
  locale: Locale;
  seen_at: Date;
  gone_at: Date | null;
}

export function toVisitor({ id, name, email, locale, gone_at: goneAt }: VisitorRow): ChatVisitor {
  return { id, name, email, locale, goneAt };
}

interface PlaceRow {
  conversation_id: string;
  ticket_id: string;
  number: number;
  status: TicketStatus;
  agent_id: string | null;
  agent_name: string | null;
  team: string | null;
  ended: boolean;
}

/** The visitor of a conversation `v`. */
export const visitorOf = sql`case when v.theirs_kind = 'visitor' then v.theirs::uuid end`;

/** How chats stand, those of them for which the condition on `v` (a conversation) and `t` (its ticket) holds; the open one first, then the latest. */
export function placesStatement(condition: RawBuilder<unknown>, most: number): RawBuilder<PlaceRow> {
  return sql<PlaceRow>`
    select v.id as conversation_id, t.id as ticket_id, t.number, t.status, t.agent_id, a.name as agent_name, t.team,
      (w.ended_at is not null) as ended
    from conversations v join tickets t on t.id = v.ticket_id
    left join agents a on a.id = t.agent_id
    left join chat_visitors w on w.id = ${visitorOf}
    where v.theirs_kind = 'visitor' and ${condition}
    order by (t.status not in ('resolved', 'closed', 'cancelled')) desc, v.last_contact_at desc, t.number desc limit ${most}`;
}

export function placesOfVisitor(visitorId: string): RawBuilder<PlaceRow> {
  return placesStatement(sql`v.channel = 'chat' and v.theirs = ${visitorId}`, 1);
}

export function toPlace(row: PlaceRow): ChatPlace {
  return {
    conversationId: row.conversation_id, ticketId: row.ticket_id, number: row.number, status: row.status,
    agentId: row.agent_id, agentName: row.agent_name, team: row.team, ended: row.ended,
  };
}

interface LineRow {
  id: string;
  conversation_id: string;
  ticket_id: string;
  at: Date;
  from_whom: ChatLine['from'];
  agent_name: string | null;
  text: string;
  files: HeldFile[] | null;
  asked: string[] | null;
  locale: Locale | null;
}

/** What visitors said (`c`), and what was answered on their page (`r`); the conditions are on these and on the conversation `v`. */
export function linesStatement(conditions: { contacts: RawBuilder<unknown>; replies: RawBuilder<unknown> }, most: number): RawBuilder<LineRow> {
  return sql<LineRow>`
    select * from (
      (select substr(c.provider_id, strpos(c.provider_id, ':') + 1) as id, v.id as conversation_id, v.ticket_id, c.received_at as at,
        'visitor' as from_whom, null as agent_name, c.text, ${filesOfContact} as files,
        null::text[] as asked, null as locale
      from contacts c join conversations v on v.id = c.conversation_id
      where c.channel = 'chat' and v.theirs_kind = 'visitor' and ${conditions.contacts}
      order by c.received_at desc limit ${most})
      union all
      (select r.id::text, v.id, v.ticket_id, r.created_at, case when r.agent_id is null then 'desk' else 'agent' end, a.name, r.text,
        ${filesOfReply}, r.asked, r.locale
      from replies r join conversations v on v.id = r.conversation_id
      left join agents a on a.id = r.agent_id
      where v.theirs_kind = 'visitor' and ${conditions.replies}
      order by r.created_at desc limit ${most})
    -- Of one moment the visitor's words come first: the desk answers them.
    ) said order by at desc, from_whom = 'visitor', id desc limit ${most}`;
}

/** In the order in which they were said. */
export function toLines(rows: LineRow[]): ChatLine[] {
  return rows.toReversed().map((row) => ({
    id: row.id, conversationId: row.conversation_id, ticketId: row.ticket_id, at: row.at, from: row.from_whom,
    agentName: row.agent_name, text: row.text, files: row.files ?? [],
    ...(row.asked !== null && row.locale !== null && { asks: { entries: row.asked, locale: row.locale } }),
  }));
}
