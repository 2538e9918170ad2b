import { sql, type Kysely } from 'kysely';
import type { AgentRole, Availability } from '../../src/desk/agents/index.ts';

interface AgentRow {
  id: string;
  name: string;
  role: AgentRole;
  teams: string[];
  availability: Availability;
  away_reason: string | null;
  wrap_up_until: Date | null;
  capacity: number;
  load: number;
}

/** Reads for an agent's screen: themselves, what they hold, and what waits. Each read is one moment of its own. */
export function createAgentDesk(db: Kysely<unknown>) {
  const findAgent = async (agentId: string) => {
    const { rows } = await sql<AgentRow>`
      select id, name, role, teams, availability, away_reason, wrap_up_until, capacity, load from agents where id = ${agentId}`.execute(db);
    const row = rows[0];
    if (!row) return null;
    const { away_reason: awayReason, wrap_up_until: wrapUpUntil, ...agent } = row;
    return { ...agent, awayReason, wrapUpUntil: wrapUpUntil?.toISOString() ?? null };
  };
  return {
    findAgent,
    openOffersOf: async (agentId: string) => {
      const { rows } = await sql<{ id: string; ticket_id: string; offered_at: Date; expires_at: Date }>`
        select id, ticket_id, offered_at, expires_at from offers
        where agent_id = ${agentId} and ended_at is null order by offered_at`.execute(db);
      return rows.map((row) => ({ offerId: row.id, ticketId: row.ticket_id, offeredAt: row.offered_at, expiresAt: row.expires_at }));
    },
    offeredWords: async (ticketIds: readonly string[]) => {
      if (ticketIds.length === 0) return new Map<string, { preview: string | null; waitingSince: Date }>();
      const { rows } = await sql<{ id: string; preview: string | null; waiting_since: Date }>`
        select t.id, coalesce(t.queued_at, t.opened_at) as waiting_since, (
          select nullif(left(trim(regexp_replace(left(c.text, 2000), '[[:space:]]+', ' ', 'g')), 280), '')
          from contacts c join conversations k on k.id = c.conversation_id
          where k.ticket_id = t.id order by c.received_at, c.id limit 1
        ) as preview
        from tickets t where t.id = any(${ticketIds}::uuid[])`.execute(db);
      return new Map(rows.map((row) => [row.id, { preview: row.preview, waitingSince: row.waiting_since }]));
    },
    openAssignmentsOf: async (agentId: string) => {
      const { rows } = await sql<{ id: string; ticket_id: string; started_at: Date }>`
        select id, ticket_id, started_at from assignments
        where agent_id = ${agentId} and ended_at is null order by started_at`.execute(db);
      return rows.map((row) => ({ assignmentId: row.id, ticketId: row.ticket_id, startedAt: row.started_at }));
    },
    waiting: async () => {
      const { rows } = await sql<{ team: string; priority: string; count: number; oldest_at: Date }>`
        select team, priority, count(*)::int as count, min(queued_at) as oldest_at
        from tickets where status = 'queued' group by team, priority order by team, priority`.execute(db);
      return rows.map((row) => ({ team: row.team, priority: row.priority, count: row.count, oldestAt: row.oldest_at }));
    },
  };
}
