import { sql, type RawBuilder } from 'kysely';
import type { PlaceInLine } from '../../src/core/index.ts';
import type { Connection } from './database.ts';
import { hasLiveWork } from './queue-lanes.ts';

/** The pace of a team is judged by what it took in this many minutes. */
const paceMinutes = 30;

interface LineRow {
  ticket_id: string;
  ahead: number;
  free: number;
  staffed: boolean;
  taken: number;
}

/**
 * Where a ticket on the line stands among those of its team that wait, in queue order; null when it is not on the line.
 * The estimate is unknown while nobody is signed in or nothing was taken lately.
 */
export async function placeInLine(connection: Connection, ticketId: string, at: Date): Promise<PlaceInLine | null> {
  return (await placesIn(connection, sql`mine.id = ${ticketId} and mine.live`, at)).get(ticketId) ?? null;
}

/** The same of tickets that wait without anybody on the line: whoever is on the line and before them counts too. Those that wait no more are left out. */
export async function placesInQueue(connection: Connection, ticketIds: string[], at: Date): Promise<Map<string, PlaceInLine>> {
  if (ticketIds.length === 0) return new Map();
  return placesIn(connection, sql`mine.id = any(${ticketIds}::uuid[]) and mine.status in ('queued', 'offered')`, at);
}

/**
 * An agent who is free now takes the first of those who wait at once; the others wait as long as what their team took
 * lately. Who is on the line waits only for those who are as well.
 */
async function placesIn(connection: Connection, which: RawBuilder<unknown>, at: Date): Promise<Map<string, PlaceInLine>> {
  const { rows } = await sql<LineRow>`
    select mine.id as ticket_id,
      (select count(*)::int from tickets t where t.team = mine.team and (t.live or not mine.live) and t.status in ('queued', 'offered')
        and (t.queue_key, t.number) < (mine.queue_key, mine.number)) as ahead,
      (select count(*)::int from agents a where ${signedIn} and a.availability = 'available'
        and a.load + mine.cost <= a.capacity
        and not (mine.live and ${hasLiveWork(sql`a.id`)})) as free,
      exists (select from agents a where ${signedIn}) as staffed,
      (select count(*)::int from offers o join tickets t on t.id = o.ticket_id
        where t.team = mine.team and (o.live or not mine.live) and o.outcome = 'accepted'
          and o.ended_at > ${at}::timestamptz - make_interval(mins => ${paceMinutes}::int)) as taken
    from tickets mine where ${which}`.execute(connection);
  return new Map(rows.map((row) => [row.ticket_id, { position: row.ahead + 1, estimateSeconds: estimate(row) }]));
}

const signedIn = sql`a.active and a.availability <> 'offline' and a.teams @> array[mine.team]::text[]`;

/** Seconds until this one's turn. */
function estimate({ ahead, free, staffed, taken }: LineRow): number | null {
  if (free > ahead) return 0;
  if (!staffed || taken === 0) return null;
  return Math.round(((ahead + 1 - free) * paceMinutes * 60) / taken);
}
