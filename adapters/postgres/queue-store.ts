import { sql, type RawBuilder } from 'kysely';
import type { Cooldowns, QueueStore, ReadyAgent } from '../../src/desk/routing/index.ts';
import type { Connection } from './database.ts';
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

/** How many of each team's first tickets are looked at, so that those locked by other matchers can be passed over. */
const lookahead = 16;

export function queueStore(connection: Connection): QueueStore {
  return {
    lockReadyAgent: async (agentId) => {
      // The lock comes first, in a statement of its own: what is read after it is what earlier holders left.
      const locked = await sql`select from agents where id = ${agentId} and active and availability = 'available'
        for no key update`.execute(connection);
      if (locked.rows.length === 0) return null;
      const { rows } = await sql<ReadyAgentRow>`
        select id, teams, skills, locales, capacity, load, ${hasLive(sql`a.id`)} as has_live
        from agents a where id = ${agentId} and active and availability = 'available'`.execute(connection);
      const row = rows[0];
      if (!row) return null;
      const { has_live: live, ...agent } = row;
      return { ...agent, hasLive: live };
    },
    lockNext: async (agent, { maxCost, at, cooldowns }) => {
      const { rows } = await sql<TicketRow>`
        with nearest as materialized (
          select first.id from unnest(${agent.teams}::text[]) as mine(team)
          cross join lateral (
            select t.id, t.queue_key from tickets t
            where t.status = 'queued' and t.team = mine.team and t.cost <= ${maxCost}
              and ${mayTake(agent, at, cooldowns)}
            order by t.queue_key limit ${lookahead}
          ) first
          order by first.queue_key limit ${lookahead}
        )
        select t.* from tickets t
        where t.id in (select id from nearest) and t.status = 'queued'
        order by t.queue_key limit 1
        for no key update skip locked`.execute(connection);
      return rows[0] ? toTicket(rows[0]) : null;
    },
    firstTooLarge: async (agent, { spare, at, cooldowns }) => {
      const { rows } = await sql<{ queue_key: Date; queued_at: Date }>`
        select first.queue_key, first.queued_at from unnest(${agent.teams}::text[]) as mine(team)
        cross join lateral (
          select t.queue_key, t.queued_at from tickets t
          where t.status = 'queued' and t.team = mine.team and t.cost > ${spare} and t.cost <= ${agent.capacity}
            and ${mayTake(agent, at, cooldowns)}
          order by t.queue_key limit 1
        ) first
        order by first.queue_key limit 1`.execute(connection);
      return rows[0] ? { queueKey: rows[0].queue_key, queuedAt: rows[0].queued_at } : null;
    },
    candidates: async (ticketId, { at, cooldowns, most }) => {
      const { rows } = await sql<{ id: string }>`
        select a.id from tickets t
        join agents a on a.teams @> array[t.team] and a.active and a.availability = 'available'
          and a.load + t.cost <= a.capacity and a.skills @> t.skills
          and (t.agent_locale is null or t.agent_locale = any(a.locales))
          and not (t.live and ${hasLive(sql`a.id`)})
        left join lateral (
          select max(o.ended_at) as last, max(o.ended_at) filter (where ${stillCooling(at, cooldowns)}) as cooling
          from offers o where o.ticket_id = t.id and o.agent_id = a.id and o.outcome in ('declined', 'expired')
        ) refused on true
        where t.id = ${ticketId} and t.status = 'queued' and refused.cooling is null
        order by refused.last is not null, a.load::real / a.capacity, a.idle_since, a.id
        limit ${most}`.execute(connection);
      return rows.map((row) => row.id);
    },
  };
}

/** Whether the agent has somebody on the line, or ringing. */
function hasLive(agentId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(exists (select from offers o where o.agent_id = ${agentId} and o.ended_at is null and o.live)
    or exists (select from assignments s where s.agent_id = ${agentId} and s.ended_at is null and s.live))`;
}

/** What a ticket \`t\` asks of its agent, and that this agent did not refuse it just now. */
function mayTake(agent: ReadyAgent, at: Date, cooldowns: Cooldowns): RawBuilder<boolean> {
  return sql<boolean>`t.skills <@ ${agent.skills}::text[]
    and (t.agent_locale is null or t.agent_locale = any(${agent.locales}::text[]))
    and not (t.live and ${agent.hasLive})
    and not exists (select from offers o where o.ticket_id = t.id and o.agent_id = ${agent.id}
      and o.outcome in ('declined', 'expired') and ${stillCooling(at, cooldowns)})`;
}

function stillCooling(at: Date, cooldowns: Cooldowns): RawBuilder<boolean> {
  return sql<boolean>`o.ended_at > ${at}::timestamptz
    - make_interval(secs => case o.outcome when 'declined' then ${cooldowns.declined}::float8 else ${cooldowns.expired}::float8 end)`;
}
