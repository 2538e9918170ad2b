import { sql } from 'kysely';
import type { SwitchReader, SwitchStore } from '../../src/desk/switches/index.ts';
import type { Connection } from './database.ts';

export function switchStore(connection: Connection): SwitchStore {
  return {
    close: async ({ channel, since, by, reason }) => {
      const { rows } = await sql<{ channel: string }>`
        insert into channel_switches (channel, off_since, off_by, reason) values (${channel}, ${since}, ${by}, ${reason})
        on conflict (channel) do nothing returning channel`.execute(connection);
      return rows.length > 0;
    },
    open: async (channel) => {
      const { rows } = await sql<{ off_since: Date; reason: string | null }>`
        delete from channel_switches where channel = ${channel} returning off_since, reason`.execute(connection);
      const row = rows[0];
      return row ? { since: row.off_since, reason: row.reason } : null;
    },
  };
}

export function createSwitchReader(connection: Connection): SwitchReader {
  return {
    closed: async () => {
      const { rows } = await sql<{ channel: string; off_since: Date; off_by: string; name: string; reason: string | null }>`
        select s.channel, s.off_since, s.off_by, a.name, s.reason from channel_switches s join agents a on a.id = s.off_by
        order by s.off_since, s.channel`.execute(connection);
      return rows.map((row) => ({ channel: row.channel, since: row.off_since, by: { id: row.off_by, name: row.name }, reason: row.reason }));
    },
  };
}
