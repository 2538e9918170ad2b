import { sql } from 'kysely';
import type { Usage, UsageReader } from '../../src/desk/upkeep/index.ts';
import type { Connection } from './database.ts';

interface Row extends Usage {
  what: 'teams' | 'skills' | 'entries';
}

export function createUsageReader(db: Connection): UsageReader {
  return {
    read: async () => {
      const { rows } = await sql<Row>`
        with held as materialized (
          select team, entry, skills, status = 'queued' as waits from tickets where status not in ('closed', 'cancelled', 'resolved')
        ), used as (
          select 'teams' as what, unnest(teams) as key, 1 as person, 0 as open, 0 as waits from agents where active
          union all select 'skills', unnest(skills), 1, 0, 0 from agents where active
          union all select 'teams', team, 0, count(*), count(*) filter (where waits) from held where team is not null group by team
          union all select 'entries', entry, 0, count(*), count(*) filter (where waits) from held where entry is not null group by entry
          union all select 'skills', skill, 0, count(*), count(*) filter (where waits) from held, unnest(skills) as skill group by skill
        )
        select what, key, sum(person)::int as people, sum(open)::int as open, sum(waits)::int as waiting
        from used group by what, key order by what, key`.execute(db);
      const of = (what: Row['what']): Usage[] =>
        rows.filter((row) => row.what === what).map(({ key, people, open, waiting }) => ({ key, people, open, waiting }));
      return { teams: of('teams'), skills: of('skills'), entries: of('entries') };
    },
  };
}
