import { sql, type Kysely } from 'kysely';
import type { TagReader } from '../../src/desk/labels/index.ts';
import { containing } from './search-pattern.ts';

/** Uses are counted on this many of the newest tagged tickets. */
const ticketsCounted = 10_000;

export function createTagReader(db: Kysely<unknown>): TagReader {
  return {
    list: async (part, most) => {
      const { rows } = await sql<{ tag: string; count: number }>`
        select tag, count(*)::int as count
        from (select tags from tickets where tags <> '{}' order by number desc limit ${ticketsCounted}) newest, unnest(newest.tags) tag
        where folded(tag) like ${containing(sql`folded(${part}::text)`)}
        group by tag order by count desc, tag limit ${most}`.execute(db);
      return rows;
    },
  };
}
