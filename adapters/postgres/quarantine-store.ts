import { sql, type RawBuilder } from 'kysely';
import { storableText, ticketNumber } from '../../src/core/index.ts';
import type { HeldThing, QuarantineItem, QuarantineReader, QuarantineStore } from '../../src/desk/quarantine/index.ts';
import type { Connection } from './database.ts';

interface HeldRow {
  id: string;
  channel: string;
  arrival: unknown;
  sha256: string;
  state: HeldThing['state'];
  replaying_until: Date | null;
}

export function quarantineStore(connection: Connection): QuarantineStore {
  return {
    add: async (thing) => {
      const { id, channel, source, reason, detail, fromText, subject, arrival, sha256, size, at } = thing;
      const { rows } = await sql<{ id: string; is_new: boolean }>`
        insert into quarantine (id, channel, source, reason, detail, from_text, subject, arrival, sha256, size, held_at)
        values (${id}, ${channel}, ${source}, ${reason}, ${detail}, ${fromText}, ${subject}, ${toJson(arrival)}::jsonb, ${sha256},
          ${size}::bigint, ${at})
        on conflict (channel, sha256) where state = 'held' do update set reason = excluded.reason, detail = excluded.detail
        returning id, id = ${id}::uuid as is_new`.execute(connection);
      const row = rows[0];
      if (!row) throw new Error('What is to be held in quarantine was not stored.');
      return { id: row.id, isNew: row.is_new };
    },
    lock: async (id) => {
      const { rows } = await sql<HeldRow>`select id, channel, arrival, sha256, state, replaying_until from quarantine
        where id = ${id}::uuid for no key update`.execute(connection);
      const row = rows[0];
      if (!row) return null;
      const { replaying_until: replayingUntil, ...thing } = row;
      return { ...thing, replayingUntil };
    },
    setReplaying: async (id, until) => {
      await sql`update quarantine set replaying_until = ${until} where id = ${id}`.execute(connection);
    },
    setReason: async (id, reason, detail) => {
      await sql`update quarantine set reason = ${reason}, detail = ${detail} where id = ${id}`.execute(connection);
    },
    end: async (id, { state, by, reason, contactId, at }) => {
      await sql`update quarantine set state = ${state}, ended_by = ${by}, ended_reason = ${reason}, contact_id = ${contactId}, ended_at = ${at},
        replaying_until = null where id = ${id}`.execute(connection);
    },
    ticketOf: async (contactId) => {
      const { rows } = await sql<{ ticket_id: string }>`select v.ticket_id from contacts c join conversations v on v.id = c.conversation_id
        where c.id = ${contactId}`.execute(connection);
      return rows[0]?.ticket_id ?? null;
    },
  };
}

/** As jsonb takes it: it has no NUL and no lone surrogates. */
function toJson(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, inner: unknown) => (typeof inner === 'string' ? storableText(inner) : inner));
}

interface ItemRow {
  id: string;
  channel: string;
  source: string;
  reason: QuarantineItem['reason'];
  detail: string | null;
  from_text: string;
  subject: string | null;
  sha256: string;
  /** A bigint, as text. */
  size: string;
  is_kept: boolean;
  state: QuarantineItem['state'];
  held_at: Date;
  ended_at: Date | null;
  ended_by: string | null;
  ended_by_name: string | null;
  ended_reason: string | null;
  contact_id: string | null;
  ticket: number | null;
}

export function createQuarantineReader(db: Connection): QuarantineReader {
  const select = async (rest: RawBuilder<unknown>): Promise<QuarantineItem[]> => {
    const { rows } = await sql<ItemRow>`
      select q.id, q.channel, q.source, q.reason, q.detail, q.from_text, q.subject, q.sha256, q.size::text as size, q.state, q.held_at,
        q.ended_at, q.ended_by, a.name as ended_by_name, q.ended_reason, q.contact_id, t.number as ticket,
        exists (select from files f where f.sha256 = q.sha256) as is_kept
      from quarantine q
      left join agents a on a.id = q.ended_by
      left join contacts c on c.id = q.contact_id
      left join conversations v on v.id = c.conversation_id
      left join tickets t on t.id = v.ticket_id
      ${rest}`.execute(db);
    return rows.map(toItem);
  };
  return {
    list: ({ states, before, most }) => {
      const older = before === null ? sql`` : sql`and (q.held_at, q.id) < (${before.heldAt}, ${before.id}::uuid)`;
      return select(sql`where q.state = any(${states}::text[]) ${older} order by q.held_at desc, q.id desc limit ${most}`);
    },
    read: async (id) => (await select(sql`where q.id = ${id}::uuid`))[0] ?? null,
  };
}

function toItem(row: ItemRow): QuarantineItem {
  return {
    id: row.id, channel: row.channel, source: row.source, reason: row.reason, detail: row.detail, fromText: row.from_text,
    subject: row.subject, sha256: row.sha256, size: Number(row.size), isKept: row.is_kept, state: row.state, heldAt: row.held_at,
    endedAt: row.ended_at, endedBy: row.ended_by === null ? null : { id: row.ended_by, name: row.ended_by_name ?? '' },
    endedReason: row.ended_reason, contactId: row.contact_id, ticket: row.ticket === null ? null : ticketNumber(row.ticket),
  };
}
