import { sql, type RawBuilder } from 'kysely';
import type { Announcement, AnnouncementReader, AnnouncementStore } from '../../src/desk/announcements/index.ts';
import type { Connection } from './database.ts';

type AnnouncementRow = Pick<Announcement, 'id' | 'kind' | 'words' | 'services' | 'channels'> & {
  from_at: Date;
  until_at: Date | null;
  created_by: string;
  by_name: string;
  created_at: Date;
  updated_at: Date;
};

export function announcementStore(connection: Connection): AnnouncementStore {
  return {
    lock: async (id) => (await select(connection, sql`where n.id = ${id} for update of n`))[0] ?? null,
    add: async ({ id, kind, words, services, channels, from, until, by, at }) => {
      await sql`insert into announcements (id, kind, words, services, channels, from_at, until_at, created_by, created_at, updated_at)
        values (${id}, ${kind}, ${JSON.stringify(words)}::jsonb, ${services}, ${channels}, ${from}, ${until}, ${by}, ${at}, ${at})`
        .execute(connection);
    },
    change: async (id, { kind, words, services, channels, from, until }, at) => {
      await sql`update announcements set kind = ${kind}, words = ${JSON.stringify(words)}::jsonb, services = ${services},
        channels = ${channels}, from_at = ${from}, until_at = ${until}, updated_at = ${at} where id = ${id}`.execute(connection);
    },
    remove: async (id) => {
      await sql`delete from announcements where id = ${id}`.execute(connection);
    },
  };
}

export function createAnnouncementReader(connection: Connection): AnnouncementReader {
  return {
    inForce: (at, most) =>
      select(connection, sql`where n.from_at <= ${at} and (n.until_at is null or n.until_at > ${at}) order by n.from_at desc, n.id limit ${most}`),
    list: (most) => select(connection, sql`order by n.from_at desc, n.id limit ${most}`),
  };
}

async function select(connection: Connection, rest: RawBuilder<unknown>): Promise<Announcement[]> {
  const { rows } = await sql<AnnouncementRow>`
    select n.*, a.name as by_name from announcements n join agents a on a.id = n.created_by ${rest}`.execute(connection);
  return rows.map((row) => ({
    id: row.id, kind: row.kind, words: row.words, services: row.services, channels: row.channels, from: row.from_at, until: row.until_at,
    createdBy: { id: row.created_by, name: row.by_name }, createdAt: row.created_at, updatedAt: row.updated_at,
  }));
}
