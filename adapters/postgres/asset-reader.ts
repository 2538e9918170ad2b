import { sql, type Kysely, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { invalidInput } from '../../src/core/index.ts';
import type { AssetEntry, AssetLogEntry, AssetQuery, AssetReader, DowntimeReader, DowntimeView, NamedAsset } from '../../src/desk/assets/index.ts';
import type { Summarise } from '../../src/desk/tickets/index.ts';
import { assetColumns, toAsset, type AssetRow } from './asset-store.ts';
import { readJson } from './read-json.ts';
import { containing } from './search-pattern.ts';
import { peopleOf, summaryColumns, summaryJoins, ticketColumns, type SummaryRow } from './ticket-reader-summary.ts';
import { toTicket } from './ticket-row.ts';

const ticketsShown = 50;
const changesShown = 50;
const kindsShown = 100;
const mostOfOne = 1_000;
const mostWords = 8;
const placeSchema = z.tuple([z.string().max(1_000), z.guid()]);

export function createAssetReader({ db, summarise }: { db: Kysely<unknown>; summarise: Summarise }): AssetReader {
  return {
    read: async (id, locale) => {
      const [assets, customers, tickets, log] = await Promise.all([
        sql<AssetRow>`select ${assetColumns} from assets a where a.id = ${id}`.execute(db),
        sql<{ id: string; name: string | null }>`select c.id, c.name from asset_customers l join customers c on c.id = l.customer_id
          where l.asset_id = ${id} order by (c.name is null), folded(c.name), c.id`.execute(db),
        sql<SummaryRow>`select ${ticketColumns}, ${summaryColumns} from tickets t ${summaryJoins}
          where t.id in (select ticket_id from ticket_assets where asset_id = ${id}) order by t.number desc limit ${ticketsShown}`.execute(db),
        logStatement(id).execute(db),
      ]);
      const row = assets.rows[0];
      if (!row) return null;
      return { ...toAsset(row), customers: customers.rows, tickets: tickets.rows.map((ticket) => summarise(toTicket(ticket), peopleOf(ticket), locale)), log: log.rows };
    },
    list: async (query) => {
      const { rows } = await listStatement(query).execute(db);
      const page = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? page.at(-1) : undefined;
      return {
        assets: page.map(({ id, name, kind, owner, service, retiredAt, open, customers }) => ({ id, name, kind, owner, service, retiredAt, open, customers })),
        nextCursor: last ? Buffer.from(JSON.stringify([last.place, last.id])).toString('base64url') : null,
      };
    },
    ofMailbox: async (email) => {
      const { rows } = await sql<NamedAsset>`
        select a.id, a.name, a.kind from addresses m join asset_customers c on c.customer_id = m.customer_id join assets a on a.id = c.asset_id
        where m.kind = 'email' and m.value = ${email} and a.retired_at is null and (m.verified_at is not null or not exists (
          select from addresses other where other.customer_id = m.customer_id and (other.kind, other.value) <> (m.kind, m.value)))
        order by folded(a.name), a.id limit ${mostOfOne}`.execute(db);
      return rows;
    },
    kinds: async () => {
      const { rows } = await sql<{ kind: string }>`select kind from assets where retired_at is null group by kind order by count(*) desc, kind limit ${kindsShown}`.execute(db);
      return rows.map(({ kind }) => kind);
    },
  };
}

function listStatement({ q, kind, service, customer, withRetired, limit, cursor }: AssetQuery): RawBuilder<AssetEntry & { place: string }> {
  const words = q.trim().split(/\s+/).filter((word) => word !== '').slice(0, mostWords);
  const conditions = [
    ...(withRetired ? [] : [sql`a.retired_at is null`]),
    ...(kind === undefined ? [] : [sql`a.kind = ${kind}`]),
    ...(service === undefined ? [] : [sql`a.service = ${service}`]),
    ...(customer === undefined ? [] : [sql`exists (select from asset_customers c where c.asset_id = a.id and c.customer_id = ${customer})`]),
    ...words.map((word) => sql`folded(a.name || ' ' || a.kind || ' ' || coalesce(a.owner, '')) like ${containing(sql`folded(${word}::text)`)}`),
    ...(cursor === undefined ? [] : [afterCursor(cursor)]),
  ];
  return sql`
    select a.id, a.name, a.kind, a.owner, a.service, a.retired_at as "retiredAt", folded(a.name) as place,
      (select count(*)::int from ticket_assets l join tickets t on t.id = l.ticket_id
        where l.asset_id = a.id and t.status not in ('resolved', 'closed', 'cancelled')) as open,
      (select count(*)::int from asset_customers c where c.asset_id = a.id) as customers
    from assets a where ${conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)}
    order by folded(a.name), a.id limit ${limit + 1}`;
}

function afterCursor(cursor: string): RawBuilder<unknown> {
  const read = placeSchema.safeParse(readJson(Buffer.from(cursor, 'base64url').toString()));
  if (!read.success || read.data[0].includes('\0')) throw invalidInput({ cursor: 'a nextCursor of an earlier answer to the same question' });
  return sql`(folded(a.name), a.id) > (${read.data[0]}::text, ${read.data[1]}::uuid)`;
}

function logStatement(id: string): RawBuilder<AssetLogEntry> {
  return sql`
    select e.at, e.name, e.before, e.after, json_build_object('kind', e.actor_kind, 'id', e.actor_id, 'name', p.name) as actor
    from events e left join agents p on e.actor_kind = 'agent' and p.id = e.actor_id
    where e.ticket_id is null and e.after ? 'assetId' and e.after ->> 'assetId' = ${id} and e.name like 'asset.%'
    order by e.at desc, e.id desc limit ${changesShown}`;
}

export function createDowntimeReader(db: Kysely<unknown>): DowntimeReader {
  const select = async (which: RawBuilder<unknown>) => (await sql<DowntimeView>`
    select d.id, d.service, d.asset_id as "assetId", d.ticket_id as "ticketId", d.began_at as "from", d.ended_at as "to", d.note, d.changed_at as "changedAt",
      case when a.id is null then null else json_build_object('id', a.id, 'name', a.name) end as asset, t.number as ticket,
      (select p.number from ticket_links l join tickets p on p.id = l.to_id where l.from_id = d.ticket_id and l.kind = 'parent' order by p.number desc limit 1) as storm,
      case when p.id is null then null else json_build_object('id', p.id, 'name', p.name) end as by
    from downtimes d left join assets a on a.id = d.asset_id left join tickets t on t.id = d.ticket_id left join agents p on p.id = d.recorded_by
    where d.removed_at is null and ${which} order by d.began_at desc, d.id`.execute(db)).rows;
  return {
    find: async (id) => (await select(sql`d.id = ${id}`))[0] ?? null,
    within: ({ from, to }, service) =>
      select(sql`d.began_at < ${to} and (d.ended_at is null or d.ended_at > ${from}) and ${service === undefined ? sql`true` : sql`d.service = ${service}`}`),
  };
}
