import { sql, type Kysely } from 'kysely';
import type { TagReader } from '../../src/desk/labels/index.ts';

/** Uses are counted on this many of the newest tagged tickets. */
const ticketsCounted = 10_000;

export function createTagReader(db: Kysely<unknown>): TagReader {
  return {
    list: async (part, most) => {
      const pattern = `%${part.replaceAll(/[\\%_]/g, '\\$&')}%`;
      const { rows } = await sql<{ tag: string; count: number }>`
        select tag, count(*)::int as count
        from (select tags from tickets where tags <> '{}' order by number desc limit ${ticketsCounted}) newest, unnest(newest.tags) tag
        where unaccent(tag) ilike unaccent(${pattern})
        group by tag order by count desc, tag limit ${most}`.execute(db);
      return rows;
    },
  };
}
