import { sql, type RawBuilder } from 'kysely';
import type { Alarm, AlarmGroup, AlarmKey, AlarmPlace, AlarmStore, KnownAlarm } from '../../src/desk/alarms/index.ts';
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

/** Groups as rows `g`, in their order. */
function listed(groups: readonly AlarmGroup[]): RawBuilder<unknown> {
  return sql`unnest(${groups.map(({ source }) => source)}::text[], ${groups.map(({ group }) => group)}::text[]) with ordinality as g(source, group_key, place)`;
}

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
    claim: async (claims, at) => {
      if (claims.length === 0) return new Set();
      const { rows } = await sql<{ claim: string }>`insert into alarm_claims (claim, at) select distinct unnest(${[...claims]}::text[]), ${at}::timestamptz
        on conflict do nothing returning claim`.execute(connection);
      return new Set(rows.map(({ claim }) => claim));
    },
    raise: async (alarms) => {
      if (alarms.length === 0) return;
      const rows = alarms.map((a) => ({
        id: a.id, source: a.source, fingerprint: a.fingerprint, group_key: a.group, contact_id: a.contactId, title: a.title, severity: a.severity,
        text_hash: a.textHash, url: a.url, afterwards: a.afterwards, started_at: a.startedAt, raised_at: a.raisedAt, last_seen_at: a.lastSeenAt,
        noted_at: a.notedAt, repeats: a.repeats,
      }));
      await sql`insert into alarms select * from jsonb_populate_recordset(null::alarms, ${JSON.stringify(rows)}::jsonb)`.execute(connection);
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
    stormsOf: async (groups) => {
      const { rows } = await sql<{ id: string | null }>`select s.ticket_id as id from ${listed(groups)}
        left join alarm_storms s on s.source = g.source and s.group_key = g.group_key and s.ended_at is null order by g.place`.execute(connection);
      return rows.map((row) => row.id);
    },
    raisedSince: async (groups, since) => {
      const { rows } = await sql<{ ids: string[] }>`select array(
          select v.ticket_id::text from alarms a ${place}
          where a.source = g.source and a.group_key = g.group_key and a.ended_at is null and a.raised_at > ${since}
          group by v.ticket_id order by min(a.raised_at), v.ticket_id) as ids
        from ${listed(groups)} order by g.place`.execute(connection);
      return rows.map((row) => row.ids);
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

