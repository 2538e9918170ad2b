import { sql, type RawBuilder } from 'kysely';
import type { Address, Locale, TextPart } from '../../src/core/index.ts';
import type { DeliveryStatus, Outgoing } from '../../src/desk/replies/index.ts';
import { pairFacts } from './consent-store.ts';
import { isHeldUp } from './delivery-line.ts';

export interface OutgoingRow {
  id: string;
  reply_id: string;
  status: DeliveryStatus;
  part: number;
  parts: number;
  attempt: number;
  provider_id: string | null;
  tries: number;
  next_try_at: Date;
  updated_at: Date;
  held_after: Date | null;
  kind: Outgoing['kind'];
  ticket_id: string | null;
  ticket_number: number | null;
  conversation_id: string | null;
  channel: string;
  text: string;
  encoding: NonNullable<TextPart['encoding']> | null;
  segments: number | null;
  locale: Locale;
  theirs_kind: Address['kind'] | null;
  theirs: string | null;
  ours: string;
  stopped: boolean;
  last_contact_at: Date | null;
  waits_for_earlier: boolean;
}

/**
 * Locks the deliveries that meet the condition on `d`, by attempt and part, with all that sending them needs, and at this
 * moment whether others go first. A reply that belongs to no conversation has its addresses itself.
 */
export function outgoingStatement(condition: RawBuilder<unknown>, at: Date | null): RawBuilder<OutgoingRow> {
  const facts = pairFacts({ channel: sql.ref('a.channel'), theirsKind: sql.ref('a.theirs_kind'), theirs: sql.ref('a.theirs'), ours: sql.ref('a.ours') });
  return sql<OutgoingRow>`
    select d.id, d.reply_id, d.status, d.part, d.parts, d.attempt, d.provider_id, d.tries, d.next_try_at, d.updated_at,
      d.held_after, r.kind, a.ticket_id, t.number as ticket_number, r.conversation_id, a.channel, coalesce(d.text, r.text) as text,
      d.encoding, d.segments, r.locale, a.theirs_kind, a.theirs, a.ours, ${facts.stopped} as stopped,
      greatest(${facts.lastContactAt}, (select c.received_at from contacts c where c.id = r.contact_id)) as last_contact_at,
      ${at === null ? sql`false` : isHeldUp(at, facts.lastContactAt)} as waits_for_earlier
    from deliveries d
    join replies r on r.id = d.reply_id
    left join conversations v on v.id = r.conversation_id
    cross join lateral (
      select coalesce(v.ticket_id, r.ticket_id) as ticket_id, coalesce(v.channel, r.channel) as channel,
        coalesce(v.ours, r.ours) as ours, coalesce(v.theirs_kind, r.theirs_kind) as theirs_kind, coalesce(v.theirs, r.theirs) as theirs
    ) a
    left join tickets t on t.id = a.ticket_id
    where ${condition} and a.channel is not null
    order by d.attempt, d.part
    for no key update of d`;
}

export function toOutgoing(row: OutgoingRow): Outgoing {
  return {
    delivery: {
      id: row.id, replyId: row.reply_id, status: row.status, part: row.part, parts: row.parts, attempt: row.attempt,
      providerId: row.provider_id, tries: row.tries, nextTryAt: row.next_try_at, updatedAt: row.updated_at, heldAfter: row.held_after,
    },
    kind: row.kind,
    ticketId: row.ticket_id,
    ticketNumber: row.ticket_number,
    conversationId: row.conversation_id,
    channel: row.channel,
    text: row.text,
    encoding: row.encoding,
    segments: row.segments,
    locale: row.locale,
    to: toAddress(row),
    from: row.ours,
    stopped: row.stopped,
    lastContactAt: row.last_contact_at,
    waitsForEarlier: row.waits_for_earlier,
  };
}

export function toAddress(row: { theirs_kind: Address['kind'] | null; theirs: string | null }): Address | null {
  return row.theirs_kind === null || row.theirs === null ? null : { kind: row.theirs_kind, value: row.theirs };
}
