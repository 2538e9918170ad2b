import { sql, type RawBuilder } from 'kysely';
import { newId, type Address } from '../../src/core/index.ts';
import type { StoredFile } from '../../src/desk/files/index.ts';
import type { Delivery, DeliveryStatus, NewDelivery, NewReply, Outgoing, ReplyStore, StoredReceipt } from '../../src/desk/replies/index.ts';
import { pairFacts } from './consent-store.ts';
import type { Connection } from './database.ts';
import { lineOfPair, lineOfReply } from './delivery-line.ts';
import { makeLatest } from './latest-conversation.ts';
import { endOfMerges } from './ticket-merges.ts';
import { ticketWays } from './ticket-ways.ts';
import { outgoingStatement, toAddress, toOutgoing } from './outgoing-row.ts';
import { addSearchWords } from './search-words.ts';

export function replyStore(connection: Connection): ReplyStore {
  const lockWhere = async (condition: RawBuilder<unknown>, at: Date | null = null): Promise<Outgoing[]> =>
    (await outgoingStatement(condition, at).execute(connection)).rows.map(toOutgoing);
  const lockOne = async (condition: RawBuilder<unknown>, at: Date | null = null): Promise<Outgoing | null> => (await lockWhere(condition, at))[0] ?? null;
  const sameAttempt = (delivery: Delivery) => sql`d.reply_id = ${delivery.replyId} and d.attempt = ${delivery.attempt}`;
  return {
    add: async (reply, deliveries) => {
      const { rows } = await addStatement(reply, deliveries).execute(connection);
      if (rows.length > 0 && reply.kind === 'agent' && reply.ticketId !== null) await addSearchWords(reply.ticketId, reply.text).execute(connection);
      return rows.length > 0;
    },
    find: async (replyId) => {
      const { rows } = await sql<{ ticketId: string | null; agentId: string | null }>`
        select (${endOfMerges(sql.ref('r.ticket_id'))}) as "ticketId", r.agent_id as "agentId" from replies r where r.id = ${replyId}`.execute(connection);
      const row = rows[0];
      return row && row.ticketId !== null ? { ticketId: row.ticketId, agentId: row.agentId } : null;
    },
    askedOf: async (ticketId) => {
      const { rows } = await sql<{ asked: string[] }>`
        select asked from replies where ticket_id = ${ticketId}::uuid and asked is not null order by created_at desc, id limit 1`.execute(connection);
      return rows[0]?.asked ?? [];
    },
    hasContactAfter: async (ticketId, seq) => {
      const { rows } = await sql<{ has: boolean }>`select exists (
        select from conversations v join contacts c on c.conversation_id = v.id
        join events e on e.contact_id = c.id and e.name = 'contact.received'
        where v.ticket_id = ${ticketId} and (e.seq is null or e.seq > ${seq}::bigint)) as has`.execute(connection);
      return rows[0]?.has ?? false;
    },
    addDeliveries: async (deliveries) => {
      const rows = deliveries.map((delivery) => sql`(${deliveryRow(delivery)}, ${lineOfReply(delivery.replyId)})`);
      await sql`insert into deliveries ${deliveryColumns} values ${sql.join(rows)}`.execute(connection);
    },
    latestConversation: async (ticketId) => {
      const facts = pairFacts({ channel: sql.ref('v.channel'), theirsKind: sql.ref('v.theirs_kind'), theirs: sql.ref('v.theirs'), ours: sql.ref('v.ours') });
      const { rows } = await sql<{
        id: string; channel: string; ours: string; theirs_kind: Address['kind'] | null; theirs: string | null;
        stopped: boolean; last_contact_at: Date | null;
      }>`select v.id, v.channel, v.ours, v.theirs_kind, v.theirs, ${facts.stopped} as stopped, ${facts.lastContactAt} as last_contact_at
        from (select * from conversations where ticket_id = ${ticketId} order by last_contact_at desc, id limit 1) v`.execute(connection);
      const row = rows[0];
      if (!row) return null;
      const { id, channel, ours, stopped, last_contact_at: lastContactAt } = row;
      return { id, channel, ours, theirs: toAddress(row), stopped, lastContactAt };
    },
    waysOf: (ticketId, reaching) => ticketWays(connection, ticketId, reaching),
    openConversation: async ({ ticketId, channel, ours, theirs, subject, at }) => {
      const id = newId();
      // No topic: whatever its answers are called, they belong to it.
      await sql`insert into conversations (id, ticket_id, channel, ours, theirs_kind, theirs, last_contact_at, subject, topic)
        values (${id}::uuid, ${ticketId}::uuid, ${channel}, ${ours}, ${theirs?.kind ?? null}, ${theirs?.value ?? null}, ${at}::timestamptz,
          ${subject}, ${subject === null ? null : ''})`.execute(connection);
      return id;
    },
    beginThread: async (conversationId, thread) => {
      await sql`update conversations set ours = ${thread} where id = ${conversationId}::uuid and (ours = '' or ours = theirs)`.execute(connection);
    },
    luggageOf: async (replyId) => {
      const { rows } = await sql<{ html: string | null; files: StoredFile[] | null }>`
        select r.html, (select json_agg(json_build_object('name', a.name, 'type', coalesce(a.type, a.claimed_type), 'size', a.size, 'sha256', a.sha256)
            order by a.place, a.id) from attachments a where a.reply_id = r.id and a.state = 'stored') as files
        from replies r where r.id = ${replyId}::uuid`.execute(connection);
      return { html: rows[0]?.html ?? null, files: rows[0]?.files ?? [] };
    },
    makeLatest: (conversationId, at) => makeLatest(connection, conversationId, at),
    lockOutgoing: (deliveryId, at) => lockOne(sql`d.id = ${deliveryId}`, at),
    lockStatus: async (deliveryId) => {
      const { rows } = await sql<{ status: DeliveryStatus }>`select status from deliveries where id = ${deliveryId} for no key update`.execute(connection);
      return rows[0]?.status ?? null;
    },
    lockByProvider: (providerId) => lockOne(sql`d.provider_id = ${providerId}`),
    lockLater: (delivery) => lockWhere(sql`${sameAttempt(delivery)} and d.part > ${delivery.part}::int`),
    lockLatest: (replyId) => lockWhere(sql`d.reply_id = ${replyId}::uuid and not exists (
      select from deliveries later where later.reply_id = d.reply_id and later.part = d.part and later.attempt > d.attempt)`),
    isFirstHeld: async (ticketId) => {
      const { rows } = await sql<{ held: number }>`select count(distinct r.id)::int as held from replies r
        join deliveries d on d.reply_id = r.id where r.ticket_id = ${ticketId} and d.status = 'held'`.execute(connection);
      return (rows[0]?.held ?? 0) <= 1;
    },
    failHeld: async (pair, why) => {
      const { rows } = await sql<{ deliveryId: string; replyId: string; ticketId: string }>`
        update deliveries d set status = 'failed', error_code = ${why.code}, error_message = ${why.message}, updated_at = ${why.at}
        from replies r join conversations v on v.id = r.conversation_id
        where d.status = 'held' and r.id = d.reply_id and v.channel = ${pair.channel} and v.theirs_kind = ${pair.theirs.kind}
          and v.theirs = ${pair.theirs.value} and v.ours = ${pair.ours}
        returning d.id as "deliveryId", r.id as "replyId", v.ticket_id as "ticketId"`.execute(connection);
      return rows;
    },
    failLater: async (delivery, why) => {
      await sql`update deliveries d set status = 'failed', error_code = ${why.code}, error_message = ${why.message}, updated_at = ${why.at}
        where ${sameAttempt(delivery)} and d.part > ${delivery.part}::int and d.status in ('queued', 'held')`.execute(connection);
    },
    setDelivery: async (deliveryId, change) => {
      await sql`update deliveries set status = ${change.status}, updated_at = ${change.at},
        provider_id = coalesce(${change.providerId ?? null}, provider_id),
        tries = coalesce(${change.tries ?? null}::int, tries),
        next_try_at = coalesce(${change.nextTryAt ?? null}::timestamptz, next_try_at),
        held_after = coalesce(${change.heldAfter ?? null}::timestamptz, held_after),
        error_code = ${change.errorCode ?? null}, error_message = ${change.errorMessage ?? null}
        where id = ${deliveryId}`.execute(connection);
    },
    releaseProvider: async (deliveryId) => {
      await sql`update deliveries set provider_id = null where id = ${deliveryId}`.execute(connection);
    },
    serialise: async (providerId) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${providerId}, 11))`.execute(connection);
    },
    keepReceipt: async (receipt) => {
      await sql`insert into receipts (provider_id, state, code, message, because, received_at)
        values (${receipt.providerId}, ${receipt.state}, ${receipt.code}, ${receipt.message}, ${receipt.because}, ${receipt.at})
        on conflict (provider_id) do update set state = excluded.state, code = excluded.code, message = excluded.message,
          because = excluded.because, received_at = excluded.received_at
        where receipts.state = 'sent' or excluded.state = 'delivered'`.execute(connection);
    },
    takeReceipt: async (providerId) => {
      const { rows } = await sql<StoredReceipt>`
        delete from receipts where provider_id = ${providerId} returning state, code, message, because`.execute(connection);
      return rows[0] ?? null;
    },
  };
}

const deliveryColumns = sql`(id, reply_id, status, part, parts, attempt, text, encoding, segments, tries, next_try_at,
  held_after, error_code, error_message, created_at, updated_at, line)`;

/** The words of the only text of a reply are the reply's own. */
function deliveryRow(d: NewDelivery): RawBuilder<unknown> {
  const text = d.parts === 1 ? null : d.content.text;
  return sql`${d.id}::uuid, ${d.replyId}::uuid, ${d.status}, ${d.part}::int, ${d.parts}::int, ${d.attempt}::int, ${text},
    ${d.content.encoding ?? null}, ${d.content.segments ?? null}::int, 0, ${d.nextTryAt}::timestamptz,
    ${d.heldAfter}::timestamptz, ${d.errorCode}, ${d.errorMessage}, ${d.updatedAt}::timestamptz, ${d.updatedAt}::timestamptz`;
}

function addStatement(reply: NewReply, deliveries: NewDelivery[]): RawBuilder<{ id: string }> {
  const { pair } = reply;
  // Only for a reply that is written now: `written` is empty for one that was there before.
  const line = reply.conversationId ?? (pair && lineOfPair(pair));
  const rows = deliveries.map((delivery) => sql`select ${deliveryRow(delivery)}, ${line}::text from written`);
  return sql<{ id: string }>`
    with written as (
      insert into replies (id, ticket_id, conversation_id, agent_id, kind, text, locale, created_at, contact_id, channel, ours,
        theirs_kind, theirs, message_id, html, cc, asked)
      values (${reply.id}, ${reply.ticketId}::uuid, ${reply.conversationId}::uuid, ${reply.agentId}::uuid, ${reply.kind},
        ${reply.text}, ${reply.locale}, ${reply.createdAt}, ${reply.contactId ?? null}::uuid, ${pair?.channel ?? null},
        ${pair?.ours ?? null}, ${pair?.theirs.kind ?? null}, ${pair?.theirs.value ?? null}, ${reply.messageId ?? null}, ${reply.html ?? null}, ${copiesOf(reply)},
        ${reply.asked ? [...reply.asked] : null}::text[])
      on conflict do nothing
      returning id
    )${alsoWritten(reply)}, used as (
      update conversations set last_contact_at = greatest(last_contact_at, ${reply.createdAt})
      where id = ${reply.conversationId}::uuid and exists (select from written)
    )
    insert into deliveries ${deliveryColumns} ${sql.join(rows, sql` union all `)} returning id`;
}

/** Who gets a copy, as JSON: those named, or the people of the conversation whom mail reaches, but never its own writer. */
function copiesOf({ cc = null, conversationId, agentId }: NewReply): RawBuilder<unknown> {
  if (cc !== 'participants') return sql`${cc === null ? null : JSON.stringify(cc)}::jsonb`;
  return sql`(
    select jsonb_agg(jsonb_build_object('name', p.name, 'address', p.address) order by p.since, p.address)
    from participants p join conversations v on v.id = p.conversation_id
    where v.id = ${conversationId}::uuid and p.role = 'copied' and p.address is distinct from v.theirs
      and not exists (select from agents g where g.id = ${agentId}::uuid and g.email = p.address)
      and not exists (select from addresses a where a.kind = 'email' and a.value = p.address and a.undeliverable_at is not null))`;
}

/** Its files, and those who take part from now on because they get a copy. */
function alsoWritten({ files = [], cc, conversationId, createdAt }: NewReply): RawBuilder<unknown> {
  const rows = files.map(({ name, type, size, sha256 }, place) =>
    sql`(${newId()}::uuid, ${place}::int, ${name}, ${type}, ${size}::bigint, ${sha256})`);
  const attached = sql`, attached as (
    insert into attachments (id, reply_id, place, name, claimed_type, type, size, sha256, state, stored_at)
    select f.id, written.id, f.place, f.name, f.type, f.type, f.size, f.sha256, 'stored', ${createdAt}::timestamptz
    from written cross join (values ${sql.join(rows)}) as f(id, place, name, type, size, sha256))`;
  const people = Array.isArray(cc) && conversationId !== null ? cc : [];
  const joined = sql`, joined as (
    insert into participants (conversation_id, address, name, role, since)
    select ${conversationId}::uuid, p.address, p.name, 'copied', ${createdAt}::timestamptz
    from written cross join jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p(address text, name text)
    on conflict do nothing)`;
  return sql`${files.length > 0 ? attached : sql``}${people.length > 0 ? joined : sql``}`;
}
