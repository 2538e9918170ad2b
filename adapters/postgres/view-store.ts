import { sql, type RawBuilder } from 'kysely';
import type { SavedView, ViewStore } from '../../src/desk/views/index.ts';
import type { Connection } from './database.ts';

type ViewRow = Omit<SavedView, 'owner'> & { owner_id: string; owner_name: string };

export function viewStore(connection: Connection): ViewStore {
  const select = async (rest: RawBuilder<unknown>): Promise<SavedView[]> => {
    const { rows } = await sql<ViewRow>`
      select v.id, v.name, v.query, v.shared, v.position, v.owner_id, a.name as owner_name
      from views v join agents a on a.id = v.owner_id ${rest}`.execute(connection);
    return rows.map(({ owner_id: id, owner_name: name, ...view }) => ({ ...view, owner: { id, name } }));
  };
  return {
    lock: async (id) => (await select(sql`where v.id = ${id} for update of v`))[0] ?? null,
    listFor: (agentId) => select(sql`where v.owner_id = ${agentId} or v.shared order by v.position, lower(v.name), v.id`),
    countOf: async (agentId) => {
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from views where owner_id = ${agentId}`.execute(connection);
      return rows[0]?.count ?? 0;
    },
    add: async (view) => {
      await sql`insert into views (id, owner_id, name, query, shared, position, created_at)
        values (${view.id}, ${view.ownerId}, ${view.name}, ${view.query}, ${view.shared}, ${view.position}, ${view.createdAt})`.execute(connection);
    },
    change: async ({ id, name, query, shared, position }) => {
      await sql`update views set name = ${name}, query = ${query}, shared = ${shared}, position = ${position} where id = ${id}`.execute(connection);
    },
    remove: async (id) => {
      await sql`delete from views where id = ${id}`.execute(connection);
    },
  };
}
