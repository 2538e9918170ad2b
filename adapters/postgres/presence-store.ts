import { sql, type Kysely } from 'kysely';
import type { PresenceStore } from '../../src/desk/staffing/index.ts';

export function createPresenceStore(db: Kysely<unknown>): PresenceStore {
  return {
    markSeen: async (agentIds, at) => {
      if (agentIds.length === 0) return;
      // In the order of ids, so that processes that mark the same people never wait for each other in a circle.
      await sql`
        insert into agent_presence (agent_id, seen_at)
        select id, ${at} from agents where id = any(${agentIds}::uuid[]) order by id
        on conflict (agent_id) do update set seen_at = greatest(agent_presence.seen_at, excluded.seen_at)`.execute(db);
    },
    vanishedSince: async (before, agentId) => {
      const { rows } = await sql<{ id: string }>`
        select a.id from agents a left join agent_presence p on p.agent_id = a.id
        where a.availability <> 'offline' and (p.seen_at is null or p.seen_at < ${before})
          and (${agentId ?? null}::uuid is null or a.id = ${agentId ?? null}::uuid)`.execute(db);
      return rows.map((row) => row.id);
    },
    wasSeenSince: async (agentId, since) => {
      const { rows } = await sql`select from agent_presence where agent_id = ${agentId} and seen_at >= ${since}`.execute(db);
      return rows.length > 0;
    },
    openOffersOf: async (agentId) => {
      const { rows } = await sql<{ id: string }>`
        select id from offers where agent_id = ${agentId} and ended_at is null`.execute(db);
      return rows.map((row) => row.id);
    },
    openAssignmentsOf: async (agentId) => {
      const { rows } = await sql<{ ticket_id: string }>`
        select ticket_id from assignments where agent_id = ${agentId} and ended_at is null`.execute(db);
      return rows.map((row) => ({ ticketId: row.ticket_id }));
    },
    offersOfAbsentAgents: async () => {
      const { rows } = await sql<{ id: string; reason: string }>`
        select o.id, case when a.availability = 'available' then 'left-team' else coalesce(a.away_reason, a.availability) end as reason
        from offers o join agents a on a.id = o.agent_id join tickets t on t.id = o.ticket_id
        where o.ended_at is null and (a.availability <> 'available' or t.team <> all (a.teams))`.execute(db);
      return rows.map((row) => ({ offerId: row.id, reason: row.reason }));
    },
    workLeftBehind: async () => {
      // Whoever signed off by themselves has no reason noted and keeps their work.
      const { rows } = await sql<{ ticket_id: string; agent_id: string; reason: string }>`
        select s.ticket_id, s.agent_id, coalesce(a.away_reason, 'deactivated') as reason
        from assignments s join agents a on a.id = s.agent_id
        where s.ended_at is null and a.availability = 'offline' and (a.away_reason is not null or not a.active)
          and not (s.live and s.answered_at is not null)`.execute(db);
      return rows.map((row) => ({ ticketId: row.ticket_id, agentId: row.agent_id, reason: row.reason }));
    },
  };
}
