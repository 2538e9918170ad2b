import { sql, type Kysely, type RawBuilder } from 'kysely';
import { ticketNumber } from '../../src/core/index.ts';
import type { Mention, MentionBoard, MentionStore } from '../../src/desk/mentions/index.ts';
import type { Connection } from './database.ts';

export function mentionStore(connection: Connection): MentionStore {
  return {
    add: async (mentions) => {
      if (mentions.length === 0) return;
      const rows = mentions.map(({ id, noteId, ticketId, agentId, at }) => sql`(${id}, ${noteId}, ${ticketId}, ${agentId}, ${at})`);
      await sql`insert into mentions (id, note_id, ticket_id, agent_id, at) values ${sql.join(rows)} on conflict do nothing`.execute(connection);
    },
    presentOf: async (agentIds) => {
      const { rows } = await sql<{ id: string }>`select id from agents where active and id = any(${agentIds}::uuid[])`.execute(connection);
      return rows.map(({ id }) => id);
    },
  };
}

interface MentionRow {
  id: string;
  number: number;
  subject: string;
  note_id: string;
  text: string;
  by: string;
  by_name: string;
  at: Date;
  read_at: Date | null;
}

export function createMentionBoard(db: Kysely<unknown>): MentionBoard {
  const select = async (rest: RawBuilder<unknown>): Promise<Mention[]> => {
    const { rows } = await sql<MentionRow>`
      select m.id, t.number, t.subject, m.note_id, n.text, n.agent_id as by, writer.name as by_name, m.at, m.read_at
      from mentions m join tickets t on t.id = m.ticket_id join notes n on n.id = m.note_id join agents writer on writer.id = n.agent_id
      ${rest}`.execute(db);
    return rows.map(toMention);
  };
  return {
    list: async (agentId, { unread, most }) => {
      const [mentions, counted] = await Promise.all([
        select(sql`where m.agent_id = ${agentId} and (${unread} = false or m.read_at is null) order by m.at desc, m.id limit ${most}`),
        sql<{ unread: number }>`select count(*)::int as unread from mentions where agent_id = ${agentId} and read_at is null`.execute(db),
      ]);
      return { mentions, unread: counted.rows[0]?.unread ?? 0 };
    },
    markRead: async (mentionId, agentId, at) => {
      await sql`update mentions set read_at = ${at} where id = ${mentionId} and agent_id = ${agentId} and read_at is null`.execute(db);
      return (await select(sql`where m.id = ${mentionId} and m.agent_id = ${agentId}`))[0] ?? null;
    },
    markAllRead: async (agentId, at) => {
      await sql`update mentions set read_at = ${at} where agent_id = ${agentId} and read_at is null`.execute(db);
    },
  };
}

function toMention(row: MentionRow): Mention {
  return {
    id: row.id, ticket: { number: ticketNumber(row.number), subject: row.subject }, note: { id: row.note_id, text: row.text },
    by: { id: row.by, name: row.by_name }, at: row.at, readAt: row.read_at,
  };
}
