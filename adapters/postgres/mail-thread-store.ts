import { sql } from 'kysely';
import type { MailThreadStore, ThreadFacts } from '../../src/desk/mails/index.ts';
import type { Connection } from './database.ts';

interface FactsRow {
  conversation_id: string;
  message_id: string | null;
  html: string | null;
  cc: ThreadFacts['cc'] | null;
  agent_name: string | null;
  subject: string;
  to_name: string | null;
  said: ThreadFacts['said'] | null;
  latest: { messageId: string; fromText: string; at: string; text: string } | null;
  files: ThreadFacts['files'] | null;
}

/** Ids in References beyond which only the first and the latest are named. */
const mostIds = 30;
/** More than is ever quoted. */
const mostQuoted = 25_000;

/** What comes through a mailing list or from another desk is answered like any other; a note of absence or a mail server's is not. */
const isAnswered = sql`(m.automatic is null or m.automatic not in ('auto-reply', 'bounce', 'own'))`;

export function mailThreadStore(connection: Connection): MailThreadStore {
  return {
    facts: async (replyId) => {
      const { rows } = await sql<FactsRow>`
        with reply as (
          select r.*, v.theirs_kind as to_kind, v.theirs as to_value, v.subject as first_subject
          from replies r join conversations v on v.id = r.conversation_id where r.id = ${replyId}::uuid
        ), said as (
          select m.message_id, c.received_at as at, true as is_theirs
          from reply join contacts c on c.conversation_id = reply.conversation_id and c.received_at <= reply.created_at
          join mails m on m.contact_id = c.id and ${isAnswered}
          union all
          select p.message_id, p.created_at, false
          from reply join replies p on p.conversation_id = reply.conversation_id and p.created_at < reply.created_at
          where p.message_id is not null
        ), kept as (
          (select * from said order by at, message_id limit 1)
          union
          (select * from said order by at desc, message_id desc limit ${mostIds})
        )
        select reply.conversation_id, reply.message_id, reply.html, reply.cc, g.name as agent_name,
          coalesce(reply.first_subject, (select c.subject from contacts c where c.conversation_id = reply.conversation_id
            order by c.received_at, c.id limit 1), '') as subject,
          coalesce(
            (select k.name from addresses a join customers k on k.id = a.customer_id where a.kind = reply.to_kind and a.value = reply.to_value),
            (select p.name from participants p where p.conversation_id = reply.conversation_id and p.address = reply.to_value)
          ) as to_name,
          (select json_agg(message_id order by at, is_theirs desc, message_id) from kept) as said,
          (select json_build_object('messageId', m.message_id, 'fromText', c.from_text, 'at', c.received_at, 'text', left(c.text, ${mostQuoted}))
            from contacts c join mails m on m.contact_id = c.id and ${isAnswered}
            where c.conversation_id = reply.conversation_id and c.received_at <= reply.created_at
            order by c.received_at desc, c.id limit 1) as latest,
          (select json_agg(json_build_object('name', a.name, 'type', coalesce(a.type, a.claimed_type), 'size', coalesce(a.size, 0),
              'sha256', coalesce(a.sha256, repeat('0', 64))) order by a.place, a.id)
            from attachments a where a.reply_id = reply.id) as files
        from reply left join agents g on g.id = reply.agent_id`.execute(connection);
      const row = rows[0];
      return row ? toFacts(row) : null;
    },
  };
}

function toFacts(row: FactsRow): ThreadFacts {
  return {
    conversationId: row.conversation_id, messageId: row.message_id, html: row.html, cc: row.cc ?? [], agentName: row.agent_name,
    subject: row.subject, toName: row.to_name, said: row.said ?? [],
    latest: row.latest && { ...row.latest, at: new Date(row.latest.at) },
    files: row.files ?? [],
  };
}
