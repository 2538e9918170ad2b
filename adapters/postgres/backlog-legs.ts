import { sql } from 'kysely';
import type { Signal } from '../../src/core/index.ts';
import type { Connection } from './database.ts';

/** A leg whose dialling or ringing was not concluded after this many seconds is looked at again. */
const silentAfter = 60;

/** Legs to be dialled or concluded, and callers and legs that are not where they should be, for longer than `lostAfter` seconds. */
export async function lateLegs(connection: Connection, at: Date, lostAfter: number, most: number): Promise<Signal[]> {
  const ago = (seconds: number) => sql`${at}::timestamptz - make_interval(secs => ${seconds}::float8)`;
  const [dialled, moved, callers] = await Promise.all([
    sql<{ id: string }>`select id from call_legs
      where (state = 'wanted' and created_at < ${ago(lostAfter)})
        or (state = 'placing' and placed_at < ${ago(silentAfter)})
        or (state = 'ringing' and answered_at is null and created_at < ${ago(silentAfter)}
          and placed_at < ${at}::timestamptz - make_interval(secs => ring_seconds + ${silentAfter}::float8))
      limit ${most}`.execute(connection),
    sql<{ id: string; place_version: number }>`select id, place_version from call_legs
      where state <> 'ended' and place_version > place_seen_version and provider_call_id is not null
        and place_at < ${ago(lostAfter)} limit ${most}`.execute(connection),
    sql<{ id: string; place_version: number }>`select id, place_version from calls
      where ended_at is null and place_version > place_seen_version and place_at < ${ago(lostAfter)} limit ${most}`.execute(connection),
  ]);
  return [
    ...dialled.rows.map((row): Signal => ({ kind: 'place-leg', legId: row.id })),
    ...moved.rows.map((row): Signal => ({ kind: 'move-leg', legId: row.id, version: row.place_version })),
    ...callers.rows.map((row): Signal => ({ kind: 'move-call', callId: row.id, version: row.place_version })),
  ];
}
