import { sql } from 'kysely';
import type { ChatReader } from '../../src/intake/chat/chat-store.ts';
import { placesInQueue } from './call-store-line.ts';
import { linesStatement, placesOfVisitor, placesStatement, toLines, toPlace, toVisitor, visitorOf, type VisitorRow } from './chat-rows.ts';
import type { Connection } from './database.ts';

/** Reads of the chat, each one moment of its own. */
export function createChatReader(db: Connection): ChatReader {
  return {
    findVisitor: async (visitorId) => {
      const { rows } = await sql<VisitorRow>`
        select id, name, email, locale, seen_at, gone_at from chat_visitors where id = ${visitorId}::uuid`.execute(db);
      return rows[0] ? toVisitor(rows[0]) : null;
    },
    placeOf: async (visitorId) => {
      const { rows } = await placesOfVisitor(visitorId).execute(db);
      return rows[0] ? toPlace(rows[0]) : null;
    },
    placesOf: async (conversationIds) => {
      if (conversationIds.length === 0) return [];
      const { rows } = await placesStatement(sql`v.id = any(${conversationIds}::uuid[])`, conversationIds.length).execute(db);
      return rows.map(toPlace);
    },
    linesOf: async (conversationId, most) => {
      const here = sql`v.id = ${conversationId}::uuid`;
      return toLines((await linesStatement({ contacts: here, replies: here }, most).execute(db)).rows);
    },
    lineOf: async (visitorId, messageId) => {
      const conditions = { contacts: sql`c.provider_id = ${`${visitorId}:${messageId}`}`, replies: sql`false` };
      return toLines((await linesStatement(conditions, 1).execute(db)).rows)[0] ?? null;
    },
    linesAt: async (seqs) => {
      if (seqs.length === 0) return [];
      const at = sql`e.seq = any(${seqs}::bigint[])`;
      const conditions = {
        contacts: sql`c.id in (select e.contact_id from events e where ${at} and e.name = 'contact.received')`,
        replies: sql`r.id in (select e.reply_id from events e where ${at} and e.name = 'reply.written')`,
      };
      return toLines((await linesStatement(conditions, seqs.length).execute(db)).rows);
    },
    queuesOf: (ticketIds, at) => placesInQueue(db, ticketIds, at),
    isStaffed: async () => {
      const { rows } = await sql<{ staffed: boolean }>`
        select exists (select from agents where active and availability = 'available' and cardinality(teams) > 0) as staffed`.execute(db);
      return rows[0]?.staffed ?? false;
    },
    markSeen: async (visitorIds, at) => {
      if (visitorIds.length === 0) return [];
      // In one order: somebody with pages on two processes is marked by both at the same time.
      const { rows } = await sql<{ id: string; gone: boolean }>`
        with here as (select id from chat_visitors where id = any(${visitorIds}::uuid[]) order by id for no key update)
        update chat_visitors v set seen_at = greatest(v.seen_at, ${at}::timestamptz) from here where v.id = here.id
        returning v.id, v.gone_at is not null as gone`.execute(db);
      return rows.flatMap(({ id, gone }) => (gone ? [id] : []));
    },
    dueToLeave: async (seenBefore, most) => {
      const { rows } = await sql<{ id: string }>`
        (select id from chat_visitors where gone_at is null and seen_at < ${seenBefore} order by seen_at limit ${most})
        union
        (select w.id from deliveries d join replies r on r.id = d.reply_id join conversations v on v.id = r.conversation_id
          join chat_visitors w on w.id = ${visitorOf}
          where d.status = 'shelved' and d.error_code = 'not_shown' and w.gone_at is not null and w.seen_at < ${seenBefore} limit ${most})`.execute(db);
      return rows.map(({ id }) => id);
    },
  };
}
