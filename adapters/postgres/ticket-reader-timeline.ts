import { sql, type RawBuilder } from 'kysely';
import type { MailPerson } from '../../src/core/index.ts';
import type { Actor, EventName } from '../../src/desk/events/index.ts';
import type { FileViews, HeldFile, HeldRecording } from '../../src/desk/files/index.ts';
import type { AmendmentView, TimelineItem } from '../../src/desk/tickets/index.ts';
import { latestAmendment } from './amendment-store.ts';
import { filesOfContact, filesOfReply, recordingOfEvent } from './ticket-reader-files.ts';
import { mailOfContact, toMailView, type HeldMail } from './ticket-reader-mail.ts';
import { toDelivery, type DeliveredText } from './delivered-texts.ts';

export interface TimelineRow {
  seq: string | null;
  at: Date;
  name: EventName;
  actor_kind: Actor['kind'];
  actor_id: string | null;
  actor_name: string | null;
  about_id: string | null;
  about_name: string | null;
  reason: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  contact_id: string | null;
  channel: string | null;
  from_text: string | null;
  subject: string | null;
  contact_text: string | null;
  attachments: HeldFile[] | null;
  mail: HeldMail | null;
  recording: HeldRecording | null;
  outcome: string | null;
  amended: { how: 'edited' | 'deleted'; text: string; received_at: string } | null;
  reply_id: string | null;
  reply_text: string | null;
  reply_html: string | null;
  reply_cc: MailPerson[] | null;
  reply_files: HeldFile[] | null;
  texts: DeliveredText[] | null;
  letter_id: string | null;
  letter_text: string | null;
  letter_to: string | null;
  note_id: string | null;
  note_text: string | null;
  mentions: { id: string; name: string }[] | null;
}

/** A ticket and all that were merged into it, at any depth. */
export function familyOf(ticketId: string): RawBuilder<unknown> {
  return sql`
    select ${ticketId}::uuid as id
    union
    select merged.id from tickets merged join family on merged.merged_into = family.id`;
}

/**
 * What happened to a ticket and to those merged into it. A contact stands where its conversation is now, so that split
 * and merge move it; everything else stands with the ticket it happened to.
 */
export function timelineStatement(ticketId: string): RawBuilder<TimelineRow> {
  return sql<TimelineRow>`
    with recursive family as (${familyOf(ticketId)}), mine as (
      select e.* from events e where e.ticket_id in (select id from family) and e.name <> 'contact.received'
      union all
      select e.* from conversations v
      join contacts c on c.conversation_id = v.id
      join events e on e.contact_id = c.id and e.name = 'contact.received'
      where v.ticket_id in (select id from family)
    )
    select e.seq::text as seq, e.at, e.name, e.actor_kind, e.actor_id, actor.name as actor_name, e.agent_id as about_id, about.name as about_name, e.reason, e.before,
      e.after, c.id as contact_id, c.channel, c.from_text, c.subject, c.text as contact_text, c.outcome,
      case when c.id is not null then (select row_to_json(l) from (${latestAmendment(sql.ref('c.id'))}) l) end as amended,
      ${filesOfContact} as attachments, ${mailOfContact} as mail, ${recordingOfEvent} as recording,
      r.id as reply_id, r.text as reply_text, r.html as reply_html, r.cc as reply_cc, ${filesOfReply} as reply_files, d.texts, n.id as note_id, n.text as note_text, l.id as letter_id, l.text as letter_text, l.to_text as letter_to,
      (select json_agg(json_build_object('id', p.id, 'name', p.name) order by p.name, p.id)
        from mentions m join agents p on p.id = m.agent_id where m.note_id = n.id) as mentions
    from mine e
    left join agents actor on e.actor_kind = 'agent' and actor.id = e.actor_id
    left join agents about on about.id = e.agent_id
    left join contacts c on e.name = 'contact.received' and c.id = e.contact_id
    left join replies r on e.name = 'reply.written' and r.id = e.reply_id
    left join lateral (
      select json_agg(json_build_object('part', l.part, 'text', l.text, 'status', l.status, 'code', l.error_code,
        'error', l.error_message, 'encoding', l.encoding, 'segments', l.segments, 'attempt', l.attempt) order by l.part) as texts
      from (select distinct on (part) * from deliveries where reply_id = r.id order by part, attempt desc) l
    ) d on true
    left join notes n on e.name = 'note.written' and n.id = e.note_id
    left join letters l on e.name = 'letter.sent' and l.id = (e.after ->> 'letter')::uuid
    order by e.seq nulls last, e.id`;
}

function toAmendment({ how, text, received_at: at }: NonNullable<TimelineRow['amended']>): AmendmentView {
  return { how, at: new Date(at).toISOString(), ...(how === 'edited' && { text }) };
}

function wayOf(after: TimelineRow['after']): { channel: string; to: string | null } | null {
  const { channel, to } = after ?? {};
  return typeof channel === 'string' ? { channel, to: typeof to === 'string' ? to : null } : null;
}

export function toTimelineItem(row: TimelineRow, files: FileViews): TimelineItem {
  const place = { seq: row.seq === null ? null : Number(row.seq), at: row.at.toISOString() };
  const agent = row.actor_kind === 'agent' && row.actor_id !== null ? { id: row.actor_id, name: row.actor_name ?? '' } : null;
  if (row.contact_id !== null) {
    return {
      ...place, kind: 'contact', id: row.contact_id, channel: row.channel ?? '', from: row.from_text ?? '',
      subject: row.subject, text: row.contact_text ?? '', attachments: (row.attachments ?? []).map(files.attachment), outcome: row.outcome ?? '',
      mail: row.mail && toMailView(row.mail, row.contact_id, files),
      ...(row.amended && { amended: toAmendment(row.amended) }),
    };
  }
  if (row.reply_id !== null) {
    const text = row.reply_text ?? '';
    return {
      ...place, kind: 'reply', id: row.reply_id, agent, text, html: row.reply_html, way: wayOf(row.after), cc: row.reply_cc ?? [],
      attachments: (row.reply_files ?? []).map(files.attachment), delivery: toDelivery(row.texts ?? [], text),
    };
  }
  if (row.note_id !== null) {
    return { ...place, kind: 'note', id: row.note_id, agent, text: row.note_text ?? '', mentions: row.mentions ?? [] };
  }
  if (row.letter_id !== null) {
    return { ...place, kind: 'letter', id: row.letter_id, agent, text: row.letter_text ?? '', to: row.letter_to };
  }
  const actor = { kind: row.actor_kind, id: row.actor_id, name: row.actor_name };
  return {
    ...place, kind: 'event', name: row.name, actor, agent: row.about_id === null ? null : { id: row.about_id, name: row.about_name ?? '' }, reason: row.reason, before: row.before, after: row.after,
    ...(row.recording ? { recording: files.recording(row.recording) } : {}),
  };
}
