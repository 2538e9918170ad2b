import { sql } from 'kysely';
import { AppError } from '../../src/core/index.ts';
import type { Agent } from '../../src/desk/agents/index.ts';
import type { PeopleStore } from '../../src/desk/staffing/index.ts';
import { noCapacity, toAgent, type AgentRow } from './agent-store.ts';
import type { Connection } from './database.ts';
import { violatedConstraint } from './faults.ts';

export function peopleStore(connection: Connection): PeopleStore {
  return {
    add: async (agent, passwordHash, at) => {
      await sql`
        insert into agents (id, name, email, password_hash, role, active, skills, locales, teams, phone, capacity, load,
          availability, away_reason, idle_since, missed_offers, created_at)
        values (${agent.id}, ${agent.name}, ${agent.email}, ${passwordHash}, ${agent.role}, ${agent.active},
          ${agent.skills}, ${agent.locales}, ${agent.teams}, ${agent.phone}, ${agent.capacity}, ${agent.load},
          ${agent.availability}, ${agent.awayReason}, ${agent.idleSince}, ${agent.missedOffers}, ${at})`
        .execute(connection)
        .catch(refuse);
    },
    // Load and availability are left alone: they change under locks of their own.
    change: async (agent, passwordHash) => {
      await sql`
        update agents set name = ${agent.name}, email = ${agent.email}, role = ${agent.role}, active = ${agent.active},
          skills = ${agent.skills}, locales = ${agent.locales}, teams = ${agent.teams}, phone = ${agent.phone},
          capacity = ${agent.capacity}, password_hash = coalesce(${passwordHash}, password_hash)
        where id = ${agent.id}`
        .execute(connection)
        .catch(refuse);
    },
    lockPerson: async (agentId) => {
      const { rows } = await sql<AgentRow>`select * from agents where id = ${agentId} for no key update`.execute(connection);
      return rows[0] ? toAgent(rows[0]) : null;
    },
    lockAdmins: async () => {
      const { rows } = await sql<{ id: string }>`select id from agents where active and role = 'admin' order by id
        for no key update`.execute(connection);
      return rows.map((row) => row.id);
    },
    findByEmail: (email) => findCredentials(connection, email),
    revokeSessionsOf: async (agentId, at, except = null) => {
      await sql`update sessions set revoked_at = ${at}
        where agent_id = ${agentId} and revoked_at is null and token_hash is distinct from ${except}`.execute(connection);
    },
    anybody: async () => {
      const { rows } = await sql<{ some: boolean }>`select exists (select from agents) as some`.execute(connection);
      return rows[0]?.some ?? false;
    },
  };
}

/** Somebody by their address, in small letters, with what their password is checked against; null when nobody has it. */
export async function findCredentials(
  connection: Connection,
  email: string,
): Promise<{ agent: Agent; passwordHash: string } | null> {
  const { rows } = await sql<AgentRow & { password_hash: string }>`select * from agents where email = ${email}`.execute(connection);
  return rows[0] ? { agent: toAgent(rows[0]), passwordHash: rows[0].password_hash } : null;
}

/** Everybody of the desk, by name. */
export function createPeopleReader(db: Connection): { list(): Promise<Agent[]> } {
  return {
    list: async () => {
      const { rows } = await sql<AgentRow>`select * from agents order by lower(name), id`.execute(db);
      return rows.map(toAgent);
    },
  };
}

function refuse(error: unknown): never {
  const constraint = violatedConstraint(error);
  if (constraint === 'agents_email_key') throw emailTaken(error);
  if (constraint === 'never_over_capacity') throw noCapacity(error);
  throw error;
}

function emailTaken(cause: unknown): AppError {
  return new AppError({
    code: 'email_taken', status: 409, publicMessage: 'Somebody has this e-mail address already.',
    fields: { email: 'must be an address that nobody has' }, cause,
  });
}
