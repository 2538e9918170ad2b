import { sql, type RawBuilder } from 'kysely';
import { newId } from '../../src/core/index.ts';
import type { WordStore } from '../../src/desk/routing/index.ts';
import type { Ticket, TicketStore } from '../../src/desk/tickets/index.ts';
import type { Connection } from './database.ts';
import { endOfMerges } from './ticket-merges.ts';
import { toTicket, type TicketRow } from './ticket-row.ts';

export function ticketStore(connection: Connection): TicketStore {
  const lock = async (ticketId: string): Promise<Ticket | null> => {
    const { rows } = await sql<TicketRow>`select * from tickets where id = ${ticketId} for no key update`.execute(connection);
    return rows[0] ? toTicket(rows[0]) : null;
  };
  const lockInOrder = async (which: RawBuilder<unknown>): Promise<Ticket[]> => {
    const { rows } = await sql<TicketRow>`select t.* from tickets t where ${which}
      order by not exists (select from ticket_links below where below.to_id = t.id and below.kind = 'parent'), t.id
      for no key update of t`.execute(connection);
    return rows.map(toTicket);
  };
  return {
    lock,
    lockAll: async (ticketIds) => (ticketIds.length === 0 ? [] : lockInOrder(sql`t.id = any(${[...ticketIds]}::uuid[])`)),
    lockNumbers: async (numbers) => {
      await lockInOrder(sql`t.id in (select (${endOfMerges(sql.ref('n.id'))}) from tickets n where n.number = any(${[...numbers]}::bigint[]))`);
    },
    lockNumber: async (number) => {
      const { rows } = await sql<{ id: string }>`select id from tickets where number = ${number}`.execute(connection);
      let id = rows[0]?.id ?? null;
      // Another merge may come between any look and its lock, so each step is taken from a locked row.
      while (id !== null) {
        const ticket = await lock(id);
        if (ticket === null || ticket.mergedInto === null) return ticket;
        id = ticket.mergedInto;
      }
      return null;
    },
    save: async (ticket) => {
      const { rows } = await saveStatement(ticket).execute(connection);
      return { ...ticket, version: rows[0]?.version ?? ticket.version };
    },
    saveAll: async (tickets) => {
      if (tickets.length === 0) return [];
      const { rows } = await saveAllStatement(tickets).execute(connection);
      const versions = new Map(rows.map(({ id, version }) => [id, version]));
      return tickets.map((ticket) => ({ ...ticket, version: versions.get(ticket.id) ?? ticket.version }));
    },
    noteRouting: async (t) => {
      await sql`update tickets set routed_version = greatest(routed_version, ${t.routedVersion}),
        overflow_step = ${t.overflowStep}, next_step_at = ${t.nextStepAt}, preferred_agent_id = ${t.preferredAgentId},
        preferred_until = ${t.preferredUntil} where id = ${t.id}`.execute(connection);
    },
    moveConversations: async (fromId, toId) => {
      await sql`update conversations set ticket_id = ${toId} where ticket_id = ${fromId}`.execute(connection);
    },
    splitOff: (from, contactIds, at) => splitOff(connection, from, contactIds, at),
    link: async (fromId, toId, kind) => {
      await sql`insert into ticket_links (from_id, to_id, kind) values (${fromId}, ${toId}, ${kind})
        on conflict do nothing`.execute(connection);
    },
    linkAll: async (fromIds, toId, kind) => {
      if (fromIds.length === 0) return;
      await sql`insert into ticket_links (from_id, to_id, kind) select unnest(${[...fromIds]}::uuid[]), ${toId}, ${kind}
        on conflict do nothing`.execute(connection);
    },
    lockBelow: (ticketId) => lockInOrder(sql`t.id in (select from_id from ticket_links where to_id = ${ticketId} and kind = 'parent')`),
    moveBelow: async (fromId, toId) => {
      await sql`with below as (delete from ticket_links where to_id = ${fromId} and kind = 'parent' returning from_id)
        insert into ticket_links (from_id, to_id, kind) select from_id, ${toId}, 'parent' from below where from_id <> ${toId}::uuid
        on conflict do nothing`.execute(connection);
    },
  };
}

/** What a change may store of a ticket, by column. */
function changeable(t: Ticket) {
  return {
    kind: t.kind, status: t.status, subject: t.subject, service: t.service, entry: t.entry,
    impact: t.impact, urgency: t.urgency, priority: t.priority, tier: t.tier, team: t.team,
    agent_id: t.agentId, customer_id: t.customerId, locale: t.locale, live: t.live, cost: t.cost,
    abandoned: t.abandoned, triage: t.triage, confidence: t.confidence, skills: t.skills,
    agent_locale: t.agentLocale, chosen: t.chosen,
    routing_version: t.routingVersion, routed_version: t.routedVersion,
    queued_at: t.queuedAt, queue_key: t.queueKey, waits_since: t.waitsSince,
    overflow_step: t.overflowStep, next_step_at: t.nextStepAt, preferred_agent_id: t.preferredAgentId,
    preferred_until: t.preferredUntil, plan: t.plan, respond_by: t.respondBy, resolve_by: t.resolveBy,
    responded_at: t.respondedAt, resolved_at: t.resolvedAt, waiting_for: t.waitingFor,
    waiting_until: t.waitingUntil, solution: t.solution, merged_into: t.mergedInto,
    status_key: t.statusKey, tags: t.tags,
  };
}

function saveStatement(t: Ticket) {
  const values = { ...changeable(t), chosen: JSON.stringify(t.chosen) };
  const set = Object.entries(values).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  return sql<{ version: number }>`update tickets set ${sql.join(set)}, version = version + 1, updated_at = now()
    where id = ${t.id} returning version`;
}

function saveAllStatement(tickets: readonly Ticket[]) {
  const rows = tickets.map((t) => ({ id: t.id, ...changeable(t) }));
  const set = Object.keys(rows[0] ?? {}).filter((column) => column !== 'id').map((column) => sql`${sql.ref(column)} = n.${sql.ref(column)}`);
  return sql<{ id: string; version: number }>`update tickets t set ${sql.join(set)}, version = t.version + 1, updated_at = now()
    from jsonb_populate_recordset(null::tickets, ${JSON.stringify(rows)}::jsonb) n where t.id = n.id returning t.id, t.version`;
}

async function splitOff(connection: Connection, from: Ticket, contactIds: string[], at: Date): Promise<Ticket | null> {
  const { rows: counts } = await sql<{ all: number; asked: number }>`
    select count(*)::int as all, (count(*) filter (where c.id = any(${contactIds}::uuid[])))::int as asked
    from contacts c join conversations v on v.id = c.conversation_id where v.ticket_id = ${from.id}`.execute(connection);
  const count = counts[0];
  if (!count || count.asked === 0 || count.asked !== new Set(contactIds).size || count.asked === count.all) return null;
  const ticketId = newId();
  const conversationId = newId();
  const { rows } = await sql<TicketRow>`
    with opened as (
      insert into tickets (id, kind, status, subject, channel, customer_id, locale, cost, opened_at, queue_key, words)
      select ${ticketId}, 'question', 'new', coalesce(nullif(left(split_part(c.text, chr(10), 1), 120), ''), ${from.subject}),
        c.channel, ${from.customerId}::uuid, ${from.locale}, ${from.cost}, ${at}, ${at},
        to_tsvector('simple', unaccent(left(c.text, 10000)))
      from contacts c where c.id = any(${contactIds}::uuid[]) order by c.received_at, c.id limit 1
      returning *
    ), conversation as (
      insert into conversations (id, ticket_id, channel, ours, theirs_kind, theirs, last_contact_at, subject, topic)
      select ${conversationId}, ${ticketId}, v.channel, v.ours, v.theirs_kind, v.theirs, c.received_at, v.subject, v.topic
      from contacts c join conversations v on v.id = c.conversation_id
      where c.id = any(${contactIds}::uuid[]) order by c.received_at desc, c.id limit 1
    ), moved as (
      update contacts set conversation_id = ${conversationId} where id = any(${contactIds}::uuid[])
    ), people as (${takePeopleAlong(conversationId, contactIds, at)})
    select * from opened`.execute(connection);
  return rows[0] ? toTicket(rows[0]) : null;
}

/** Whoever took part where the contacts were takes part where they are now; the other side of the new conversation is its own. */
function takePeopleAlong(conversationId: string, contactIds: string[], at: Date) {
  return sql`
    insert into participants (conversation_id, address, name, role, since)
    select ${conversationId}::uuid, person.address, min(person.name), max(person.role), min(person.since)
    from (
      select p.address, p.name, p.role, p.since from participants p
      where p.conversation_id in (select c.conversation_id from contacts c where c.id = any(${contactIds}::uuid[]))
      union all
      select v.theirs, null, 'sender', ${at}::timestamptz from conversations v
      where v.theirs_kind = 'email' and v.id in (select c.conversation_id from contacts c where c.id = any(${contactIds}::uuid[]))
    ) person
    where person.address <> (
      select coalesce(v.theirs, '') from contacts c join conversations v on v.id = c.conversation_id
      where c.id = any(${contactIds}::uuid[]) order by c.received_at desc, c.id limit 1
    )
    group by person.address`;
}

export function wordStore(connection: Connection): WordStore {
  return {
    textOf: async (ticketId, most) => {
      const { rows } = await sql<{ text: string }>`
        select left(coalesce(c.subject || E'\n', '') || c.text, ${most}) as text
        from contacts c join conversations v on v.id = c.conversation_id
        where v.ticket_id = ${ticketId} order by c.received_at, c.id limit 5`.execute(connection);
      return rows.map((row) => row.text).join('\n').slice(0, most);
    },
  };
}
