import { sql } from 'kysely';
import type { Signal } from '../../src/core/index.ts';
import type { OwnSettingsStore } from '../../src/desk/staffing/index.ts';
import type { ToldOffer, ToldOfferStore } from '../../src/desk/told-offers/index.ts';
import type { Connection } from './database.ts';

interface ToldOfferRow extends Omit<ToldOffer, 'place' | 'agent'> {
  channel: string | null;
  ts: string | null;
  agentId: string;
  email: string;
  phone: string | null;
}

export function toldOfferStore(connection: Connection): ToldOfferStore {
  return {
    lock: async (offerId) => {
      const { rows } = await sql<ToldOfferRow>`
        select d.offer_id as "offerId", d.status, d.tries, d.next_try_at as "nextTryAt", d.updated_at as "updatedAt", d.channel, d.ts,
          d.ended_told_at as "endedToldAt", a.id as "agentId", a.email, a.phone, o.live, o.expires_at as "expiresAt", o.outcome,
          t.number as "ticketNumber", t.subject, t.priority,
          case when t.responded_at is null then coalesce(t.respond_by, t.resolve_by) else t.resolve_by end as "dueAt"
        from told_offers d join offers o on o.id = d.offer_id join agents a on a.id = o.agent_id join tickets t on t.id = o.ticket_id
        where d.offer_id = ${offerId}::uuid for no key update of d`.execute(connection);
      if (!rows[0]) return null;
      const { channel, ts, agentId, email, phone, ...offer } = rows[0];
      return { ...offer, place: channel !== null && ts !== null ? { channel, ts } : null, agent: { id: agentId, email, phone } };
    },
    set: async (offerId, { status, tries, nextTryAt, place, reason, toldAt, endedToldAt, at }) => {
      await sql`update told_offers set status = coalesce(${status ?? null}, status), tries = coalesce(${tries ?? null}::smallint, tries),
        next_try_at = coalesce(${nextTryAt ?? null}::timestamptz, next_try_at), channel = coalesce(${place?.channel ?? null}, channel),
        ts = coalesce(${place?.ts ?? null}, ts), reason = coalesce(${reason ?? null}, reason),
        told_at = coalesce(${toldAt ?? null}::timestamptz, told_at), ended_told_at = coalesce(${endedToldAt ?? null}::timestamptz, ended_told_at),
        updated_at = ${at} where offer_id = ${offerId}::uuid`.execute(connection);
    },
  };
}

/** Offers of which somebody is still to be told, or that they ended. Seconds after which a signal is taken for lost. */
export async function dueToldOffers(connection: Connection, at: Date, lostAfter: number, most: number): Promise<Signal[]> {
  const { rows } = await sql<{ offer_id: string }>`
    (select offer_id from told_offers where status in ('queued', 'sending') and next_try_at <= ${at}::timestamptz
      and updated_at < ${at}::timestamptz - make_interval(secs => (case when status = 'sending' then 61 else ${lostAfter}::float8 end)) limit ${most})
    union all
    (select d.offer_id from told_offers d join offers o on o.id = d.offer_id
      where d.status = 'told' and d.ended_told_at is null and d.next_try_at <= ${at}::timestamptz
        and o.ended_at < ${at}::timestamptz - make_interval(secs => ${lostAfter}::float8) limit ${most})`.execute(connection);
  return rows.map(({ offer_id: offerId }) => ({ kind: 'tell-offer', offerId }));
}

export function createOwnSettingsStore(db: Connection): OwnSettingsStore {
  return {
    read: async (agentId) => {
      const { rows } = await sql<{ offersInSlack: boolean }>`select offers_in_slack as "offersInSlack" from agents where id = ${agentId}::uuid`.execute(db);
      return { offersInSlack: rows[0]?.offersInSlack ?? false };
    },
    save: async (agentId, { offersInSlack }) => {
      await sql`update agents set offers_in_slack = ${offersInSlack} where id = ${agentId}::uuid`.execute(db);
    },
  };
}
