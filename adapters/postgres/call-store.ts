import { sql, type RawBuilder } from 'kysely';
import { newId, type Address, type CallResponse, type CallSession } from '../../src/core/index.ts';
import type { Call, CallerRecord, CallOutcome, CallStore, MovedPlace, Screened } from '../../src/desk/calls/index.ts';
import { placeInLine } from './call-store-line.ts';
import type { Connection } from './database.ts';
import { searchWordsOf } from './search-words.ts';
import { toTicket, type TicketRow } from './ticket-row.ts';

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
  joined: boolean;
  screened: Screened | null;
}

/** What a session stored before these were known goes on with. */
/** Seconds after a message within which its recording is ready at the provider, who tells of it; after them it is asked for untold. */
const readyWithin = 60;

const addedLater = { words: null, guess: null, open: null, callbackNumber: null, waitTurns: 0 };

function toCall(row: CallRow): Call {
  return {
    id: row.id, contactId: row.contact_id, ticketId: row.ticket_id, session: { ...addedLater, ...row.session }, step: row.step,
    fromText: row.from_text, toText: row.to_text, startedAt: row.started_at, endedAt: row.ended_at,
    place: row.place, joined: row.joined, screened: row.screened,
  };
}

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
    openOfTicket: (ticketId) => findWhere(sql`ticket_id = ${ticketId} and ended_at is null and not joined`),
    recognise: (address, since) => recognise(connection, address, since),
    begin: async (call, contactId, contact, session, screened) => {
      const caller = contact.from.find((address) => address.kind === 'phone')?.value ?? null;
      const { rows } = await sql<{ contact_id: string }>`
        with claimed as (
          insert into contacts (id, channel, provider_id, from_text, to_text, text, outcome, received_at)
          values (${contactId}, ${contact.channel}, ${contact.providerId}, ${contact.fromText}, ${contact.to},
            ${contact.text}, ${screened === null ? 'in-menu' : 'screened'}, ${contact.receivedAt})
          returning id
        )
        insert into calls (id, contact_id, from_text, to_text, session, started_at, caller, screened)
        select ${call.callId}, id, ${contact.fromText}, ${contact.to}, ${JSON.stringify(session)}::jsonb, ${call.receivedAt},
          ${caller}, ${screened}
        from claimed returning contact_id`.execute(connection);
      return rows[0]?.contact_id ?? contactId;
    },
    save: async (call) => {
      await sql`update calls set session = ${JSON.stringify(call.session)}::jsonb, step = ${call.step},
        ticket_id = ${call.ticketId}::uuid where id = ${call.id}`.execute(connection);
    },
    keepTurn: async (call, answers, at) => {
      const rows = answers.map(({ key, response }) => sql`(${call.id}, ${key}, ${JSON.stringify(response)}::jsonb)`);
      await sql`
        with saved as (
          update calls set session = ${JSON.stringify(call.session)}::jsonb, step = ${call.step},
            ticket_id = ${call.ticketId}::uuid, heard_at = ${at} where id = ${call.id}
        )
        insert into call_steps (call_id, step, response) values ${sql.join(rows)} on conflict do nothing`.execute(connection);
    },
    join: async (callId, ticketId) => {
      await sql`update calls set ticket_id = ${ticketId}, joined = true where id = ${callId}`.execute(connection);
    },
    storedAnswer: async (callId, step) => {
      const { rows } = await sql<{ response: CallResponse }>`select response from call_steps
        where call_id = ${callId} and step = ${step}`.execute(connection);
      return rows[0]?.response ?? null;
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
    silentSince: async (moment, most) => {
      const { rows } = await sql<{ id: string }>`select id from calls
        where ended_at is null and started_at < ${moment} and coalesce(heard_at, started_at) < ${moment}
        order by started_at limit ${most}`.execute(connection);
      return rows.map((row) => row.id);
    },
    setOutcome: async (contactId, outcome) => {
      await sql`update contacts set outcome = ${outcome} where id = ${contactId}`.execute(connection);
    },
    outcomeOf: async (contactId) => {
      const { rows } = await sql<{ outcome: CallOutcome }>`select outcome from contacts where id = ${contactId}`.execute(connection);
      return rows[0]?.outcome ?? 'received';
    },
    wasAnswered: async (contactId) => {
      const { rows } = await sql`select from contacts where id = ${contactId} and outcome = 'answered'`.execute(connection);
      return rows.length > 0;
    },
    noteRecording: async (callId, recording, stage, at) => {
      const column = sql.ref(stage === 'left' ? 'left_at' : 'ready_at');
      const { rows } = await sql<{ news: boolean; to_fetch: string | null }>`
        with noted as (
          insert into recordings (id, call_id, url, seconds, kind, ${column})
          values (${recording.id}, ${callId}, ${recording.url}, ${recording.seconds}, ${recording.kind}, ${at})
          on conflict (id) do update set ${column} = excluded.${column}, seconds = greatest(recordings.seconds, excluded.seconds)
            where recordings.${column} is null and recordings.call_id = excluded.call_id
          returning id, url
        ), file as (
          insert into attachments (id, recording_id, source_url, state, next_try_at)
          select ${newId()}::uuid, id, url, 'to-fetch',
            ${at}::timestamptz + make_interval(secs => ${stage === 'left' ? readyWithin : 0}::float8) from noted
          on conflict (recording_id) where recording_id is not null do update
            set next_try_at = least(attachments.next_try_at, excluded.next_try_at) where attachments.state = 'to-fetch'
          returning id, next_try_at
        )
        select exists (select from noted) as news,
          (select id from file where next_try_at <= ${at}::timestamptz) as to_fetch`.execute(connection);
      return { isNews: rows[0]?.news === true, toFetch: rows[0]?.to_fetch ?? null };
    },
    noteTranscript: async (callId, { recording, text }, at) => {
      const { numAffectedRows } = await sql`
        insert into recordings (id, call_id, url, seconds, kind, transcript, transcribed_at)
        values (${recording.id}, ${callId}, ${recording.url}, ${recording.seconds}, ${recording.kind}, ${text}, ${at})
        on conflict (id) do update set transcript = excluded.transcript, transcribed_at = excluded.transcribed_at
        where recordings.transcript is null and recordings.call_id = excluded.call_id`.execute(connection);
      return numAffectedRows === 1n;
    },
    giveWords: async (contactId, ticketId, text) => {
      const { rows } = await sql`
        with given as (update contacts set text = ${text} where id = ${contactId} and text = '' returning id)
        update tickets set words = coalesce(words, ''::tsvector) || ${searchWordsOf(text, 4_000)}
        where id = ${ticketId} and exists (select from given) returning id`.execute(connection);
      return rows.length > 0;
    },
    hasRecording: async (callId) => {
      const { rows } = await sql`select from recordings where call_id = ${callId} and kind = 'voicemail' limit 1`.execute(connection);
      return rows.length > 0;
    },
    placeInLine: (ticketId, at) => placeInLine(connection, ticketId, at),
  };
}

/** One statement, so that the first turn of a call stays quick. */
async function recognise(connection: Connection, address: Address, since: Date): Promise<CallerRecord> {
  const { rows } = await sql<Nullable<TicketRow> & { caller_name: string | null; called_back: boolean; blocked: boolean; calls: number }>`
    select t.*, case when a.verified_at is not null then u.name end as caller_name,
      exists (select from callbacks b where b.ticket_id = t.id and b.ended_at is null) as called_back,
      exists (select from blocked_addresses b where b.kind = ${address.kind} and b.value = ${address.value}) as blocked,
      (select count(*)::int from calls c where c.caller = ${address.value} and c.started_at >= ${since}) as calls
    from (select) one
    left join addresses a on a.kind = ${address.kind} and a.value = ${address.value}
    left join customers u on u.id = a.customer_id
    left join lateral (
      select * from tickets t
      where t.customer_id = a.customer_id and t.status not in ('resolved', 'closed', 'cancelled')
        and not exists (select from calls c where c.ticket_id = t.id and c.screened is not null and not c.joined)
      order by t.number desc limit 1
    ) t on true`.execute(connection);
  const row = rows[0];
  if (!row) return { name: null, ticket: null, calledBack: false, blocked: false, calls: 0 };
  const { caller_name: name, called_back: calledBack, blocked, calls } = row;
  return { name, ticket: isTicket(row) ? toTicket(row) : null, calledBack, blocked, calls };
}

type Nullable<Row> = { [Key in keyof Row]: Row[Key] | null };

function isTicket(row: Nullable<TicketRow>): row is TicketRow {
  return row.id !== null;
}
