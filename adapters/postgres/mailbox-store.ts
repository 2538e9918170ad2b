import { sql } from 'kysely';
import type { MailboxCheckpoints } from '../../src/intake/mail/mailbox-checkpoint.ts';
import type { Connection } from './database.ts';

interface CheckpointRow {
  place: string;
  uid_validity: string;
  uid: string;
  begun_at: Date;
  read_at: Date;
}

export function mailboxStore(connection: Connection): MailboxCheckpoints {
  return {
    read: async (mailbox) => {
      const { rows } = await sql<CheckpointRow>`select place, uid_validity, uid, begun_at, read_at
        from mailbox_checkpoints where mailbox = ${mailbox} and place is not null`.execute(connection);
      const row = rows[0];
      return row ? { place: row.place, uidValidity: row.uid_validity, uid: Number(row.uid), begunAt: row.begun_at, readAt: row.read_at } : null;
    },
    begin: async (mailbox, { place, uidValidity, uid, at }, instead) => {
      const { numAffectedRows } = await sql`insert into mailbox_checkpoints as m (mailbox, place, uid_validity, uid, begun_at, read_at)
        values (${mailbox}, ${place}, ${uidValidity}, ${uid}, ${at}, ${at})
        on conflict (mailbox) do update
          set place = excluded.place, uid_validity = excluded.uid_validity, uid = excluded.uid,
            begun_at = coalesce(m.begun_at, excluded.begun_at), read_at = excluded.read_at
          where m.place is not distinct from ${instead?.place ?? null}::text
            and m.uid_validity is not distinct from ${instead?.uidValidity ?? null}::text`.execute(connection);
      return numAffectedRows === 1n;
    },
    advance: async (mailbox, { place, uidValidity, uid, at }) => {
      await sql`update mailbox_checkpoints set uid = ${uid}, read_at = ${at}
        where mailbox = ${mailbox} and place = ${place} and uid_validity = ${uidValidity} and uid < ${uid}`.execute(connection);
    },
    take: async (mailbox, holder, seconds) => {
      const { numAffectedRows } = await sql`insert into mailbox_checkpoints as m (mailbox, holder, held_until)
        values (${mailbox}, ${holder}, clock_timestamp() + make_interval(secs => ${seconds}))
        on conflict (mailbox) do update set holder = excluded.holder, held_until = excluded.held_until
          where m.holder is null or m.holder = excluded.holder or m.held_until < clock_timestamp()`.execute(connection);
      return numAffectedRows === 1n;
    },
    renew: async (mailbox, holder, seconds) => {
      const { numAffectedRows } = await sql`update mailbox_checkpoints
        set held_until = clock_timestamp() + make_interval(secs => ${seconds})
        where mailbox = ${mailbox} and holder = ${holder}`.execute(connection);
      return numAffectedRows === 1n;
    },
    release: async (mailbox, holder) => {
      await sql`update mailbox_checkpoints set holder = null, held_until = null
        where mailbox = ${mailbox} and holder = ${holder}`.execute(connection);
    },
  };
}
