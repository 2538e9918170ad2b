import { sql } from 'kysely';
import type { SessionStore } from '../../src/desk/staffing/index.ts';
import { toAgent, type AgentRow } from './agent-store.ts';
import type { Connection } from './database.ts';
import { findCredentials } from './people-store.ts';

export function createSessionStore(db: Connection): SessionStore {
  return {
    add: async ({ tokenHash, agentId, createdAt, expiresAt }) => {
      await sql`insert into sessions (token_hash, agent_id, created_at, expires_at)
        values (${tokenHash}, ${agentId}, ${createdAt}, ${expiresAt})`.execute(db);
    },
    agentOf: async (tokenHash, at) => {
      const { rows } = await sql<AgentRow>`
        select a.* from sessions s join agents a on a.id = s.agent_id
        where s.token_hash = ${tokenHash} and s.revoked_at is null and s.expires_at > ${at} and a.active`.execute(db);
      return rows[0] ? toAgent(rows[0]) : null;
    },
    stillValid: async (tokenHashes, at) => {
      const { rows } = await sql<{ token_hash: string }>`
        select s.token_hash from sessions s join agents a on a.id = s.agent_id
        where s.token_hash = any(${tokenHashes}) and s.revoked_at is null and s.expires_at > ${at} and a.active`.execute(db);
      return new Set(rows.map((row) => row.token_hash));
    },
    revoke: async (tokenHash, at) => {
      const { rows } = await sql<{ is_last: boolean }>`
        with ended as (update sessions set revoked_at = ${at} where token_hash = ${tokenHash} and revoked_at is null returning agent_id)
        select not exists (select from sessions s where s.agent_id = ended.agent_id and s.token_hash <> ${tokenHash}
          and s.revoked_at is null and s.expires_at > ${at}) as is_last from ended`.execute(db);
      return rows[0]?.is_last === true;
    },
    findCredentials: (email) => findCredentials(db, email),
  };
}
