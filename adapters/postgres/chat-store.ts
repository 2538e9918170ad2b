import { sql } from 'kysely';
import type { ChatStore } from '../../src/intake/chat/chat-store.ts';
import { lockNames } from './advisory-locks.ts';
import { placesOfVisitor, toPlace, toVisitor, type VisitorRow } from './chat-rows.ts';
import type { Connection } from './database.ts';
import { latestOf, makeLatest } from './latest-conversation.ts';

interface UnseenRow {
  delivery_id: string;
  reply_id: string;
  agent_id: string | null;
  text: string;
  files: { sha256: string; size: number; type: string; name: string | null }[] | null;
}

export function chatStore(connection: Connection): ChatStore {
  return {
    serialise: (visitorId) => lockNames(connection, [`visitor ${visitorId}`]),
    note: async ({ id, name, email, locale, at }) => {
      await sql`insert into chat_visitors (id, name, email, locale, created_at, seen_at)
        values (${id}::uuid, ${name ?? null}, ${email ?? null}, ${locale}, ${at}, ${at})
        on conflict (id) do update set name = coalesce(excluded.name, chat_visitors.name), email = coalesce(excluded.email, chat_visitors.email),
          locale = excluded.locale, seen_at = greatest(chat_visitors.seen_at, excluded.seen_at)`.execute(connection);
    },
    lock: async (visitorId) => {
      const { rows } = await sql<VisitorRow>`
        select id, name, email, locale, seen_at, gone_at from chat_visitors where id = ${visitorId}::uuid for update`.execute(connection);
      const row = rows[0];
      return row ? { ...toVisitor(row), seenAt: row.seen_at } : null;
    },
    setGone: async (visitorId, goneAt) => {
      await sql`update chat_visitors set gone_at = ${goneAt}::timestamptz where id = ${visitorId}::uuid`.execute(connection);
    },
    setEnded: async (visitorId, endedAt) => {
      await sql`update chat_visitors set ended_at = ${endedAt}::timestamptz where id = ${visitorId}::uuid`.execute(connection);
    },
    placeOf: async (visitorId) => {
      const { rows } = await placesOfVisitor(visitorId).execute(connection);
      return rows[0] ? toPlace(rows[0]) : null;
    },
    lockUnseen: async (conversationId) => {
      const { rows } = await sql<UnseenRow>`
        select d.id as delivery_id, r.id as reply_id, r.agent_id, r.text,
          (select json_agg(json_build_object('sha256', a.sha256, 'size', a.size, 'type', a.type, 'name', a.name) order by a.place)
            from attachments a where a.reply_id = r.id and a.state = 'stored') as files
        from replies r join deliveries d on d.reply_id = r.id
        where r.conversation_id = ${conversationId}::uuid and d.status = 'shelved' and d.error_code in ('not_shown', 'visitor_gone')
        order by r.created_at, r.id for update of d`.execute(connection);
      return rows.map((row) => ({ deliveryId: row.delivery_id, replyId: row.reply_id, agentId: row.agent_id, text: row.text, files: row.files ?? [] }));
    },
    markUnseen: async (visitorId, { errorCode, errorMessage, at }) => {
      await sql`update deliveries d set error_code = ${errorCode}, error_message = ${errorMessage}, updated_at = ${at}
        from replies r join conversations v on v.id = r.conversation_id
        where r.id = d.reply_id and v.channel = 'chat' and v.theirs_kind = 'visitor' and v.theirs = ${visitorId}
          and d.status = 'shelved' and d.error_code = 'not_shown'`.execute(connection);
    },
    lockShown: async (visitorId, replyIds) => {
      const { rows } = await sql<{ delivery_id: string; reply_id: string; ticket_id: string }>`
        select d.id as delivery_id, r.id as reply_id, v.ticket_id
        from deliveries d join replies r on r.id = d.reply_id join conversations v on v.id = r.conversation_id
        where r.id = any(${replyIds}::uuid[]) and v.channel = 'chat' and v.theirs_kind = 'visitor' and v.theirs = ${visitorId}
          and d.status = 'shelved' and d.error_code in ('not_shown', 'visitor_gone')
        order by d.id for update of d`.execute(connection);
      return rows.map((row) => ({ deliveryId: row.delivery_id, replyId: row.reply_id, ticketId: row.ticket_id }));
    },
    openMail: async ({ id, ticketId, ours, theirs, subject, topic, at }) => {
      const latest = latestOf(sql`${ticketId}::uuid`, at);
      const { rows } = await sql<{ id: string }>`
        update conversations v set last_contact_at = case when v.last_contact_at >= all (
            select o.last_contact_at from conversations o where o.ticket_id = v.ticket_id and o.id <> v.id) then v.last_contact_at else ${latest} end
        where v.id = (select id from conversations where ticket_id = ${ticketId}::uuid and channel = 'email'
          and theirs_kind = ${theirs.kind} and theirs = ${theirs.value} order by last_contact_at desc, id limit 1)
        returning v.id`.execute(connection);
      if (rows.length > 0) return;
      await sql`insert into conversations (id, ticket_id, channel, ours, theirs_kind, theirs, last_contact_at, subject, topic)
        values (${id}::uuid, ${ticketId}::uuid, 'email', ${ours}, ${theirs.kind}, ${theirs.value}, ${latest}, ${subject}, ${topic})`.execute(connection);
    },
    makeLatest: (conversationId, at) => makeLatest(connection, conversationId, at),
  };
}
