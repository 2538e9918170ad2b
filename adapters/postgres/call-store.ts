import { sql, type RawBuilder } from 'kysely';
import type { CallResponse, CallSession } from '../../src/core/index.ts';
import type { Call, CallStore, MovedPlace } from '../../src/desk/calls/index.ts';
import type { Connection } from './database.ts';

interface CallRow {
  id: string;
  contact_id: string;
  ticket_id: string | null;
  session: CallSession;
  step: number;
  from_text: string;
  to_text: string;
  started_at: Date;
  ended_at: Date | null;
  place: MovedPlace | null;
}

/** What a session stored before these were known goes on with. */
const addedLater = { words: null, guess: null, open: null, callbackNumber: null, waitTurns: 0 };

function toCall(row: CallRow): Call {
  return {
    id: row.id, contactId: row.contact_id, ticketId: row.ticket_id, session: { ...addedLater, ...row.session }, step: row.step,
    fromText: row.from_text, toText: row.to_text, startedAt: row.started_at, endedAt: row.ended_at,
    place: row.place,
  };
}

/** The pace of a team is judged by what it accepted in this many minutes. */
const paceMinutes = 30;

export function callStore(connection: Connection): CallStore {
  const findWhere = async (condition: RawBuilder<unknown>): Promise<Call | null> => {
    const { rows } = await sql<CallRow>`select * from calls where ${condition} limit 1`.execute(connection);
    return rows[0] ? toCall(rows[0]) : null;
  };
  return {
    serialise: async (callId) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${callId}, 7))`.execute(connection);
    },
    find: (callId) => findWhere(sql`id = ${callId}`),
    openOfTicket: (ticketId) => findWhere(sql`ticket_id = ${ticketId} and ended_at is null`),
    begin: async (call, contactId, contact, session) => {
      const { rows } = await sql<{ contact_id: string }>`
        with claimed as (
          insert into contacts (id, channel, provider_id, from_text, to_text, text, outcome, received_at)
          values (${contactId}, ${contact.channel}, ${contact.providerId}, ${contact.fromText}, ${contact.to},
            ${contact.text}, 'in-menu', ${contact.receivedAt})
          returning id
        )
        insert into calls (id, contact_id, from_text, to_text, session, started_at)
        select ${call.callId}, id, ${contact.fromText}, ${contact.to}, ${JSON.stringify(session)}::jsonb, ${call.receivedAt}
        from claimed returning contact_id`.execute(connection);
      return rows[0]?.contact_id ?? contactId;
    },
    save: async (call) => {
      await sql`update calls set session = ${JSON.stringify(call.session)}::jsonb, step = ${call.step},
        ticket_id = ${call.ticketId}::uuid where id = ${call.id}`.execute(connection);
    },
    setPlace: async (callId, place) => {
      await sql`update calls set place = ${place === null ? null : JSON.stringify(place)}::jsonb where id = ${callId}`.execute(connection);
    },
    storedAnswer: async (callId, step) => {
      const { rows } = await sql<{ response: CallResponse }>`select response from call_steps
        where call_id = ${callId} and step = ${step}`.execute(connection);
      return rows[0]?.response ?? null;
    },
    storeAnswer: async (callId, step, response) => {
      await sql`insert into call_steps (call_id, step, response) values (${callId}, ${step}, ${JSON.stringify(response)}::jsonb)
        on conflict do nothing`.execute(connection);
    },
    end: async (callId, at) => {
      const { numAffectedRows } = await sql`update calls set ended_at = ${at}
        where id = ${callId} and ended_at is null`.execute(connection);
      return numAffectedRows === 1n;
    },
    noteState: async (callId, state, seconds) => {
      const { numAffectedRows } = await sql`update calls set state = ${state}, seconds = ${seconds}
        where id = ${callId} and state = 'in-progress'`.execute(connection);
      return numAffectedRows === 1n;
    },
    setOutcome: async (contactId, outcome) => {
      await sql`update contacts set outcome = ${outcome} where id = ${contactId}`.execute(connection);
    },
    wasAnswered: async (contactId) => {
      const { rows } = await sql`select from contacts where id = ${contactId} and outcome = 'answered'`.execute(connection);
      return rows.length > 0;
    },
    noteRecording: async (callId, recording, stage, at) => {
      const column = sql.ref(stage === 'left' ? 'left_at' : 'ready_at');
      const { numAffectedRows } = await sql`
        insert into recordings (id, call_id, url, seconds, ${column})
        values (${recording.id}, ${callId}, ${recording.url}, ${recording.seconds}, ${at})
        on conflict (id) do update set ${column} = excluded.${column} where recordings.${column} is null`.execute(connection);
      return numAffectedRows === 1n;
    },
    hasRecording: async (callId) => {
      const { rows } = await sql`select from recordings where call_id = ${callId} limit 1`.execute(connection);
      return rows.length > 0;
    },
    placeInLine: async (ticketId, at) => {
      const { rows } = await sql<{ position: number; accepted: number }>`
        select
          (select count(*)::int from tickets t where t.team = mine.team and t.live and t.status in ('queued', 'offered')
            and t.queue_key <= mine.queue_key) as position,
          (select count(*)::int from offers o join tickets t on t.id = o.ticket_id
            where t.team = mine.team and o.live and o.outcome = 'accepted'
              and o.ended_at > ${at}::timestamptz - make_interval(mins => ${paceMinutes}::int)) as accepted
        from tickets mine where mine.id = ${ticketId} and mine.live`.execute(connection);
      if (!rows[0]) return null;
      const position = Math.max(rows[0].position, 1);
      const { accepted } = rows[0];
      return { position, estimateSeconds: accepted === 0 ? null : Math.round((position * paceMinutes * 60) / accepted) };
    },
  };
}
