import { sql, type Kysely } from 'kysely';

/** What machines report: each time that something was wrong, and the storms that many such times made. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The ticket of an alarm is the one that has its contact's conversation, so it follows merges and splits by itself.
  `create table alarms (
    id uuid primary key,
    source text not null,
    fingerprint text not null,
    group_key text not null,
    contact_id uuid not null references contacts,
    title text not null,
    severity text,
    text_hash text not null,
    url text,
    afterwards text not null check (afterwards in ('close', 'confirm')),
    started_at timestamptz not null,
    raised_at timestamptz not null,
    last_seen_at timestamptz not null,
    noted_at timestamptz not null,
    repeats integer not null default 0,
    ended_at timestamptz,
    end_seen_at timestamptz,
    constraint ended_is_seen check ((ended_at is null) = (end_seen_at is null))
  )`,
  `create unique index one_lasting_alarm on alarms (source, fingerprint) where ended_at is null`,
  `create index alarms_by_fingerprint on alarms (source, fingerprint, raised_at desc)`,
  `create index alarms_lasting_of_group on alarms (source, group_key, raised_at) where ended_at is null`,
  `create index alarms_of_contact on alarms (contact_id)`,
  `create table alarm_storms (
    ticket_id uuid primary key references tickets,
    source text not null,
    group_key text not null,
    began_at timestamptz not null,
    ended_at timestamptz
  )`,
  `create unique index one_storm_per_group on alarm_storms (source, group_key) where ended_at is null`,
  // Deliveries that may come again long after, such as mails.
  `create table alarm_claims (
    claim text primary key,
    at timestamptz not null
  )`,
  `create index alarm_claims_by_age on alarm_claims (at)`,
  `create index ticket_links_to on ticket_links (to_id, kind)`,
];
