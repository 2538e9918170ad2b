import { sql } from 'kysely';
import type { Signal } from '../../src/core/index.ts';
import type { PreviewStore, WantedPreview } from '../../src/desk/files/index.ts';
import type { Connection } from './database.ts';
import { ticketOfAttachment } from './file-store.ts';

export function previewStore(connection: Connection): PreviewStore {
  return {
    want: async (files, at) => {
      await sql`insert into previews (sha256, type, state, next_try_at)
        select distinct on (f.sha256) f.sha256, f.type, 'wanted', ${at}::timestamptz
        from jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as f(sha256 text, type text)
        order by f.sha256 on conflict (sha256) do nothing`.execute(connection);
    },
    lockWanted: async (sha256) => {
      const { rows } = await sql<WantedPreview>`select sha256, type, tries, next_try_at as "nextTryAt" from previews
        where sha256 = ${sha256} and state = 'wanted' for no key update`.execute(connection);
      return rows[0] ?? null;
    },
    noteTry: async (sha256, { tries, nextTryAt }) => {
      await sql`update previews set tries = ${tries}, next_try_at = ${nextTryAt} where sha256 = ${sha256}`.execute(connection);
    },
    setMade: async (sha256, { sha256: image, size, width, height, pages }) => {
      await sql`update previews set state = 'made', next_try_at = null, image_sha256 = ${image}, image_size = ${size}::bigint,
        width = ${width}, height = ${height}, pages = ${pages} where sha256 = ${sha256}`.execute(connection);
    },
    setRefused: async (sha256, reason) => {
      await sql`update previews set state = 'refused', next_try_at = null, reason = ${reason} where sha256 = ${sha256}`.execute(connection);
    },
    shownIn: async (sha256, most) => {
      const { rows } = await sql<{ attachmentId: string; ticketId: string }>`
        select s.id as "attachmentId", s.ticket_id as "ticketId" from (
          select a.id, a.stored_at, ${ticketOfAttachment} as ticket_id from attachments a where a.sha256 = ${sha256} and a.state = 'stored'
          order by a.stored_at desc limit ${most}
        ) s where s.ticket_id is not null`.execute(connection);
      return rows;
    },
  };
}

/** Contents that are to have a picture and whose next try was due `lateBy` seconds ago. */
export async function duePreviews(connection: Connection, at: Date, lateBy: number, most: number): Promise<Signal[]> {
  const { rows } = await sql<{ sha256: string }>`select sha256 from previews
    where state = 'wanted' and next_try_at <= ${at}::timestamptz - make_interval(secs => ${lateBy}::float8)
    order by next_try_at limit ${most}`.execute(connection);
  return rows.map(({ sha256 }): Signal => ({ kind: 'make-preview', sha256 }));
}
