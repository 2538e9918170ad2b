import { sql, type RawBuilder } from 'kysely';
import type { Locale } from '../../src/core/index.ts';
import type { Callback, CallbackState, CallbackStore } from '../../src/desk/callbacks/index.ts';
import type { Connection } from './database.ts';

interface CallbackRow {
  id: string;
  ticket_id: string;
  asked_by: Callback['askedBy'];
  number: string;
  from_number: string | null;
  locale: Locale;
  asked_for: Date | null;
  state: CallbackState;
  tries: number;
  created_at: Date;
  ended_at: Date | null;
}

function toCallback(row: CallbackRow): Callback {
  return {
    id: row.id, ticketId: row.ticket_id, askedBy: row.asked_by, number: row.number, fromNumber: row.from_number,
    locale: row.locale, askedFor: row.asked_for, state: row.state, tries: row.tries, createdAt: row.created_at,
    endedAt: row.ended_at,
  };
}

export function callbackStore(connection: Connection): CallbackStore {
  const findWhere = async (condition: RawBuilder<unknown>): Promise<Callback | null> => {
    const { rows } = await sql<CallbackRow>`select * from callbacks where ${condition}`.execute(connection);
    return rows[0] ? toCallback(rows[0]) : null;
  };
  return {
    open: async (callback) => {
      await sql`update callbacks set state = 'cancelled', ended_at = ${callback.createdAt}
        where ticket_id = ${callback.ticketId} and ended_at is null`.execute(connection);
      await sql`insert into callbacks (id, ticket_id, asked_by, number, from_number, locale, asked_for, state, tries, created_at)
        values (${callback.id}, ${callback.ticketId}, ${callback.askedBy}, ${callback.number}, ${callback.fromNumber},
          ${callback.locale}, ${callback.askedFor}, ${callback.state}, ${callback.tries}, ${callback.createdAt})`.execute(connection);
    },
    find: (callbackId) => findWhere(sql`id = ${callbackId}`),
    openOfTicket: (ticketId) => findWhere(sql`ticket_id = ${ticketId} and ended_at is null`),
    countOpenTo: async (number, { ticketId }) => {
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from callbacks
        where ended_at is null and number = ${number} and ticket_id <> ${ticketId}`.execute(connection);
      return rows[0]?.count ?? 0;
    },
    numbersOfCustomer: async (ticketId) => {
      const { rows } = await sql<{ theirs: string | null; ours: string | null }>`
        select a.value as theirs, v.ours from tickets t
        join addresses a on a.customer_id = t.customer_id and a.kind = 'phone'
        left join conversations v on v.theirs_kind = 'phone' and v.theirs = a.value and v.ours ~ '^[+][0-9]{6,15}$'
        where t.id = ${ticketId}
        order by v.ticket_id = t.id desc nulls last, v.last_contact_at desc nulls last, a.created_at desc
        limit 1`.execute(connection);
      return rows[0] ?? { theirs: null, ours: null };
    },
    save: async ({ id, state, tries, askedFor }) => {
      await sql`update callbacks set state = ${state}, tries = ${tries}, asked_for = ${askedFor}
        where id = ${id} and ended_at is null`.execute(connection);
    },
    end: async (callbackId, end, at) => {
      const { numAffectedRows } = await sql`update callbacks set state = ${end}, ended_at = ${at}
        where id = ${callbackId} and ended_at is null`.execute(connection);
      return numAffectedRows === 1n;
    },
  };
}
