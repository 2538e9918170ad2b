import { sql, type RawBuilder } from 'kysely';
import type { QueueStore, ReadyAgent } from '../../src/desk/routing/index.ts';
import type { Connection } from './database.ts';
import { canHandle, hasLiveWork, isKeptFor, isReady, lanesOfTeams, refusedLately, stillCooling, waitsInLane } from './queue-lanes.ts';
import { toTicket, type TicketRow } from './ticket-row.ts';

interface ReadyAgentRow {
  id: string;
  teams: string[];
  skills: string[];
  locales: string[];
  capacity: number;
  load: number;
  has_live: boolean;
}

/** How many of the first tickets are looked at, so that those locked by other matchers can be passed over. */
const lookahead = 16;
/** How many of a customer's latest tickets are asked who served them. */
const ticketsRemembered = 20;

export function queueStore(connection: Connection): QueueStore {
  return {
    lockReadyAgent: async (agentId, at) => {
      // The lock comes first, in a statement of its own: what is read after it is what earlier holders left.
      const locked = await sql`select from agents a where id = ${agentId} and ${isReady(at)}
        for no key update`.execute(connection);
      if (locked.rows.length === 0) return null;
      const { rows } = await sql<ReadyAgentRow>`
        select id, teams, skills, locales, capacity, load, ${hasLiveWork(sql`a.id`)} as has_live
        from agents a where id = ${agentId} and ${isReady(at)}`.execute(connection);
      const row = rows[0];
      if (!row) return null;
      const { has_live: hasLive, ...agent } = row;
      return { ...agent, hasLive };
    },
    lockNext: async (agent, { maxCost, at, cooldowns }) => {
      const teams = sql`${agent.teams}::text[]`;
      const me = sql`${agent.id}::uuid`;
      // A ticket may have changed since it was seen; the last conditions are asked again of the row that was locked.
      const { rows } = await sql<TicketRow>`
        with recursive lane as (${lanesOfTeams(teams)}),
        nearest as materialized (
          (select first.id from lane cross join lateral (
            select t.id, t.queue_key from tickets t
            where ${waitsInLane} and not ${refusedLately(me, at, cooldowns)}
            order by t.queue_key limit ${lookahead}
          ) first
          where lane.cost <= ${maxCost} and ${canHandle(sql`lane`, asked(agent))}
          order by first.queue_key limit ${lookahead})
          union all
          (select t.id from tickets t
          where ${isKeptFor(me)} and t.team = any(${teams}) and t.cost <= ${maxCost} and ${canHandle(sql`t`, asked(agent))}
            and not ${refusedLately(me, at, cooldowns)}
          order by t.queue_key limit ${lookahead})
        )
        select t.* from tickets t
        where t.id in (select id from nearest) and t.status = 'queued' and t.team = any(${teams})
          and (t.preferred_until is null or t.preferred_agent_id = ${me})
          and t.cost <= ${maxCost} and ${canHandle(sql`t`, asked(agent))}
        order by t.queue_key limit 1
        for no key update skip locked`.execute(connection);
      return rows[0] ? toTicket(rows[0]) : null;
    },
    firstTooLarge: async (agent, { spare, at, cooldowns }) => {
      const teams = sql`${agent.teams}::text[]`;
      const me = sql`${agent.id}::uuid`;
      const { rows } = await sql<{ queue_key: Date; queued_at: Date }>`
        with recursive lane as (${lanesOfTeams(teams)})
        (select first.queue_key, first.queued_at from lane cross join lateral (
          select t.queue_key, t.queued_at from tickets t
          where ${waitsInLane} and not ${refusedLately(me, at, cooldowns)}
          order by t.queue_key limit 1
        ) first
        where lane.cost > ${spare} and lane.cost <= ${agent.capacity} and ${canHandle(sql`lane`, asked(agent))}
        order by first.queue_key limit 1)
        union all
        (select t.queue_key, t.queued_at from tickets t
        where ${isKeptFor(me)} and t.team = any(${teams}) and t.cost > ${spare} and t.cost <= ${agent.capacity}
          and ${canHandle(sql`t`, asked(agent))} and not ${refusedLately(me, at, cooldowns)}
        order by t.queue_key limit 1)
        order by queue_key limit 1`.execute(connection);
      return rows[0] ? { queueKey: rows[0].queue_key, queuedAt: rows[0].queued_at } : null;
    },
    candidates: async (ticketId, { at, cooldowns, most }) => {
      const { rows } = await sql<{ id: string }>`
        select a.id from tickets t
        join agents a on a.teams @> array[t.team] and ${isReady(at)} and (t.preferred_until is null or a.id = t.preferred_agent_id)
          and a.load + t.cost <= a.capacity
          and ${canHandle(sql`t`, { skills: sql`a.skills`, locales: sql`a.locales`, hasLive: hasLiveWork(sql`a.id`) })}
        left join lateral (
          select max(o.ended_at) as last, max(o.ended_at) filter (where ${stillCooling(at, cooldowns)}) as cooling
          from offers o where o.ticket_id = t.id and o.agent_id = a.id and o.outcome in ('declined', 'expired')
        ) refused on true
        where t.id = ${ticketId} and t.status = 'queued' and refused.cooling is null
        order by refused.last is not null, a.id is distinct from t.preferred_agent_id, a.load::real / a.capacity, a.idle_since, a.id
        limit ${most}`.execute(connection);
      return rows.map((row) => row.id);
    },
    lastAgent: async (ticket, { since, waitsSince }) => {
      const { rows } = await sql<{ id: string; is_available: boolean; has_passed: boolean }>`
        select a.id, a.availability = 'available' as is_available,
          exists (select from offers o where o.ticket_id = ${ticket.id} and o.agent_id = a.id
            and o.outcome <> 'accepted' and o.ended_at >= ${waitsSince}) as has_passed
        from (select id from tickets where customer_id = ${ticket.customerId} order by opened_at desc limit ${ticketsRemembered}) known
        join assignments s on s.ticket_id = known.id
        join agents a on a.id = s.agent_id and a.active and a.teams @> array[${ticket.team}]::text[]
          and a.skills @> ${ticket.skills}::text[]
          and (${ticket.agentLocale}::text is null or ${ticket.agentLocale}::text = any(a.locales))
        where (s.ended_at is null or s.ended_at >= ${since}) and s.reason is distinct from 'not-answered'
          and (s.ticket_id <> ${ticket.id} or s.reason = 'resolved')
        order by s.started_at desc limit 1`.execute(connection);
      const row = rows[0];
      return row ? { agentId: row.id, isAvailable: row.is_available, hasPassed: row.has_passed } : null;
    },
  };
}

function asked(agent: ReadyAgent): { skills: RawBuilder<unknown>; locales: RawBuilder<unknown>; hasLive: RawBuilder<boolean> } {
  return {
    skills: sql`${agent.skills}::text[]`,
    locales: sql`${agent.locales}::text[]`,
    hasLive: sql<boolean>`${agent.hasLive}`,
  };
}
