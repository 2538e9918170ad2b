import { sql, type RawBuilder } from 'kysely';
import type { NewMail, NewParticipant } from '../../src/intake/intake-store.ts';

/** People beside the pair of one conversation; whoever is named beyond that is not remembered. */
const mostParticipants = 100;

/** What a contact that came as mail has beside its row. */
export function mailInserts(about: {
  contactId: string; mail?: NewMail | undefined; conversationId?: string; participants?: NewParticipant[] | undefined; at?: Date;
}): RawBuilder<unknown>[] {
  const { contactId, mail, conversationId, participants = [], at } = about;
  const parts = mail ? [insertMail(contactId, mail)] : [];
  if (conversationId === undefined || at === undefined || participants.length === 0) return parts;
  return [...parts, insertParticipants(conversationId, participants, at)];
}

function insertMail(contactId: string, m: NewMail): RawBuilder<unknown> {
  return sql`
    insert into mails (contact_id, message_id, sender, fingerprint_date, fingerprint_words, mailbox, recipients, full_text, html,
      landed, automatic, authentication, sent_at)
    values (${contactId}, ${m.messageId}, ${m.sender}, ${m.fingerprints.date}, ${m.fingerprints.words}, ${m.mailbox},
      ${JSON.stringify(m.recipients)}::jsonb, ${m.fullText}, ${m.html}, ${m.landed}, ${m.automatic},
      ${JSON.stringify(m.authentication)}::jsonb, ${m.sentAt}::timestamptz)`;
}

function insertParticipants(conversationId: string, participants: NewParticipant[], at: Date): RawBuilder<unknown> {
  return sql`
    insert into participants (conversation_id, address, name, role, since)
    select ${conversationId}::uuid, p.address, p.name, p.role, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(participants)}::jsonb) as p(address text, name text, role text)
    where not exists (select from participants known where known.conversation_id = ${conversationId}::uuid and known.address = p.address)
    limit greatest(0, ${mostParticipants}::int - (select count(*) from participants where conversation_id = ${conversationId}::uuid))
    on conflict do nothing`;
}
