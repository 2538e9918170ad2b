import { sql, type RawBuilder } from 'kysely';
import type { Signal } from '../../src/core/index.ts';
import type { OwnAddress, OwnRequest, OwnRequestReader, PortalLink, PortalSessionReader, PortalStore } from '../../src/desk/portal/index.ts';
import { lockNames } from './advisory-locks.ts';
import type { Connection } from './database.ts';

export function portalStore(connection: Connection): PortalStore {
  return {
    addLink: async ({ id, email, locale, expiresAt }, at) => {
      await sql`insert into portal_links (id, email, locale, status, next_try_at, created_at, updated_at, expires_at)
        values (${id}, ${email}, ${locale}, 'queued', ${at}, ${at}, ${at}, ${expiresAt})`.execute(connection);
    },
    lockLink: async (id) => {
      const { rows } = await sql<PortalLink>`
        select id, email, locale, status, tries, next_try_at as "nextTryAt", updated_at as "updatedAt", expires_at as "expiresAt",
          used_at as "usedAt"
        from portal_links where id = ${id} for update`.execute(connection);
      return rows[0] ?? null;
    },
    setLink: async (id, { status, tries, nextTryAt, usedAt, reason, at }) => {
      await sql`update portal_links set status = coalesce(${status ?? null}, status), tries = coalesce(${tries ?? null}::int, tries),
        next_try_at = coalesce(${nextTryAt ?? null}::timestamptz, next_try_at), used_at = coalesce(${usedAt ?? null}::timestamptz, used_at),
        reason = coalesce(${reason ?? null}, reason), updated_at = ${at} where id = ${id}`.execute(connection);
    },
    serialise: (email) => lockNames(connection, [`portal ${email}`]),
    countSent: async (email, since) => {
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from portal_links
        where email = ${email} and created_at > ${since} and status in ('sending', 'sent', 'unknown')`.execute(connection);
      return rows[0]?.count ?? 0;
    },
    knows: async (email) => {
      const { rows } = await sql`with recursive ${ownTickets({ kind: 'email', value: email })} select from own_tickets limit 1`.execute(connection);
      return rows.length > 0;
    },
    addSession: async ({ tokenHash, email, expiresAt, at }) => {
      await sql`insert into portal_sessions (token_hash, email, created_at, expires_at)
        values (${tokenHash}, ${email}, ${at}, ${expiresAt})`.execute(connection);
    },
    revokeSession: async (tokenHash, at) => {
      await sql`update portal_sessions set revoked_at = ${at} where token_hash = ${tokenHash} and revoked_at is null`.execute(connection);
    },
  };
}

export function createPortalReader(connection: Connection): PortalSessionReader & OwnRequestReader {
  return {
    emailOf: async (tokenHash, at) => {
      const { rows } = await sql<{ email: string }>`select email from portal_sessions
        where token_hash = ${tokenHash} and revoked_at is null and expires_at > ${at}`.execute(connection);
      return rows[0]?.email ?? null;
    },
    list: async (address, { shown, before, most }) => {
      // A merged one stands as the ticket it went into in the end stands.
      const isOver = sql`(present.status in ('resolved', 'closed', 'cancelled'))`;
      const { rows } = await sql<OwnRequest>`
        with recursive ${ownTickets(address)}, trail as (
          select t.id as asked, t.id, t.merged_into, t.status from tickets t where t.id in (select id from own_tickets)
          union all
          select trail.asked, next.id, next.merged_into, next.status from trail join tickets next on next.id = trail.merged_into
        )
        select t.id as "ticketId", t.number, t.status_key as "statusKey"
        from trail present join tickets t on t.id = present.asked
        where present.merged_into is null and (${shown} = 'all' or ${isOver} = (${shown} = 'ended'))
          and (${before}::int is null or t.number < ${before}::int)
        order by t.number desc limit ${most}`.execute(connection);
      return rows;
    },
  };
}

/**
 * `own_tickets (id)`: those that the holder of an address began. A conversation is theirs when its other side is their address,
 * or when a form that names it began it. Of the tickets it was on, theirs is the one that its first words opened, and one that it
 * was split off to; never one that it was only merged into, or in which somebody else of the same record wrote first.
 */
function ownTickets({ kind, value }: OwnAddress): RawBuilder<unknown> {
  return sql`own_addresses as (
      select ${kind}::text as kind, ${value}::text as value
      union
      select other.kind, other.value from addresses a join addresses other on other.customer_id = a.customer_id
      where a.kind = ${kind} and a.value = ${value} and a.verified_at is not null and other.verified_at is not null
    ), own_conversations as (
      select v.id, v.ticket_id from conversations v join own_addresses o on o.value = v.theirs and o.kind = v.theirs_kind
      union
      select v.id, v.ticket_id from contacts c join conversations v on v.id = c.conversation_id
      where ${kind}::text = 'email' and c.channel = 'web' and lower(c.from_text) = ${value} and c.customer_id is not null
    ), begun as (
      select v.ticket_id as now_on, first.ticket_id as began_on, first.customer_id, first.event_id
      from own_conversations v cross join lateral (
        select e.ticket_id, e.id as event_id, c.customer_id from contacts c join events e on e.contact_id = c.id and e.name = 'contact.received'
        where c.conversation_id = v.id and e.ticket_id is not null order by e.id limit 1
      ) first
    ), gone_into as (
      select b.began_on, t.merged_into from begun b join tickets t on t.id = b.began_on where t.merged_into is not null
      union
      select g.began_on, t.merged_into from gone_into g join tickets t on t.id = g.merged_into where t.merged_into is not null
    ), own_tickets as (
      select t.id from begun b join tickets t on t.id = b.began_on
      where t.customer_id is not distinct from b.customer_id and not exists (
        select from events earlier where earlier.ticket_id = t.id and earlier.name = 'contact.received' and earlier.id < b.event_id)
      union
      select t.id from begun b join tickets t on t.id = b.now_on
      where b.now_on <> b.began_on and t.customer_id is not distinct from b.customer_id
        and exists (select from ticket_links l where l.from_id = t.id and l.kind = 'split')
        and not exists (select from gone_into g where g.began_on = b.began_on and g.merged_into = b.now_on)
    )`;
}

/** Links whose mail is due, or was being sent by a process that may be gone. Seconds after which a signal is taken for lost. */
export async function duePortalLinks(connection: Connection, at: Date, lostAfter: number, most: number): Promise<Signal[]> {
  const { rows } = await sql<{ id: string }>`
    select id from portal_links where status in ('queued', 'sending') and next_try_at <= ${at}::timestamptz
      and updated_at < ${at}::timestamptz - make_interval(secs => (case when status = 'sending' then 901 else ${lostAfter}::float8 end))
    order by next_try_at limit ${most}`.execute(connection);
  return rows.map(({ id }) => ({ kind: 'send-portal-link', linkId: id }));
}

/** Removes sessions that are over, and links a day after, so that how often an address asked is known as long as it counts. */
export async function sweepPortal(connection: Connection, at: Date): Promise<void> {
  await sql`delete from portal_links where id in (
    select id from portal_links where expires_at < ${at}::timestamptz - interval '1 day' limit 20000)`.execute(connection);
  await sql`delete from portal_sessions where token_hash in (
    select token_hash from portal_sessions where expires_at <= ${at} limit 20000)`.execute(connection);
}
