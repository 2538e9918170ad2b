import { sql } from 'kysely';
import type { Connection } from './database.ts';

/** Providers repeat a webhook within hours; after this many days an answer or a receipt that nobody asked for is not asked for again. */
const keptDays = 7;
/** A mail of a machine may be read again this many days later, as when its mailbox was moved. */
const claimedDays = 180;
/** Rows of a table that one run removes at most, so that it never holds up anybody; the next run goes on. */
const most = 20_000;

/**
 * Removes what is stored for a time only: sessions that are over, the answers to the steps of past calls and legs, and receipts
 * of texts that were never ours. What the desk did (tickets, contacts, events) stays.
 */
export function createSweep(connection: Connection): (at: Date) => Promise<void> {
  return async (at) => {
    const past = sql`${at}::timestamptz - make_interval(days => ${keptDays}::int)`;
    await sql`delete from sessions where token_hash in (
      select token_hash from sessions where expires_at <= ${at} limit ${most})`.execute(connection);
    await sql`delete from receipts where provider_id in (
      select provider_id from receipts where received_at < ${past} limit ${most})`.execute(connection);
    await sql`delete from alarm_claims where claim in (
      select claim from alarm_claims where at < ${at}::timestamptz - make_interval(days => ${claimedDays}::int) limit ${most})`.execute(connection);
    await sql`delete from call_steps where (call_id, step) in (
      select s.call_id, s.step from call_steps s join calls c on c.id = s.call_id
      where c.started_at < ${past} limit ${most})`.execute(connection);
    await sql`delete from leg_steps where (leg_id, step) in (
      select s.leg_id, s.step from leg_steps s join call_legs l on l.id = s.leg_id
      where l.created_at < ${past} limit ${most})`.execute(connection);
  };
}
