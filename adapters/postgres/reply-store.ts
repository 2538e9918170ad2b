import { sql, type RawBuilder } from 'kysely';
import type { Address, Locale } from '../../src/core/index.ts';
import type { DeliveryStatus, Outgoing, ReplyStore } from '../../src/desk/replies/index.ts';
import type { Connection } from './database.ts';

interface OutgoingRow {
  id: string;
  reply_id: string;
  status: DeliveryStatus;
  provider_id: string | null;
  tries: number;
  next_try_at: Date;
  updated_at: Date;
  ticket_id: string;
  channel: string;
  text: string;
  locale: Locale;
  theirs_kind: Address['kind'] | null;
  theirs: string | null;
  ours: string;
}

function toOutgoing(row: OutgoingRow): Outgoing {
  return {
    delivery: {
      id: row.id, replyId: row.reply_id, status: row.status, providerId: row.provider_id, tries: row.tries,
      nextTryAt: row.next_try_at, updatedAt: row.updated_at,
    },
    ticketId: row.ticket_id,
    channel: row.channel,
    text: row.text,
    locale: row.locale,
    to: toAddress(row),
    from: row.ours,
  };
}

function toAddress(row: { theirs_kind: Address['kind'] | null; theirs: string | null }): Address | null {
  return row.theirs_kind === null || row.theirs === null ? null : { kind: row.theirs_kind, value: row.theirs };
}

export function replyStore(connection: Connection): ReplyStore {
  const lockWhere = async (condition: RawBuilder<unknown>): Promise<Outgoing | null> => {
    const { rows } = await sql<OutgoingRow>`
      select d.id, d.reply_id, d.status, d.provider_id, d.tries, d.next_try_at, d.updated_at, v.ticket_id, v.channel,
        r.text, r.locale, v.theirs_kind, v.theirs, v.ours
      from deliveries d join replies r on r.id = d.reply_id join conversations v on v.id = r.conversation_id
      where ${condition} for no key update of d`.execute(connection);
    return rows[0] ? toOutgoing(rows[0]) : null;
  };
  return {
    add: async (reply, delivery) => {
      const { rows } = await sql<{ id: string }>`
        with written as (
          insert into replies (id, ticket_id, conversation_id, agent_id, kind, text, locale, created_at)
          values (${reply.id}, ${reply.ticketId}, ${reply.conversationId}::uuid, ${reply.agentId}::uuid, ${reply.kind},
            ${reply.text}, ${reply.locale}, ${reply.createdAt})
          on conflict (ticket_id) where kind = 'acknowledgement' do nothing
          returning id
        ), used as (
          update conversations set last_contact_at = greatest(last_contact_at, ${reply.createdAt})
          where id = ${reply.conversationId}::uuid and exists (select from written)
        )
        insert into deliveries (id, reply_id, status, tries, next_try_at, created_at, updated_at)
        select ${delivery.id}, id, ${delivery.status}, 0, ${delivery.nextTryAt}, ${delivery.updatedAt}, ${delivery.updatedAt}
        from written returning id`.execute(connection);
      return rows.length === 1;
    },
    latestConversation: async (ticketId) => {
      const { rows } = await sql<{ id: string; channel: string; ours: string; theirs_kind: Address['kind'] | null; theirs: string | null }>`
        select id, channel, ours, theirs_kind, theirs from conversations where ticket_id = ${ticketId}
        order by last_contact_at desc, id limit 1`.execute(connection);
      const row = rows[0];
      return row ? { id: row.id, channel: row.channel, ours: row.ours, theirs: toAddress(row) } : null;
    },
    lockOutgoing: (deliveryId) => lockWhere(sql`d.id = ${deliveryId}`),
    lockByProvider: (providerId) => lockWhere(sql`d.provider_id = ${providerId}`),
    setDelivery: async (deliveryId, change) => {
      await sql`update deliveries set status = ${change.status}, updated_at = ${change.at},
        provider_id = coalesce(${change.providerId ?? null}, provider_id),
        tries = coalesce(${change.tries ?? null}::int, tries),
        next_try_at = coalesce(${change.nextTryAt ?? null}::timestamptz, next_try_at),
        error_code = ${change.errorCode ?? null}, error_message = ${change.errorMessage ?? null}
        where id = ${deliveryId}`.execute(connection);
    },
    serialise: async (providerId) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${providerId}, 11))`.execute(connection);
    },
    keepReceipt: async (receipt) => {
      await sql`insert into receipts (provider_id, state, code, message, received_at)
        values (${receipt.providerId}, ${receipt.state}, ${receipt.code}, ${receipt.message}, ${receipt.at})
        on conflict (provider_id) do update set state = excluded.state, code = excluded.code, message = excluded.message,
          received_at = excluded.received_at
        where receipts.state = 'sent' or excluded.state = 'delivered'`.execute(connection);
    },
    takeReceipt: async (providerId) => {
      const { rows } = await sql<{ state: string; code: string | null; message: string | null }>`
        delete from receipts where provider_id = ${providerId} returning state, code, message`.execute(connection);
      return rows[0] ?? null;
    },
  };
}
