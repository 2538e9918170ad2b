import { sql } from 'kysely';
import type { Alarm, AlarmKey, AlarmPlace, AlarmStore, KnownAlarm } from '../../src/desk/alarms/index.ts';
import { lockNames } from './advisory-locks.ts';
import type { Connection } from './database.ts';

interface AlarmRow {
  id: string;
  source: string;
  fingerprint: string;
  group_key: string;
  contact_id: string;
  title: string;
  severity: string | null;
  text_hash: string;
  url: string | null;
  afterwards: Alarm['afterwards'];
  started_at: Date;
  raised_at: Date;
  last_seen_at: Date;
  noted_at: Date;
  repeats: number;
  conversation_id: string;
  ticket_id: string;
}

interface LastRow {
  started_at: Date;
  end_seen_at: Date;
  conversation_id: string;
  ticket_id: string;
}

interface KnownRow {
  lasting: AlarmRow | null;
  last: LastRow | null;
}

/** Where alarm `a` is now: its contact's conversation goes along with merges and splits. */
const place = sql`join contacts c on c.id = a.contact_id join conversations v on v.id = c.conversation_id`;

export function alarmStore(connection: Connection): AlarmStore {
  return {
    serialise: async (keys, groups, claims) => {
      await lockNames(connection, [
        ...keys.map(({ source, fingerprint }) => `alarm ${source} ${fingerprint}`),
        ...groups.map(({ source, group }) => `alarms ${source} ${group}`),
        ...claims.map((claim) => `alarm claim ${claim}`),
      ]);
    },
    lookUp: (keys) => lookUp(connection, keys),
    claim: async (claim, at) => {
      const { rows } = await sql`insert into alarm_claims (claim, at) values (${claim}, ${at}) on conflict do nothing returning claim`.execute(connection);
      return rows.length > 0;
    },
    raise: async (a) => {
      await sql`insert into alarms (id, source, fingerprint, group_key, contact_id, title, severity, text_hash, url, afterwards,
          started_at, raised_at, last_seen_at, noted_at, repeats)
        values (${a.id}, ${a.source}, ${a.fingerprint}, ${a.group}, ${a.contactId}, ${a.title}, ${a.severity}, ${a.textHash}, ${a.url},
          ${a.afterwards}, ${a.startedAt}, ${a.raisedAt}, ${a.lastSeenAt}, ${a.notedAt}, ${a.repeats})`.execute(connection);
    },
    note: async (a) => {
      await sql`update alarms set title = ${a.title}, severity = ${a.severity}, text_hash = ${a.textHash}, url = ${a.url},
        last_seen_at = ${a.lastSeenAt}, noted_at = ${a.notedAt}, repeats = ${a.repeats} where id = ${a.id}`.execute(connection);
    },
    end: async (alarmId, { endedAt, at }) => {
      await sql`update alarms set ended_at = ${endedAt}, end_seen_at = ${at} where id = ${alarmId} and ended_at is null`.execute(connection);
    },
    lastingOf: (ticketId) => count(connection, sql`from conversations v join contacts c on c.conversation_id = v.id
      join alarms a on a.contact_id = c.id and a.ended_at is null where v.ticket_id = ${ticketId}`),
    lastingBelow: (ticketId) => count(connection, sql`from ticket_links l join conversations v on v.ticket_id = l.from_id
      join contacts c on c.conversation_id = v.id join alarms a on a.contact_id = c.id and a.ended_at is null
      where l.to_id = ${ticketId} and l.kind = 'parent'`),
    stormOf: async ({ source, group }) => {
      const { rows } = await sql<{ id: string }>`select ticket_id as id from alarm_storms
        where source = ${source} and group_key = ${group} and ended_at is null`.execute(connection);
      return rows[0]?.id ?? null;
    },
    raisedSince: async ({ source, group }, since) => {
      const { rows } = await sql<{ id: string }>`select v.ticket_id as id from alarms a ${place}
        where a.source = ${source} and a.group_key = ${group} and a.ended_at is null and a.raised_at > ${since}
        group by v.ticket_id order by min(a.raised_at), v.ticket_id`.execute(connection);
      return rows.map((row) => row.id);
    },
    beginStorm: async ({ ticketId, source, group, at }) => {
      await sql`insert into alarm_storms (ticket_id, source, group_key, began_at) values (${ticketId}, ${source}, ${group}, ${at})`.execute(connection);
    },
    endStorm: async (ticketId, at) => {
      await sql`update alarm_storms set ended_at = ${at} where ticket_id = ${ticketId} and ended_at is null`.execute(connection);
    },
    parentsOf: async (ticketIds) => {
      const { rows } = await sql<{ id: string }>`select distinct to_id as id from ticket_links
        where from_id = any(${[...ticketIds]}::uuid[]) and kind = 'parent' order by to_id`.execute(connection);
      return rows.map((row) => row.id);
    },
    countBelow: (ticketId) => count(connection, sql`from ticket_links where to_id = ${ticketId} and kind = 'parent'`),
  };
}

async function lookUp(connection: Connection, keys: readonly AlarmKey[]): Promise<KnownAlarm[]> {
  const { rows } = await sql<KnownRow>`
    select
      (select to_jsonb(found) from (
        select a.*, v.id as conversation_id, v.ticket_id from alarms a ${place}
        where a.source = k.source and a.fingerprint = k.fingerprint and a.ended_at is null
      ) found) as lasting,
      (select to_jsonb(found) from (
        select a.started_at, a.end_seen_at, v.id as conversation_id, v.ticket_id from alarms a ${place}
        where a.source = k.source and a.fingerprint = k.fingerprint and a.ended_at is not null
        order by a.raised_at desc limit 1
      ) found) as last
    from unnest(${keys.map(({ source }) => source)}::text[], ${keys.map(({ fingerprint }) => fingerprint)}::text[])
      with ordinality as k(source, fingerprint, place)
    order by k.place`.execute(connection);
  return rows.map(({ lasting, last }) => ({
    lasting: lasting && { ...toAlarm(lasting), ...placeOf(lasting) },
    last: last && { startedAt: new Date(last.started_at), endSeenAt: new Date(last.end_seen_at), ...placeOf(last) },
  }));
}

/** Times inside of JSON are texts. */
function toAlarm(row: AlarmRow): Alarm {
  return {
    id: row.id, source: row.source, fingerprint: row.fingerprint, group: row.group_key, contactId: row.contact_id, title: row.title,
    severity: row.severity, textHash: row.text_hash, url: row.url, afterwards: row.afterwards, startedAt: new Date(row.started_at),
    raisedAt: new Date(row.raised_at), lastSeenAt: new Date(row.last_seen_at), notedAt: new Date(row.noted_at), repeats: row.repeats,
  };
}

function placeOf({ conversation_id: conversationId, ticket_id: ticketId }: { conversation_id: string; ticket_id: string }): AlarmPlace {
  return { conversationId, ticketId };
}

async function count(connection: Connection, from: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count ${from}`.execute(connection);
  return rows[0]?.count ?? 0;
}

