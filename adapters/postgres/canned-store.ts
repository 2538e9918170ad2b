import { sql, type RawBuilder } from 'kysely';
import type { Locale } from '../../src/core/index.ts';
import type { CannedAnswer, CannedStore } from '../../src/desk/canned/index.ts';
import type { Connection } from './database.ts';

interface CannedRow {
  id: string;
  locale: Locale;
  title: string;
  text: string;
  team: string | null;
  service: string | null;
  changed_by: string;
  by_name: string;
  changed_at: Date;
}

export function cannedStore(connection: Connection): CannedStore {
  const select = async (rest: RawBuilder<unknown>): Promise<CannedAnswer[]> => {
    const { rows } = await sql<CannedRow>`select c.*, a.name as by_name from canned_answers c join agents a on a.id = c.changed_by ${rest}`.execute(connection);
    return rows.map(({ changed_by: by, by_name: name, changed_at: changedAt, ...words }) => ({ ...words, changedBy: { id: by, name }, changedAt }));
  };
  // Whoever changes one waits for whoever changes one: looks at titles and versions belong together with the change.
  const waitForOthers = () => sql`lock table canned_answers in share row exclusive mode`.execute(connection);
  const find = async (id: string) => (await select(sql`where c.id = ${id}`))[0] ?? null;
  return {
    list: ({ locale, most }) => select(sql`where ${locale}::text is null or c.locale = ${locale} order by lower(c.title), c.locale, c.id limit ${most}`),
    find,
    lock: async (id) => {
      await waitForOthers();
      return find(id);
    },
    save: async (id, { locale, title, text, team, service }, { agentId, at }) => {
      await waitForOthers();
      const { rows } = await sql`
        insert into canned_answers (id, locale, title, text, team, service, changed_by, changed_at)
        select ${id}::uuid, ${locale}, ${title}, ${text}, ${team}, ${service}, ${agentId}::uuid, ${at}::timestamptz
        where not exists (select from canned_answers o where o.id <> ${id}::uuid and o.locale = ${locale} and lower(o.title) = lower(${title})
          and o.team is not distinct from ${team} and o.service is not distinct from ${service})
        on conflict (id) do update set locale = excluded.locale, title = excluded.title, text = excluded.text, team = excluded.team,
          service = excluded.service, changed_by = excluded.changed_by, changed_at = excluded.changed_at
        returning id`.execute(connection);
      return rows.length > 0;
    },
    remove: async (id) => {
      const { numAffectedRows } = await sql`delete from canned_answers where id = ${id}`.execute(connection);
      return numAffectedRows === 1n;
    },
    count: async () => {
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from canned_answers`.execute(connection);
      return rows[0]?.count ?? 0;
    },
  };
}
