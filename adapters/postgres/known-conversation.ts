import { sql, type RawBuilder } from 'kysely';
import type { Address, Contact } from '../../src/core/index.ts';

const found = sql`v.id, v.ticket_id, v.last_contact_at, t.status, t.resolved_at`;
const isOpen = sql`t.status not in ('resolved', 'closed', 'cancelled')`;

/** The best conversation between these two addresses: an open one used since, else the latest. */
export function pairConversation(contact: Contact, theirs: Address | null, joinSince: Date): RawBuilder<unknown> {
  return sql`
    select ${found} from conversations v join tickets t on t.id = v.ticket_id
    where v.channel = ${contact.channel} and v.theirs = ${theirs?.value ?? null} and v.theirs_kind = ${theirs?.kind ?? null}
      and v.ours = ${contact.to}
    order by (${isOpen} and v.last_contact_at >= ${joinSince}) desc, v.last_contact_at desc, t.number desc
    limit 1`;
}

/**
 * The best conversation in the thread that the contact came in, an open one first; where it came outside of any, the
 * sender's own latest open one in that room.
 */
export function threadConversation(contact: Contact, theirs: Address | null, { roomSince }: { roomSince: Date }): RawBuilder<unknown> {
  const { channel, room } = contact;
  const inRoom = sql`
    union all
    (select v.id, true from conversations v join tickets t on t.id = v.ticket_id
      where v.channel = ${channel} and v.theirs = ${theirs?.value ?? null} and v.theirs_kind = ${theirs?.kind ?? null}
        and starts_with(v.ours, ${`${room ?? ''}/`}) and v.last_contact_at >= ${roomSince} and ${isOpen}
      order by v.last_contact_at desc, t.number desc limit 1)`;
  return sql`
    select ${found} from (${conversationsOfThread(channel, contact.to)} ${room === undefined ? sql`` : inRoom}) near(id, in_room)
    join conversations v on v.id = near.id join tickets t on t.id = v.ticket_id
    order by ${isOpen} desc, near.in_room, v.last_contact_at desc, t.number desc
    limit 1`;
}

/** The conversations that a thread names: by itself, by the message of ours that it hangs on, or by the contact that it began with. */
export function conversationsOfThread(channel: string, thread: string): RawBuilder<unknown> {
  return sql`
    select id, false as in_room from conversations where theirs_kind = 'slack' and ours = ${thread} and channel = ${channel}
    union all
    select v.id, false from deliveries d join replies r on r.id = d.reply_id join conversations v on v.id = r.conversation_id and v.channel = ${channel}
    where d.provider_id = ${thread}
    union all
    select conversation_id, false from contacts where channel = ${channel} and provider_id = ${thread} and conversation_id is not null`;
}
