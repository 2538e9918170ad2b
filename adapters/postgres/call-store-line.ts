import { sql } from 'kysely';
import type { PlaceInLine } from '../../src/core/index.ts';
import type { Connection } from './database.ts';
import { hasLiveWork } from './queue-lanes.ts';

/** The pace of a team is judged by the calls it took in this many minutes. */
const paceMinutes = 30;

interface LineRow {
  ahead: number;
  free: number;
  staffed: boolean;
  taken: number;
}

/**
 * Where a ticket on the line stands among those of its team that wait, in queue order; null when it is not on the line.
 * An agent who is free now takes the first of them at once; the others wait as long as the team's calls took lately.
 * The estimate is unknown while nobody is signed in or nothing was taken lately.
 */
export async function placeInLine(connection: Connection, ticketId: string, at: Date): Promise<PlaceInLine | null> {
  const { rows } = await sql<LineRow>`
    select
      (select count(*)::int from tickets t where t.team = mine.team and t.live and t.status in ('queued', 'offered')
        and (t.queue_key, t.number) < (mine.queue_key, mine.number)) as ahead,
      (select count(*)::int from agents a where ${signedIn} and a.availability = 'available'
        and a.load + mine.cost <= a.capacity
        and not ${hasLiveWork(sql`a.id`)}) as free,
      exists (select from agents a where ${signedIn}) as staffed,
      (select count(*)::int from offers o join tickets t on t.id = o.ticket_id
        where t.team = mine.team and o.live and o.outcome = 'accepted'
          and o.ended_at > ${at}::timestamptz - make_interval(mins => ${paceMinutes}::int)) as taken
    from tickets mine where mine.id = ${ticketId} and mine.live`.execute(connection);
  const row = rows[0];
  return row ? { position: row.ahead + 1, estimateSeconds: estimate(row) } : null;
}

const signedIn = sql`a.active and a.availability <> 'offline' and a.teams @> array[mine.team]::text[]`;

/** Seconds until this caller's turn. */
function estimate({ ahead, free, staffed, taken }: LineRow): number | null {
  if (free > ahead) return 0;
  if (!staffed || taken === 0) return null;
  return Math.round(((ahead + 1 - free) * paceMinutes * 60) / taken);
}
