import { sql, type RawBuilder } from 'kysely';
import type { Address } from '../../src/core/index.ts';
import type { KnownAddress, TicketWays } from '../../src/desk/replies/index.ts';
import { pairFacts } from './consent-store.ts';
import type { Connection } from './database.ts';
import { toAddress } from './outgoing-row.ts';

/** Pairs of addresses of one ticket, and addresses of one customer, beyond which nothing is offered. */
const mostPairs = 10;
const mostAddresses = 20;
/** Conversations with one address that are looked through for the number they know us by. */
const mostConversations = 50;

/** Reads the ways that an answer to this ticket may go. */
export async function ticketWays(connection: Connection, ticketId: string, reaching: readonly string[]): Promise<TicketWays> {
  const [conversations, addresses] = await Promise.all([
    conversationsStatement(ticketId).execute(connection), addressesStatement(ticketId, reaching).execute(connection),
  ]);
  return {
    conversations: conversations.rows.map((row) => ({
      id: row.id, channel: row.channel, ours: row.ours, theirs: toAddress(row), stopped: row.stopped,
      lastContactAt: row.last_contact_at, undeliverable: row.undeliverable,
    })),
    addresses: addresses.rows,
  };
}

interface ConversationRow {
  id: string;
  channel: string;
  ours: string;
  theirs_kind: Address['kind'] | null;
  theirs: string | null;
  stopped: boolean;
  last_contact_at: Date | null;
  undeliverable: string | null;
}

function conversationsStatement(ticketId: string): RawBuilder<ConversationRow> {
  const facts = pairFacts({ channel: sql.ref('v.channel'), theirsKind: sql.ref('v.theirs_kind'), theirs: sql.ref('v.theirs'), ours: sql.ref('v.ours') });
  return sql<ConversationRow>`
    select v.id, v.channel, v.ours, v.theirs_kind, v.theirs, ${facts.stopped} as stopped, ${facts.lastContactAt} as last_contact_at,
      (select a.undeliverable_reason from addresses a where a.kind = v.theirs_kind and a.value = v.theirs and a.undeliverable_at is not null) as undeliverable
    from (
      select * from (
        select distinct on (channel, theirs_kind, theirs, ours) * from conversations where ticket_id = ${ticketId}::uuid
        order by channel, theirs_kind, theirs, ours, last_contact_at desc, id
      ) pairs order by last_contact_at desc, id limit ${mostPairs}
    ) v order by v.last_contact_at desc, v.id`;
}

function addressesStatement(ticketId: string, reaching: readonly string[]): RawBuilder<KnownAddress> {
  const channels = sql`any(${reaching}::text[])`;
  return sql<KnownAddress>`
    with heard as (
      select distinct v.theirs_kind as kind, v.theirs as value from conversations v
      where v.ticket_id = ${ticketId}::uuid and v.theirs_kind in ('phone', 'email', 'slack')
    ), known as (
      select kind, value from heard
      union
      select a.kind, a.value from tickets t join addresses a on a.customer_id = t.customer_id
      where t.id = ${ticketId}::uuid and a.kind in ('phone', 'email', 'slack')
    )
    select k.kind, k.value, exists (select from heard h where h.kind = k.kind and h.value = k.value) as "onTicket",
      a.verified_at is not null as verified,
      exists (select from blocked_addresses b where b.kind = k.kind and b.value = k.value) as blocked,
      case when a.undeliverable_at is not null then a.undeliverable_reason end as undeliverable,
      coalesce((select json_agg(json_build_object('channel', p.channel, 'ours', p.ours, 'stopped', coalesce(s.stopped, false)) order by p.here desc, p.at desc, p.ours)
        from (
          select u.channel, u.ours, bool_or(u.here) as here, max(u.at) as at from (
            (select v.channel, v.ours, v.ticket_id = ${ticketId}::uuid as here, v.last_contact_at as at from conversations v
              where k.kind = 'phone' and v.theirs = k.value and v.theirs_kind = k.kind and v.channel = ${channels}
              order by v.last_contact_at desc limit ${mostConversations})
            union all
            select c.channel, c.ours, false, c.changed_at from consents c
            where k.kind = 'phone' and c.theirs = k.value and c.theirs_kind = k.kind and c.channel = ${channels}
          ) u where u.ours like '+%' group by u.channel, u.ours
        ) p left join consents s on s.channel = p.channel and s.theirs_kind = k.kind and s.theirs = k.value and s.ours = p.ours
      ), '[]') as pairs
    from known k left join addresses a on a.kind = k.kind and a.value = k.value
    order by "onTicket" desc, verified desc, k.kind desc, a.created_at desc nulls last, k.value limit ${mostAddresses}`;
}
