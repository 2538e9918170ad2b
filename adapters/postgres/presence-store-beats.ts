import { sql, type Kysely } from 'kysely';

export interface ProcessBeats {
  /**
   * Notes that this process lives and serves agents. When none did for 15 s, the outage was ours: everybody who is not
   * offline counts as seen now. Call it at the start, every 5 s, and always before vanished agents are signed off.
   */
  beat(processId: string, at: Date): Promise<{ afterOutage: boolean }>;
  /** Whether any process beat within 15 s before `at`. */
  anyAlive(at: Date): Promise<boolean>;
  /** Forgets a process that ends in good order. */
  leave(processId: string): Promise<void>;
}

const outageAfter = 15_000;
const forgottenAfter = 24 * 60 * 60_000;

export function createProcessBeats(db: Kysely<unknown>): ProcessBeats {
  return {
    beat: async (processId, at) => {
      const alive = new Date(at.getTime() - outageAfter);
      const gone = new Date(at.getTime() - forgottenAfter);
      const { rows } = await sql<{ after_outage: boolean }>`
        with
          outage as (select not exists (select from processes where seen_at >= ${alive}) as was),
          beaten as (
            insert into processes (id, seen_at) values (${processId}, ${at})
            on conflict (id) do update set seen_at = excluded.seen_at
          ),
          swept as (delete from processes where seen_at < ${gone} and id <> ${processId}),
          forgiven as (
            insert into agent_presence (agent_id, seen_at)
            select id, ${at} from agents, outage where outage.was and availability <> 'offline' order by id
            on conflict (agent_id) do update set seen_at = greatest(agent_presence.seen_at, excluded.seen_at)
          )
        select was as after_outage from outage`.execute(db);
      return { afterOutage: rows[0]?.after_outage ?? false };
    },
    anyAlive: async (at) => {
      const alive = new Date(at.getTime() - outageAfter);
      const { rows } = await sql`select from processes where seen_at >= ${alive} limit 1`.execute(db);
      return rows.length > 0;
    },
    leave: async (processId) => {
      await sql`delete from processes where id = ${processId}`.execute(db);
    },
  };
}
