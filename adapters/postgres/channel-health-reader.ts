import { sql } from 'kysely';
import type { ChannelHealth, ChannelHealthReader, MailboxHealth } from '../../src/desk/upkeep/index.ts';
import type { Connection } from './database.ts';

const day = 24 * 60 * 60_000;
const week = 7 * day;

export function createChannelHealthReader(db: Connection): ChannelHealthReader {
  return {
    read: async (at) => {
      const [channels, mailboxes, lastReconciledAt] = await Promise.all([readChannels(db, at), readMailboxes(db), readReconciled(db)]);
      return { channels, mailboxes, lastReconciledAt };
    },
  };
}

interface ChannelRow {
  name: string; last_contact_at: Date | null; contacts_today: number; last_sent_at: Date | null; failed_today: number; waiting: number;
}

async function readChannels(db: Connection, at: Date): Promise<ChannelHealth[]> {
  const aDayAgo = new Date(at.getTime() - day);
  const aWeekAgo = new Date(at.getTime() - week);
  const { rows } = await sql<ChannelRow>`
    with received as (
      select channel as name, max(received_at) as last_contact_at, count(*) filter (where received_at >= ${aDayAgo})::int as contacts_today
      from contacts where received_at >= ${aWeekAgo} group by channel
    ), sent as (
      select coalesce(v.channel, r.channel) as name, max(d.updated_at) filter (where d.status in ('sent', 'delivered')) as last_sent_at,
        count(*) filter (where d.status in ('failed', 'unknown') and d.updated_at >= ${aDayAgo})::int as failed_today,
        count(*) filter (where d.status = 'queued' and d.next_try_at <= ${at})::int as waiting
      from deliveries d join replies r on r.id = d.reply_id left join conversations v on v.id = r.conversation_id
      where d.created_at >= ${aWeekAgo} group by 1
    )
    select coalesce(received.name, sent.name) as name, last_contact_at, coalesce(contacts_today, 0) as contacts_today, last_sent_at,
      coalesce(failed_today, 0) as failed_today, coalesce(waiting, 0) as waiting
    from received full join sent on sent.name = received.name where coalesce(received.name, sent.name) is not null`.execute(db);
  return rows.map((row) => ({
    name: row.name, lastContactAt: row.last_contact_at, contactsToday: row.contacts_today, lastSentAt: row.last_sent_at,
    failedToday: row.failed_today, waiting: row.waiting,
  }));
}

interface MailboxRow { mailbox: string; state: string | null; state_detail: string | null; state_at: Date | null; read_at: Date | null; held: boolean }

async function readMailboxes(db: Connection): Promise<MailboxHealth[]> {
  const { rows } = await sql<MailboxRow>`
    select mailbox, state, state_detail, state_at, read_at, coalesce(held_until >= clock_timestamp(), false) as held
    from mailbox_checkpoints order by mailbox`.execute(db);
  return rows.map((row) => ({
    key: row.mailbox, state: row.state, detail: row.state_detail, since: row.state_at, readAt: row.read_at, isHeld: row.held,
  }));
}

async function readReconciled(db: Connection): Promise<Date | null> {
  const { rows } = await sql<{ covered_until: Date }>`select covered_until from checkpoints where name = 'run'`.execute(db);
  return rows[0]?.covered_until ?? null;
}

/** Notes what this process sees of a mailbox, for whoever looks at it from another one. */
export function createMailboxNotes(db: Connection): (mailbox: string, state: { kind: string; detail: string | null; since: Date }) => Promise<void> {
  return async (mailbox, { kind, detail, since }) => {
    await sql`insert into mailbox_checkpoints (mailbox, state, state_detail, state_at) values (${mailbox}, ${kind}, ${detail}, ${since})
      on conflict (mailbox) do update set state = excluded.state, state_detail = excluded.state_detail, state_at = excluded.state_at
        where mailbox_checkpoints.state_at is null or mailbox_checkpoints.state_at <= excluded.state_at`.execute(db);
  };
}
