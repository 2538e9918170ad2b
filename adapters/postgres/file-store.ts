import { sql, type RawBuilder } from 'kysely';
import type { DeletionStore, Expired, FetchStore, FileStore, SweepStore, ToDelete, ToFetch } from '../../src/desk/files/index.ts';
import type { Connection } from './database.ts';

/** Contents, attachments and recordings as files, in one transaction. */
export function fileStore(connection: Connection): FileStore & FetchStore & DeletionStore & SweepStore {
  return { ...contents(connection), ...fetching(connection), ...deleting(connection), ...sweeping(connection) };
}

function contents(connection: Connection): FileStore {
  return {
    serialise: async (sha256) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${sha256}, 13))`.execute(connection);
    },
    remember: async ({ sha256, size, type }, at) => {
      await sql`insert into files (sha256, size, type, kept_at) values (${sha256}, ${size}::bigint, ${type}, ${at})
        on conflict (sha256) do update set kept_at = greatest(files.kept_at, excluded.kept_at)`.execute(connection);
    },
  };
}

interface ToFetchRow {
  id: string;
  source_url: string | null;
  name: string | null;
  claimed_type: string;
  contact_id: string | null;
  recording_id: string | null;
  ticket_id: string | null;
  tries: number;
  first_try_at: Date | null;
  next_try_at: Date | null;
}

function toFetch(row: ToFetchRow): ToFetch | null {
  if (row.source_url === null || row.next_try_at === null) return null;
  return {
    id: row.id, url: row.source_url, name: row.name, claimedType: row.claimed_type, contactId: row.contact_id,
    recordingId: row.recording_id, ticketId: row.ticket_id, tries: row.tries, firstTryAt: row.first_try_at,
    nextTryAt: row.next_try_at,
  };
}

/** The ticket that an attachment `a` is shown in. */
export const ticketOfAttachment = sql`coalesce(
  (select v.ticket_id from contacts c join conversations v on v.id = c.conversation_id where c.id = a.contact_id),
  (select p.ticket_id from replies p where p.id = a.reply_id),
  (select k.ticket_id from recordings r join calls k on k.id = r.call_id where r.id = a.recording_id))`;

function fetching(connection: Connection): FetchStore {
  return {
    lockToFetch: async (attachmentId) => {
      const { rows } = await sql<ToFetchRow>`
        select a.id, a.source_url, a.name, a.claimed_type, a.contact_id, a.recording_id, ${ticketOfAttachment} as ticket_id,
          a.tries, a.first_try_at, a.next_try_at
        from attachments a where a.id = ${attachmentId}::uuid and a.state = 'to-fetch' for no key update of a`.execute(connection);
      return rows[0] ? toFetch(rows[0]) : null;
    },
    noteTry: async (attachmentId, { tries, firstTryAt, nextTryAt, reason }) => {
      await sql`update attachments set tries = ${tries}, first_try_at = ${firstTryAt}, next_try_at = ${nextTryAt},
        reason = coalesce(${reason}, reason) where id = ${attachmentId}`.execute(connection);
    },
    setStored: async (attachmentId, { sha256, size, type, name }, at) => {
      await sql`update attachments set state = 'stored', reason = null, next_try_at = null, sha256 = ${sha256},
        size = ${size}::bigint, type = ${type}, name = ${name}, stored_at = ${at} where id = ${attachmentId}`.execute(connection);
    },
    setEnded: async (attachmentId, state, reason) => {
      await sql`update attachments set state = ${state}, reason = ${reason}, next_try_at = null
        where id = ${attachmentId}`.execute(connection);
    },
    askToDelete: async (recordingId, at) => {
      await sql`update recordings set delete_next_try_at = ${at} where id = ${recordingId}`.execute(connection);
    },
  };
}

interface ToDeleteRow {
  id: string;
  url: string;
  sha256: string | null;
  ticket_id: string | null;
  delete_tries: number;
  delete_next_try_at: Date;
}

function deleting(connection: Connection): DeletionStore {
  return {
    lockToDelete: async (recordingId) => {
      const { rows } = await sql<ToDeleteRow>`
        select r.id, r.url, a.sha256, k.ticket_id, r.delete_tries, r.delete_next_try_at
        from recordings r join calls k on k.id = r.call_id left join attachments a on a.recording_id = r.id
        where r.id = ${recordingId} and r.delete_next_try_at is not null and r.deleted_at_provider_at is null
        for no key update of r`.execute(connection);
      const row = rows[0];
      if (!row) return null;
      const found: ToDelete = {
        id: row.id, url: row.url, sha256: row.sha256, ticketId: row.ticket_id, tries: row.delete_tries,
        nextTryAt: row.delete_next_try_at,
      };
      return found;
    },
    noteDeletionTry: async (recordingId, tries, nextTryAt) => {
      await sql`update recordings set delete_tries = ${tries}, delete_next_try_at = ${nextTryAt} where id = ${recordingId}`
        .execute(connection);
    },
    setDeleted: async (recordingId, at) => {
      await sql`update recordings set deleted_at_provider_at = ${at}, delete_next_try_at = null where id = ${recordingId}`
        .execute(connection);
    },
  };
}

/** What is not in quarantine any more keeps its bytes for 30 days: the one day of any content, and these. */
const daysKeptAfterQuarantine = 29;

/** Whether somebody refers to the content `f`, or something in quarantine did after this time. */
function isReferred(before: Date): RawBuilder<unknown> {
  return sql`(exists (select from attachments a where a.sha256 = f.sha256)
    or exists (select from previews p where p.image_sha256 = f.sha256) or exists (
    select from quarantine q where q.sha256 = f.sha256
      and (q.state = 'held' or q.ended_at >= ${before}::timestamptz - make_interval(days => ${daysKeptAfterQuarantine}::int))))`;
}

function sweeping(connection: Connection): SweepStore {
  return {
    expire: async (what, before, most) => {
      const isOfKind = what === 'recordings' ? sql`recording_id is not null` : sql`recording_id is null`;
      const { rows } = await sql<{ id: string; recording_id: string | null; ticket_id: string | null }>`
        update attachments a set state = 'expired', sha256 = null
        where a.id in (
          select id from attachments where state = 'stored' and stored_at < ${before} and ${isOfKind}
          order by stored_at limit ${most} for update skip locked
        )
        returning a.id, a.recording_id, ${ticketOfAttachment} as ticket_id`.execute(connection);
      return rows.map((row): Expired => ({ attachmentId: row.id, recordingId: row.recording_id, ticketId: row.ticket_id }));
    },
    unreferred: async (before, most) => {
      const { rows } = await sql<{ sha256: string }>`
        select f.sha256 from files f where f.kept_at < ${before}
          and not ${isReferred(before)}
        order by f.kept_at limit ${most}`.execute(connection);
      return rows.map((row) => row.sha256);
    },
    forget: async (sha256, before) => {
      const { numAffectedRows } = await sql`delete from files f where f.sha256 = ${sha256} and f.kept_at < ${before}
        and not ${isReferred(before)}`.execute(connection);
      return numAffectedRows === 1n;
    },
    unknownOf: async (hashes) => {
      const { rows } = await sql<{ sha256: string }>`
        select given.sha256 from unnest(${hashes}::text[]) as given(sha256)
        where not exists (select from files f where f.sha256 = given.sha256)`.execute(connection);
      return rows.map((row) => row.sha256);
    },
    askToDeleteAll: async (at, most) => {
      await sql`update recordings set delete_next_try_at = ${at} where id in (
        select r.id from recordings r join attachments a on a.recording_id = r.id
        where a.state = 'stored' and r.deleted_at_provider_at is null and r.delete_next_try_at is null and r.delete_tries = 0
        limit ${most})`.execute(connection);
    },
  };
}
