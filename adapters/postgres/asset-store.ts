import { sql, type RawBuilder } from 'kysely';
import { newId } from '../../src/core/index.ts';
import type { Asset, AssetSource, AssetStore, Downtime, DowntimeStore, NamedAsset } from '../../src/desk/assets/index.ts';
import type { Connection } from './database.ts';

export interface AssetRow {
  id: string;
  name: string;
  kind: string;
  owner: string | null;
  service: string | null;
  notes: string;
  source: AssetSource;
  created_at: Date;
  changed_at: Date;
  retired_at: Date | null;
  customer_ids: string[];
}

/** Columns of an asset `a`. */
export const assetColumns = sql`a.*, array(select c.customer_id::text from asset_customers c where c.asset_id = a.id order by c.customer_id) as customer_ids`;

export function toAsset({ created_at: createdAt, changed_at: changedAt, retired_at: retiredAt, customer_ids: customerIds, ...row }: AssetRow): Asset {
  return { id: row.id, name: row.name, kind: row.kind, owner: row.owner, service: row.service, notes: row.notes, source: row.source, createdAt, changedAt, retiredAt, customerIds };
}

export function assetStore(connection: Connection): AssetStore {
  const one = async (which: RawBuilder<unknown>): Promise<Asset | null> => {
    const { rows } = await sql<AssetRow>`select ${assetColumns} from assets a where ${which}`.execute(connection);
    return rows[0] ? toAsset(rows[0]) : null;
  };
  const setCustomers = async (assetId: string, customerIds: readonly string[]) => {
    await sql`delete from asset_customers where asset_id = ${assetId} and customer_id <> all(${customerIds}::uuid[])`.execute(connection);
    await sql`insert into asset_customers (asset_id, customer_id) select ${assetId}::uuid, unnest(${customerIds}::uuid[]) on conflict do nothing`.execute(connection);
  };
  return {
    find: (id) => one(sql`a.id = ${id}`),
    findByName: (name) => one(sql`lower(a.name) = lower(${name})`),
    findByNames: async (names) => {
      const { rows } = await sql<AssetRow & { asked: number }>`select n.place::int as asked, ${assetColumns}
        from unnest(${[...names]}::text[]) with ordinality as n(name, place) join assets a on lower(a.name) = lower(n.name)`.execute(connection);
      const found = new Map(rows.map(({ asked, ...row }) => [asked, toAsset(row)]));
      return names.map((_, place) => found.get(place + 1) ?? null);
    },
    lock: async (id) => {
      await sql`lock table assets in share row exclusive mode`.execute(connection);
      return one(sql`a.id = ${id}`);
    },
    create: async (asset) => {
      const { numAffectedRows } = await sql`
        insert into assets (id, name, kind, owner, service, notes, source, created_at, changed_at)
        values (${asset.id}, ${asset.name}, ${asset.kind}, ${asset.owner}, ${asset.service}, ${asset.notes}, ${asset.source}, ${asset.at}, ${asset.at})
        on conflict do nothing`.execute(connection);
      if (numAffectedRows !== 1n) return false;
      if (asset.customerIds.length > 0) await setCustomers(asset.id, asset.customerIds);
      return true;
    },
    createAll: async (assets) => {
      const rows = assets.map(({ id, name, kind, owner, service, notes, source, at }) => ({ id, name, kind, owner, service, notes, source, created_at: at, changed_at: at }));
      const created = await sql<{ id: string }>`insert into assets (id, name, kind, owner, service, notes, source, created_at, changed_at)
        select id, name, kind, owner, service, notes, source, created_at, changed_at
        from jsonb_populate_recordset(null::assets, ${JSON.stringify(rows)}::jsonb) order by lower(name)
        on conflict do nothing returning id`.execute(connection);
      return new Set(created.rows.map(({ id }) => id));
    },
    change: async (asset) => {
      const { numAffectedRows } = await sql`
        update assets set name = ${asset.name}, kind = ${asset.kind}, owner = ${asset.owner}, service = ${asset.service}, notes = ${asset.notes},
          changed_at = ${asset.changedAt}, retired_at = ${asset.retiredAt}
        where id = ${asset.id} and not exists (select from assets o where o.id <> ${asset.id} and lower(o.name) = lower(${asset.name}))`.execute(connection);
      if (numAffectedRows !== 1n) return false;
      await setCustomers(asset.id, asset.customerIds);
      return true;
    },
    retire: async (id, { retiredAt, at }) => {
      await sql`update assets set retired_at = ${retiredAt}, changed_at = ${at} where id = ${id}`.execute(connection);
    },
    knownCustomers: async (customerIds) => {
      const { rows } = await sql<{ id: string }>`select id from customers where id = any(${customerIds}::uuid[]) and merged_into is null order by id for key share`.execute(connection);
      return rows.map(({ id }) => id);
    },
    linkToTicket: async ({ assetId, ticketId, at }) => {
      const { numAffectedRows } = await sql`insert into ticket_assets (ticket_id, asset_id, linked_at) values (${ticketId}, ${assetId}, ${at})
        on conflict do nothing`.execute(connection);
      return numAffectedRows === 1n;
    },
    linkAll: async (links) => {
      const rows = links.map(({ ticketId, assetId, at }) => ({ ticket_id: ticketId, asset_id: assetId, linked_at: at }));
      const made = await sql<{ key: string }>`insert into ticket_assets (ticket_id, asset_id, linked_at) select ticket_id, asset_id, linked_at
        from jsonb_populate_recordset(null::ticket_assets, ${JSON.stringify(rows)}::jsonb) on conflict do nothing
        returning ticket_id || ' ' || asset_id as key`.execute(connection);
      const keys = new Set(made.rows.map(({ key }) => key));
      return links.filter(({ ticketId, assetId }) => keys.delete(`${ticketId} ${assetId}`));
    },
    unlink: async ({ assetId, ticketId }) => {
      const { numAffectedRows } = await sql`delete from ticket_assets where ticket_id = ${ticketId} and asset_id = ${assetId}`.execute(connection);
      return numAffectedRows === 1n;
    },
    ofTicket: async (ticketId) => {
      const { rows } = await sql<NamedAsset>`select a.id, a.name, a.kind from ticket_assets l join assets a on a.id = l.asset_id
        where l.ticket_id = ${ticketId} order by l.linked_at, a.id`.execute(connection);
      return rows;
    },
    carryOver: async (fromTicketId, toTicketId) => {
      await sql`insert into ticket_assets (ticket_id, asset_id, linked_at) select ${toTicketId}::uuid, asset_id, linked_at from ticket_assets
        where ticket_id = ${fromTicketId} on conflict do nothing`.execute(connection);
    },
  };
}

const downtimeColumns = sql`id, service, asset_id as "assetId", ticket_id as "ticketId", began_at as "from", ended_at as "to", note, changed_at as "changedAt"`;

export function downtimeStore(connection: Connection): DowntimeStore {
  const othersOpen = ({ id, ticketId }: Pick<Downtime, 'id' | 'ticketId'>) =>
    sql`exists (select from downtimes o where o.ticket_id = ${ticketId}::uuid and o.ended_at is null and o.id <> ${id}::uuid)`;
  return {
    begin: async ({ service, assetId, ticketId, at }) => {
      const { rows } = await sql<{ id: string }>`
        insert into downtimes (id, service, asset_id, ticket_id, began_at, changed_at) values (${newId()}, ${service}, ${assetId}, ${ticketId}, ${at}, ${at})
        on conflict (ticket_id) where ended_at is null do nothing returning id`.execute(connection);
      return rows[0]?.id ?? null;
    },
    end: async ({ ticketId, at }) => {
      const { rows } = await sql<Downtime>`
        with ended as (
          update downtimes set ended_at = greatest(began_at, ${at}::timestamptz), changed_at = greatest(changed_at + interval '1 ms', ${at}::timestamptz)
          where ticket_id = ${ticketId} and ended_at is null returning *
        ) select ${downtimeColumns} from ended where removed_at is null`.execute(connection);
      return rows[0] ?? null;
    },
    lock: async (id) => {
      const { rows } = await sql<Downtime>`select ${downtimeColumns} from downtimes where id = ${id} and removed_at is null for update`.execute(connection);
      return rows[0] ?? null;
    },
    record: async (down) => {
      const { numAffectedRows } = await sql`
        insert into downtimes (id, service, asset_id, ticket_id, began_at, ended_at, note, recorded_by, changed_at)
        values (${down.id}, ${down.service}, ${down.assetId}, ${down.ticketId}, ${down.from}, ${down.to}, ${down.note}, ${down.by}, ${down.changedAt})
        on conflict (ticket_id) where ended_at is null do nothing`.execute(connection);
      return numAffectedRows === 1n;
    },
    change: async (down) => {
      const { numAffectedRows } = await sql`
        update downtimes set service = ${down.service}, asset_id = ${down.assetId}, ticket_id = ${down.ticketId}, began_at = ${down.from}, ended_at = ${down.to},
          note = ${down.note}, changed_at = ${down.changedAt}
        where id = ${down.id} and (${down.to}::timestamptz is not null or not ${othersOpen(down)})`.execute(connection);
      return numAffectedRows === 1n;
    },
    remove: async (id, { by, at, reason }) => {
      await sql`update downtimes set removed_at = ${at}, removed_by = ${by}, removed_reason = ${reason}, changed_at = ${at} where id = ${id}`.execute(connection);
    },
  };
}
