import { sql } from 'kysely';
import type { Rating, RatingReader, RatingStore, RatingSum } from '../../src/desk/ratings/index.ts';
import type { Connection } from './database.ts';

export function ratingStore(connection: Connection): RatingStore {
  return {
    find: async (ticketId) => {
      const { rows } = await sql<Rating>`select score, comment, rated_at as "ratedAt" from ratings
        where ticket_id = ${ticketId}`.execute(connection);
      return rows[0] ?? null;
    },
    save: async (ticketId, { score, comment, ratedAt }, at) => {
      await sql`insert into ratings (ticket_id, score, comment, rated_at, changed_at)
        values (${ticketId}, ${score}, ${comment}, ${ratedAt}, ${at})
        on conflict (ticket_id) do update set score = excluded.score, comment = excluded.comment, changed_at = excluded.changed_at`
        .execute(connection);
    },
  };
}

export function createRatingReader(db: Connection): RatingReader {
  return {
    summary: async ({ from, to }) => {
      const { rows } = await sql<RatingSum>`
        select t.team, t.channel, count(*)::int as count, avg(r.score)::float8 as mean
        from ratings r join tickets t on t.id = r.ticket_id
        where r.rated_at >= ${from} and r.rated_at < ${to}
        group by t.team, t.channel order by t.team nulls last, t.channel`.execute(db);
      return rows;
    },
  };
}
