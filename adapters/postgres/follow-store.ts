import { sql } from 'kysely';
import type { FollowStore } from '../../src/desk/follows/index.ts';
import type { Connection } from './database.ts';

export function followStore(connection: Connection): FollowStore {
  return {
    add: async (ticketId, agentId, since) => {
      await sql`insert into ticket_followers (ticket_id, agent_id, since) values (${ticketId}, ${agentId}, ${since})
        on conflict do nothing`.execute(connection);
    },
    carryOver: async (fromId, toId) => {
      await sql`insert into ticket_followers (ticket_id, agent_id, since)
        select ${toId}, agent_id, since from ticket_followers where ticket_id = ${fromId} on conflict do nothing`.execute(connection);
    },
    remove: async (ticketId, agentId) => {
      await sql`delete from ticket_followers where ticket_id = ${ticketId} and agent_id = ${agentId}`.execute(connection);
    },
  };
}
