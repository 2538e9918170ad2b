import { sql } from 'kysely';
import { AppError, type Locale } from '../../src/core/index.ts';
import type { Agent, AgentRole, AgentStore, Availability } from '../../src/desk/agents/index.ts';
import type { Connection } from './database.ts';
import { violatedConstraint } from './faults.ts';

/** A row of `agents`. */
export interface AgentRow {
  id: string;
  name: string;
  email: string;
  role: AgentRole;
  active: boolean;
  skills: string[];
  locales: Locale[];
  teams: string[];
  phone: string | null;
  capacity: number;
  load: number;
  availability: Availability;
  away_reason: string | null;
  idle_since: Date;
  missed_offers: number;
  wrap_up_until: Date | null;
}

export function toAgent(row: AgentRow): Agent {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    active: row.active,
    skills: row.skills,
    locales: row.locales,
    teams: row.teams,
    phone: row.phone,
    capacity: row.capacity,
    load: row.load,
    availability: row.availability,
    awayReason: row.away_reason,
    idleSince: row.idle_since,
    missedOffers: row.missed_offers,
    wrapUpUntil: row.wrap_up_until,
  };
}

export function noCapacity(cause?: unknown): AppError {
  return new AppError({ code: 'no_capacity', status: 409, publicMessage: 'That agent has no capacity left for this.', cause });
}

export function agentStore(connection: Connection): AgentStore {
  return {
    lock: async (agentId) => {
      const { rows } = await sql<AgentRow>`select * from agents where id = ${agentId} for no key update`.execute(connection);
      return rows[0] ? toAgent(rows[0]) : null;
    },
    lockThoseOf: async (ticketIds, also = []) => {
      if (ticketIds.length + also.length === 0) return;
      const tickets = sql`any(${[...ticketIds]}::uuid[])`;
      await sql`select from agents where id in (
          select agent_id from offers where ticket_id = ${tickets} and ended_at is null
          union all select agent_id from assignments where ticket_id = ${tickets} and ended_at is null
          union all select unnest(${[...also]}::uuid[]))
        order by id for no key update`.execute(connection);
    },
    find: async (agentId) => {
      const { rows } = await sql<AgentRow>`select * from agents where id = ${agentId}`.execute(connection);
      return rows[0] ? toAgent(rows[0]) : null;
    },
    reserve: async (agentId, cost) => {
      try {
        await sql`update agents set load = load + ${cost} where id = ${agentId}`.execute(connection);
      } catch (error) {
        throw violatedConstraint(error) === 'never_over_capacity' ? noCapacity(error) : error;
      }
    },
    release: async (agentId, cost, at) => {
      await sql`update agents set load = load - ${cost},
        idle_since = case when load = ${cost} then ${at} else idle_since end
        where id = ${agentId}`.execute(connection);
    },
    setAvailability: async (agentId, availability, reason, at) => {
      await sql`update agents set availability = ${availability}, away_reason = ${reason}, missed_offers = 0,
        availability_since = case when availability = ${availability} and away_reason is not distinct from ${reason} then availability_since else ${at} end,
        idle_since = case when load = 0 and ${availability} = 'available' then ${at} else idle_since end
        where id = ${agentId}`.execute(connection);
    },
    countMissed: async (agentId) => {
      const { rows } = await sql<{ missed_offers: number }>`update agents set missed_offers = missed_offers + 1
        where id = ${agentId} returning missed_offers`.execute(connection);
      return rows[0]?.missed_offers ?? 0;
    },
    forgetMissed: async (agentId) => {
      await sql`update agents set missed_offers = 0 where id = ${agentId}`.execute(connection);
    },
    setWrapUp: async (agentId, until) => {
      await sql`update agents set wrap_up_until = ${until} where id = ${agentId}`.execute(connection);
    },
    staffedTeams: async () => {
      const { rows } = await sql<{ team: string }>`select distinct unnest(teams) as team from agents
        where active and availability <> 'offline'`.execute(connection);
      return new Set(rows.map((row) => row.team));
    },
    anySignedIn: async (team) => {
      const { rows } = await sql<{ some: boolean }>`select exists (
        select from agents where active and availability <> 'offline' and teams @> array[${team}]::text[]) as some`
        .execute(connection);
      return rows[0]?.some ?? false;
    },
  };
}
