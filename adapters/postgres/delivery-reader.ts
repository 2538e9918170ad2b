import { sql } from 'kysely';
import { invalidInput, ticketNumber } from '../../src/core/index.ts';
import type { DeliveryReader, UndeliveredStatus } from '../../src/desk/replies/index.ts';
import type { Connection } from './database.ts';

interface Row {
  id: string;
  number: number | null;
  reply_id: string;
  kind: string;
  part: number;
  parts: number;
  status: UndeliveredStatus;
  error_code: string | null;
  error_message: string | null;
  channel: string;
  theirs: string | null;
  text: string;
  agent_id: string | null;
  agent_name: string | null;
  updated_at: Date;
  /** `updated_at` in microseconds since 1970. */
  place: string;
}

/** Reads texts that did not arrive and were not sent again since. Those that only followed a failed one are left out. */
export function createDeliveryReader(db: Connection): DeliveryReader {
  return {
    list: async ({ status, limit, cursor }) => {
      const after = cursor === undefined ? sql`true` : afterCursor(cursor);
      const { rows } = await sql<Row>`
        select d.id, t.number, d.reply_id, r.kind, d.part, d.parts, d.status, d.error_code, d.error_message,
          coalesce(v.channel, r.channel, '') as channel, coalesce(v.theirs, r.theirs) as theirs, coalesce(d.text, r.text) as text,
          r.agent_id, g.name as agent_name, d.updated_at, (extract(epoch from d.updated_at) * 1000000)::bigint::text as place
        from deliveries d join replies r on r.id = d.reply_id
        left join conversations v on v.id = r.conversation_id
        left join tickets t on t.id = coalesce(v.ticket_id, r.ticket_id)
        left join agents g on g.id = r.agent_id
        where d.status = ${status} and d.error_code is distinct from 'earlier_part' and ${after}
          and not exists (select from deliveries later
            where later.reply_id = d.reply_id and later.part = d.part and later.attempt > d.attempt)
        order by d.updated_at desc, d.id limit ${limit + 1}`.execute(db);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        deliveries: page.map((row) => ({
          ticket: row.number === null ? null : ticketNumber(row.number), replyId: row.reply_id, kind: row.kind, part: row.part,
          parts: row.parts, status: row.status, code: row.error_code, error: row.error_message, channel: row.channel, to: row.theirs,
          text: row.text, agent: row.agent_id === null ? null : { id: row.agent_id, name: row.agent_name ?? '' },
          at: row.updated_at.toISOString(),
        })),
        nextCursor: last && rows.length > limit ? Buffer.from(`${last.place}.${last.id}`).toString('base64url') : null,
      };
    },
  };
}

function afterCursor(cursor: string) {
  const match = /^(-?\d{1,16})\.([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (!match?.[1] || !match[2]) throw invalidInput({ cursor: 'a nextCursor of an earlier answer' });
  const at = sql`(timestamptz 'epoch' + interval '1 microsecond' * ${match[1]}::float8)`;
  return sql`(d.updated_at < ${at} or (d.updated_at = ${at} and d.id::text > ${match[2]}))`;
}
